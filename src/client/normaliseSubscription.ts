import { ColdwireError } from '../errors/coldwireError.ts';
import type { Subscription } from '../model/subscription.ts';

/**
 * A subscription with nothing in it but what it means: no undefined fields, no empty params, texts trimmed, frozen. Throws
 * `invalid-options` for what nobody can mean; what a venue can serve is for its dialect to say.
 */
export function normaliseSubscription(subscription: Subscription): Subscription {
  if (!isObject(subscription)) throw invalid('subscription', 'an object');
  const { channel, symbol, depth, interval, params } = subscription;
  if (typeof channel !== 'string') throw invalid('channel', 'a channel');
  if (depth !== undefined && !(Number.isSafeInteger(depth) && depth > 0)) throw invalid('depth', 'a positive integer');
  return Object.freeze({
    channel,
    ...(symbol === undefined ? {} : { symbol: meant('symbol', symbol) }),
    ...(depth === undefined ? {} : { depth }),
    ...(interval === undefined ? {} : { interval: meant('interval', interval) }),
    ...paramsOf(params),
  });
}

/** A text without what surrounds it. */
function meant(option: string, text: string): string {
  const trimmed = typeof text === 'string' ? text.trim() : '';
  if (trimmed === '') throw invalid(option, 'a text');
  return trimmed;
}

function paramsOf(params: Subscription['params']): Pick<Subscription, 'params'> {
  if (params === undefined) return {};
  if (!isObject(params)) throw invalid('params', 'an object');
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  for (const [name, value] of given)
    if (!['string', 'number', 'boolean'].includes(typeof value))
      throw invalid(`params.${name}`, 'a text, a number or a boolean');
  return given.length === 0 ? {} : { params: Object.freeze(Object.fromEntries(given)) };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
