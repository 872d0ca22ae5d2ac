import type { Channel, Subscription } from '../../model/subscription.ts';
import type { Row } from '../../protocol/fields.ts';
import type { DataMessage } from '../../protocol/incoming.ts';
import { bookWireOf, depthsOf, servedBook } from './bookWire.ts';
import type { GateContent } from './content.ts';
import { intervalOf } from './intervals.ts';
import type { Market } from './markets.ts';
import { symbolOf } from './symbols.ts';

/** Channels of one name on the wire and one of ours, told by their pair. */
const PAIRS: Readonly<Record<string, Channel>> = { trades: 'trades', tickers: 'ticker', book_ticker: 'quotes' };
const ACCOUNT: Readonly<Record<string, Channel>> = {
  orders: 'orders',
  usertrades: 'fills',
  balances: 'balances',
  positions: 'positions',
};

/** What a channel and the payload of its request mean in our words; nothing where that is not one subscription of ours. */
export function subscriptionOf(market: Market, channel: string, args: readonly unknown[]): Subscription | undefined {
  const [first, second, third] = args;
  if (Object.hasOwn(PAIRS, channel)) return args.length === 1 ? pairOf(market, PAIRS[channel], first) : undefined;
  if (Object.hasOwn(ACCOUNT, channel))
    return isServed(market, channel) ? { channel: ACCOUNT[channel] as Channel } : undefined;
  switch (channel) {
    case 'candlesticks':
      return candlesOf(market, `${String(first)}_${String(second)}`);
    case 'obu':
      return obuOf(market, first);
    case 'order_book':
      return bookOf(
        market,
        first,
        { channel },
        market.prefix === 'spot' ? { depth: second, speed: third } : { depth: second },
      );
    case 'order_book_update':
      return bookOf(market, first, { channel }, { depth: third, speed: second });
    default:
      return undefined;
  }
}

/** The subscription that content belongs to, as far as it shows: of speeds the usual one, as frames do not tell theirs. */
export function showsOn(market: Market): (content: DataMessage) => Subscription | undefined {
  return ({ route, payload }) => {
    const [channel = '', name = ''] = route.slice(market.prefix.length + 1).split(':');
    const { rows } = payload as GateContent;
    if (channel === 'candlesticks') return candlesOf(market, name);
    if (channel === 'order_book') return bookOf(market, name, { channel }, { depth: longestSide(rows[0]) });
    if (channel === 'order_book_update') return bookOf(market, name, { channel }, { depth: rows[0]?.['l'] });
    return subscriptionOf(market, channel, [name]);
  };
}

function isServed({ prefix }: Market, channel: string): boolean {
  return prefix === 'futures' || channel !== 'positions';
}

function pairOf(market: Market, channel: Channel | undefined, pair: unknown): Subscription | undefined {
  const symbol = servedSymbol(market, pair);
  return symbol === undefined || channel === undefined ? undefined : { channel, symbol };
}

/** `1m_BTC_USDT` */
function candlesOf(market: Market, name: string): Subscription | undefined {
  const cut = name.indexOf('_');
  const interval = intervalOf(name.slice(0, cut));
  const symbol = servedSymbol(market, name.slice(cut + 1));
  return interval === undefined || symbol === undefined ? undefined : { channel: 'candles', symbol, interval };
}

/** `ob.BTC_USDT.50` */
function obuOf(market: Market, name: unknown): Subscription | undefined {
  const [, pair, depth] = /^ob\.([A-Z0-9_]+)\.(50|400)$/.exec(String(name)) ?? [];
  const symbol = servedSymbol(market, pair);
  return symbol === undefined ? undefined : { channel: 'book', symbol, depth: Number(depth) };
}

/** A book by the channel that serves it; without a depth as deep as that is told. */
function bookOf(
  market: Market,
  pair: unknown,
  { channel }: { readonly channel: 'order_book' | 'order_book_update' },
  { depth, speed }: { readonly depth?: unknown; readonly speed?: unknown },
): Subscription | undefined {
  const symbol = servedSymbol(market, pair);
  const depths = depthsOf(market, channel);
  const levels = depth === undefined ? undefined : depths.find((offered) => offered >= Number(depth));
  if (symbol === undefined || (depth !== undefined && levels === undefined)) return undefined;
  const params = { channel, ...(typeof speed === 'string' && market.prefix === 'spot' ? { speed } : {}) };
  const wanted: Subscription = { channel: 'book', symbol, params };
  try {
    const deep = levels ?? (channel === 'order_book_update' ? undefined : depths.at(-1));
    bookWireOf(market, wanted);
    return servedBook(market, deep === undefined ? deepest(wanted, market) : { ...wanted, depth: deep });
  } catch {
    return undefined;
  }
}

function deepest(wanted: Subscription, market: Market): Subscription {
  // Where frames do not tell how deep they are, the usual speed has the deepest there is.
  return market.prefix === 'spot' ? wanted : { ...wanted, depth: 100 };
}

/** A symbol that can be asked for on the market: not one that is settled in something else. */
function servedSymbol(market: Market, pair: unknown): string | undefined {
  const symbol = symbolOf(market, pair);
  return symbol?.split(':')[1] === market.settle ? symbol : undefined;
}

function longestSide(row: Row | undefined): number | undefined {
  const [bids, asks] = [row?.['bids'], row?.['asks']];
  if (!Array.isArray(bids) || !Array.isArray(asks)) return undefined;
  return Math.max(bids.length, asks.length, 1);
}
