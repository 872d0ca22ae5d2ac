import type { Subscription } from '../../model/subscription.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { AckMessage, Incoming } from '../../protocol/incoming.ts';
import { errorOf } from './errorWords.ts';
import type { Market } from './markets.ts';
import { subscriptionOf } from './shows.ts';

type Verb = NonNullable<AckMessage['verb']>;

/** Wrong in itself: a body, an argument, a key. A refused time is none of them, as clocks heal. */
const PERMANENT: readonly unknown[] = ['1', '2', '4', 'INVALID_KEY', 'INVALID_SIGNATURE', 'AUTHENTICATION_FAILED'];

/**
 * What the answer to a subscribe or unsubscribe means: one for the whole frame, by its `id`. The `requestId` is no id of ours. What
 * was asked for without an id is answered without one, in old captures without a payload too.
 *
 * ```json
 * {"time":1726121320,"id":1,"channel":"spot.tickers","event":"subscribe","payload":["BTC_USDT"],"result":{"status":"success"},"requestId":"d8ee37cd"}
 * {"time":1739853211,"id":1,"channel":"spot.trades","event":"subscribe","payload":["LUNARLENS_USDT","ETH_USDT"],"error":{"code":2,"message":"unknown currency pair: LUNARLENS_USDT"},"result":{"status":"fail"}}
 * ```
 */
export function answerOf(market: Market, verb: Verb, message: Row): Incoming {
  const { id, error, result } = message;
  const named = typeof id === 'string' && id !== '' ? { id } : {};
  const status = isRow(result) ? result['status'] : undefined;
  if (!isRow(error) && status === 'success') return { kind: 'ack', verb, ...named, ...echoOf(market, message) };
  if (!isRow(error) && status === undefined) return { kind: 'unknown' };
  const { code, reason } = errorOf(error);
  // It is there already, say because its acknowledgement was lost. A book then misses its snapshot, is left and asked for anew.
  if (verb === 'subscribe' && /^alert sub/i.test(reason)) return { kind: 'ack', verb, ...named };
  return { kind: 'refusal', verb, ...named, reason, permanent: isPermanent(code, reason) };
}

function isPermanent(code: string | undefined, reason: string): boolean {
  return PERMANENT.includes(code) && !/\b(expired|timestamp|too many)\b/i.test(reason);
}

/** What was asked for, where the answer repeats it and it was one thing. */
function echoOf(market: Market, { channel, payload }: Row): { readonly echo?: Subscription } {
  const args: readonly unknown[] = Array.isArray(payload) ? payload : [];
  const [, name] = typeof channel === 'string' ? channel.split('.') : [];
  const echo = name === undefined ? undefined : subscriptionOf(market, name, args);
  return echo === undefined ? {} : { echo };
}
