/** The feeds a venue may offer, by their unified names. */
export type Channel =
  | 'trades'
  | 'ticker'
  | 'quotes'
  | 'book'
  | 'candles'
  | 'funding'
  | 'mark'
  | 'orders'
  | 'fills'
  | 'balances'
  | 'positions';

/** A scalar a venue-specific parameter may take. */
export type Param = string | number | boolean;

/**
 * One wish for a feed. Two subscriptions are the same when all their normalised fields are; object identity plays no
 * part.
 */
export interface Subscription<C extends Channel = Channel> {
  readonly channel: C;
  /** Unified symbol: `BTC/USDT`, `BTC/USDT:USDT` (linear swap), `BTC/USD:BTC` (inverse swap). */
  readonly symbol?: string;
  /** Book levels a side, at least: the venue's next depth is asked for and the view is cut to this many. */
  readonly depth?: number;
  /** Candle length: `1m`, `5m`, `1h`, `1d`, ... */
  readonly interval?: string;
  /** The venue's own extras, passed through. */
  readonly params?: Readonly<Record<string, Param>>;
}

/** The identity of a subscription; made by {@link subscriptionKey} alone. */
export type SubscriptionKey = string & { readonly __subscriptionKey?: never };

/**
 * The identity of a subscription, independent of the order its fields were written in.
 *
 * @example
 * ```ts
 * import { subscriptionKey } from 'coldwire';
 *
 * console.log(subscriptionKey({ symbol: 'BTC/USD', channel: 'book', depth: 10 })); // book|BTC/USD|10||
 * ```
 */
export function subscriptionKey(subscription: Subscription): SubscriptionKey {
  const { channel, symbol = '', depth = '', interval = '', params = {} } = subscription;
  const extras = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${unambiguous(name)}=${typeof value}:${unambiguous(String(value))}`);
  return [channel, unambiguous(symbol), depth, unambiguous(interval), extras.join('&')].join('|');
}

/** A text without what separates the parts of a key. */
function unambiguous(text: string): string {
  return text.replace(/[%|&=]/g, encodeURIComponent);
}
