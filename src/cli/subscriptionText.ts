import type { Subscription } from '../model/subscription.ts';
import { printable } from './printable.ts';

/** A subscription for the eye: `book BTC/USD`. A recording's symbol is not to be trusted with a terminal either. */
export function subscriptionText({ channel, symbol }: Subscription): string {
  return symbol === undefined ? channel : printable(`${channel} ${symbol}`);
}
