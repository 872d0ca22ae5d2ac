import type { Subscription } from '../../model/subscription.ts';
import { isRow } from '../../protocol/fields.ts';
import type { DataMessage } from '../../protocol/incoming.ts';
import type { Market } from './market.ts';
import { unifiedSymbol } from './unifiedSymbol.ts';

/**
 * The subscription that a stream's content belongs to, by the name of the stream. That of the book's changes is of the smallest
 * depth.
 */
export function showsOf(market: Market): (message: DataMessage) => Subscription | undefined {
  return ({ route, payload }) => {
    const [name = '', kind = '', speed] = route.split('@');
    const told = isRow(payload) ? payload['s'] : undefined;
    const symbol = unifiedSymbol(typeof told === 'string' ? told : name.toUpperCase(), market);
    if (!symbol.includes('/')) return undefined;
    if (kind === 'bookTicker') return { channel: 'quotes', symbol };
    if (kind === 'ticker') return { channel: 'ticker', symbol };
    if (kind === 'markPrice') return { channel: 'mark', symbol, ...paramsOf(speed === undefined, 'speed', '3s') };
    if (kind === 'trade') return { channel: 'trades', symbol, ...paramsOf(market !== 'spot', 'stream', kind) };
    if (kind === 'aggTrade') return { channel: 'trades', symbol, ...paramsOf(market === 'spot', 'stream', kind) };
    if (kind.startsWith('kline_')) return candlesOf(symbol, kind.slice('kline_'.length), market);
    const depth = /^depth(5|10|20)?$/.exec(kind);
    return depth === null ? undefined : bookOf(symbol, depth[1], speed, market);
  };
}

function paramsOf(isOther: boolean, name: string, value: string): Pick<Subscription, 'params'> {
  return isOther ? { params: { [name]: value } } : {};
}

function candlesOf(symbol: string, interval: string, market: Market): Subscription | undefined {
  const isOffered = /^(\d+[mhdw]|1M)$/.test(interval) || (market === 'spot' && interval === '1s');
  return isOffered ? { channel: 'candles', symbol, interval } : undefined;
}

const SPEEDS: Readonly<Record<Market, readonly string[]>> = {
  spot: ['100ms'],
  usdm: ['100ms', '500ms', '0ms'],
  coinm: ['100ms', '500ms', '0ms'],
};

function bookOf(
  symbol: string,
  levels: string | undefined,
  speed: string | undefined,
  market: Market,
): Subscription | undefined {
  if (speed !== undefined && !SPEEDS[market].includes(speed)) return undefined;
  const unnamed = market === 'spot' ? '1000ms' : '250ms';
  const params = {
    ...(levels === undefined ? {} : { partial: true }),
    ...(speed === '100ms' ? {} : { speed: speed ?? unnamed }),
  };
  return {
    channel: 'book',
    symbol,
    ...(levels === undefined ? {} : { depth: Number(levels) }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
}
