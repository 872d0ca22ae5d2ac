import type { Subscription } from '../model/subscription.ts';

/** A subscription for the eye: `book BTC/USD`. */
export function subscriptionText({ channel, symbol }: Subscription): string {
  return symbol === undefined ? channel : `${channel} ${symbol}`;
}
