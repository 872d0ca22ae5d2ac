import type { DialLimit } from '../venueSide.ts';

/** So many in a window that rolls, in milliseconds. */
interface RequestLimit {
  readonly count: number;
  readonly window: number;
}

/** What OKX bears. How long nobody is let in after too many dials is not said; a second is a guess `?`. */
export const limits: {
  readonly dials: DialLimit;
  /** Requests to subscribe, unsubscribe and log in, counted together, of one connection. */
  readonly requests: RequestLimit;
  /** The longest request, in bytes. Newer documentation speaks of 64 KB `?`; the smaller is the one to be safe with. */
  readonly frameBytes: number;
  /** A connection ends after so many milliseconds without a frame either way. */
  readonly idle: number;
  /** Books tell that they live after so many milliseconds without a change. */
  readonly quiet: number;
  /** Connections that may have the same private channel of one account. */
  readonly connectionsPerChannel: number;
  /** Requests of one kind (to place, to cancel, to amend) of an account about one instrument. */
  readonly orders: RequestLimit;
  /** The same for the orders in batches. */
  readonly batches: RequestLimit;
  /** Orders placed and amended of an account, whatever the instrument. */
  readonly accountOrders: RequestLimit;
  /** Orders in a batch. */
  readonly batch: number;
} = {
  dials: { count: 3, window: 1_000, ban: 1_000 },
  requests: { count: 480, window: 3_600_000 },
  frameBytes: 4_096,
  idle: 30_000,
  quiet: 60_000,
  connectionsPerChannel: 30,
  orders: { count: 60, window: 2_000 },
  batches: { count: 300, window: 2_000 },
  accountOrders: { count: 1_000, window: 2_000 },
  batch: 20,
};
