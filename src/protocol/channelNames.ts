import type { Channel } from '../model/subscription.ts';

const known: Readonly<Record<Channel, 'public' | 'private'>> = {
  trades: 'public',
  ticker: 'public',
  quotes: 'public',
  book: 'public',
  candles: 'public',
  funding: 'public',
  mark: 'public',
  orders: 'private',
  fills: 'private',
  balances: 'private',
  positions: 'private',
};

/** Every channel there is. */
export const channelNames: readonly Channel[] = Object.keys(known) as Channel[];

/** Whether a channel tells of an account. */
export function isPrivateChannel(channel: Channel): boolean {
  return known[channel] === 'private';
}
