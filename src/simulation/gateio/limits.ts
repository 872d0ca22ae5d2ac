import type { DialLimit } from '../venueSide.ts';

/** What the venue bears. It states no limit of messages or of subscriptions. */
export const limits: {
  readonly dials: DialLimit;
  /** Sockets at once: what its support advises to stay below, and beyond it none is let in here. */
  readonly connections: number;
  /** How far the time that is signed may be off, in milliseconds. */
  readonly clockSkew: number;
  /** Requests about orders of an account: so many in a window that rolls, in milliseconds. */
  readonly orders: { readonly count: number; readonly window: number };
  /** Orders in a batch. */
  readonly batch: number;
  /** How long before it closes a socket the venue says so, in milliseconds. */
  readonly notice: number;
} = {
  dials: { count: 300, window: 60_000, ban: 0 },
  connections: 100,
  clockSkew: 60_000,
  orders: { count: 100, window: 1_000 },
  batch: 10,
  notice: 5_000,
};
