import type { Row } from '../../../protocol/fields.ts';
import type { Incoming } from '../../../protocol/incoming.ts';
import { venueWords } from '../../../protocol/venueWords.ts';
import { isPermanent } from '../isPermanent.ts';
import { subscriptionNamed } from './channelName.ts';

/**
 * What the answer to a subscribe or unsubscribe means. Every pair of a request is answered on its own, all under the
 * request's `reqid`, if it had one; a refusal does not say what it refuses.
 *
 * ```json
 * {"channelID":2496,"channelName":"book-1000","event":"subscriptionStatus","pair":"ALGO/XBT","status":"subscribed","subscription":{"depth":1000,"name":"book"}}
 * {"errorMessage":"Subscription depth not supported","event":"subscriptionStatus","pair":"XBT/USD","status":"error","subscription":{"depth":42,"name":"book"}}
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v1/subscriptionstatus
 */
export function answerOf({ reqid, pair, channelName: name, status, errorMessage }: Row): Incoming {
  const answered = {
    ...(typeof reqid === 'string' ? { id: reqid } : {}),
    ...(typeof pair === 'string' ? { item: pair } : {}),
  };
  if (status === 'error') {
    const reason = venueWords(errorMessage, 'refused without a reason');
    return { kind: 'refusal', ...answered, reason, permanent: isPermanent(reason) };
  }
  if (status !== 'subscribed' && status !== 'unsubscribed') return { kind: 'unknown' };
  const echo = typeof name === 'string' && typeof pair === 'string' ? subscriptionNamed(name, pair) : undefined;
  const verb = status === 'subscribed' ? 'subscribe' : 'unsubscribe';
  return { kind: 'ack', verb, ...answered, ...(echo === undefined ? {} : { echo }) };
}
