import type { Channel } from '../../model/subscription.ts';

/** The channels served here: the venue's names and ours. */
const NAMES: Readonly<Record<string, Channel>> = { trade: 'trades', ticker: 'ticker', book: 'book', ohlc: 'candles' };

/** Our name of a venue's channel; nothing for one that is not served here. */
export function channelNamed(venueName: string): Channel | undefined {
  // A channel is a venue's text: `constructor` names none.
  return Object.hasOwn(NAMES, venueName) ? NAMES[venueName] : undefined;
}

/** The venue's name of a channel of ours. */
export function venueNameOf(channel: Channel): string | undefined {
  return Object.keys(NAMES).find((name) => NAMES[name] === channel);
}
