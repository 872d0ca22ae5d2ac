import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import { bookWireOf } from './bookWire.ts';
import { venueIntervalOf } from './intervals.ts';
import type { Market } from './markets.ts';
import { venueSymbolOf } from './symbols.ts';

/** A subscription as the venue has it. */
export interface Wire {
  /** The channel without what its market puts before it. */
  readonly channel: string;
  /** What it adds to the payload, which is positional. */
  readonly args: readonly string[];
  /** What its frames name it by; empty where the channel says all. */
  readonly name: string;
  /** Whether a frame may ask for several. */
  readonly isMany: boolean;
}

/**
 * What is asked for on the wire. `uid` is whose account it is, which futures want to be told. Throws `unsupported` or
 * `invalid-options`.
 *
 * ```json
 * {"channel":"spot.tickers","payload":["BTC_USDT","ETH_USDT"]}
 * {"channel":"spot.candlesticks","payload":["1m","BTC_USDT"]}
 * {"channel":"futures.orders","payload":["20011","!all"]}
 * ```
 */
export function wireOf(market: Market, subscription: Subscription, uid = ''): Wire {
  const { channel, symbol, interval = '1m' } = subscription;
  const many = (name: string): Wire => {
    const pair = venueSymbolOf(market, symbol);
    return { channel: name, args: [pair], name: pair, isMany: true };
  };
  switch (channel) {
    case 'trades':
      return many('trades');
    case 'ticker':
    case 'funding':
    case 'mark':
      return many('tickers');
    case 'quotes':
      return many('book_ticker');
    case 'candles': {
      const bar = venueIntervalOf(interval);
      if (bar === undefined) throw new ColdwireError('unsupported', { what: `interval ${interval}` });
      const pair = venueSymbolOf(market, symbol);
      return { channel: 'candlesticks', args: [bar, pair], name: `${bar}_${pair}`, isMany: false };
    }
    case 'book':
      return bookOnWire(market, subscription);
    case 'orders':
      return accountWire(market, 'orders', uid);
    case 'fills':
      return accountWire(market, 'usertrades', uid);
    case 'balances':
    case 'positions':
      return accountWire(market, channel, uid);
  }
}

function bookOnWire(market: Market, subscription: Subscription): Wire {
  const { channel, depth, speed } = bookWireOf(market, subscription);
  const pair = venueSymbolOf(market, subscription.symbol);
  if (channel === 'obu') {
    const name = `ob.${pair}.${depth}`;
    return { channel, args: [name], name, isMany: false };
  }
  const levels = String(depth);
  const args = {
    spot: { order_book: [levels, speed], order_book_update: [speed] },
    // Prices are not merged (`0`).
    futures: { order_book: [levels, '0'], order_book_update: [speed, levels] },
  }[market.prefix][channel];
  return { channel, args: [pair, ...args], name: pair, isMany: false };
}

/** All of an account's: of futures as somebody; of spot's balances nothing needs to be said. */
function accountWire({ prefix }: Market, channel: string, uid: string): Wire {
  const args = prefix === 'futures' ? [uid, '!all'] : channel === 'balances' ? [] : ['!all'];
  return { channel, args, name: '', isMany: false };
}
