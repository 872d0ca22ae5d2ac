import { ColdwireError } from '../errors/coldwireError.ts';
import type { Subscription } from '../model/subscription.ts';

/** A subscription with nothing in it but what it means: no undefined fields, symbol trimmed, frozen. Throws `invalid-options`. */
export function normaliseSubscription(subscription: Subscription): Subscription {
  const { channel, symbol, depth, interval, params } = subscription;
  if (typeof channel !== 'string')
    throw new ColdwireError('invalid-options', { option: 'channel', expected: 'a channel' });
  if (depth !== undefined && !(Number.isSafeInteger(depth) && depth > 0))
    throw new ColdwireError('invalid-options', { option: 'depth', expected: 'a positive integer' });
  return Object.freeze({
    channel,
    ...(symbol === undefined ? {} : { symbol: symbol.trim() }),
    ...(depth === undefined ? {} : { depth }),
    ...(interval === undefined ? {} : { interval }),
    ...(params === undefined || Object.keys(params).length === 0 ? {} : { params: Object.freeze({ ...params }) }),
  });
}
