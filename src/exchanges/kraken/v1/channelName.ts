import type { Channel, Subscription } from '../../../model/subscription.ts';
import { bookDepths } from '../bookDepths.ts';
import { intervalName } from '../intervals.ts';
import { symbolOf } from './pairs.ts';

/** The channels of v1 and ours. */
const CHANNELS: ReadonlyMap<string, Channel> = new Map([
  ['trade', 'trades'],
  ['ticker', 'ticker'],
  ['spread', 'quotes'],
  ['book', 'book'],
  ['ohlc', 'candles'],
]);

/** Our channel of a channel's name in data frames, which ends in the one option it has: `book-1000`, `ohlc-5`. */
export function channelNamed(name: string): Channel | undefined {
  return CHANNELS.get(name.split('-', 1)[0] as string);
}

/** The subscription that a channel's name and a pair are of; nothing where they are none of ours. */
export function subscriptionNamed(name: string, pair: string): Subscription | undefined {
  const channel = channelNamed(name);
  const symbol = symbolOf(pair);
  if (channel === undefined || symbol === undefined) return undefined;
  const option = name.split('-')[1];
  if (channel === 'book') {
    const depth = bookDepths.find((offered) => String(offered) === option);
    return depth === undefined ? undefined : { channel, symbol, depth };
  }
  if (channel === 'candles') {
    const interval = intervalName(option);
    return interval === undefined ? undefined : { channel, symbol, interval };
  }
  return option === undefined ? { channel, symbol } : undefined;
}
