import type { GateRefusal } from '../../protocol/gate.ts';
import { isRow } from '../../protocol/fields.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { refusalOf } from './refusalOf.ts';

/** Refusals of a login that time may mend; a wrong key stays wrong. */
const PASSING: ReadonlySet<string | undefined> = new Set([
  'REQUEST_EXPIRED',
  'TOO_MANY_REQUESTS',
  'TOO_BUSY',
  'INTERNAL',
]);

/** Whether a message answers the login, of which there is one a connection. */
export function isLoginReply(message: unknown): boolean {
  const header = isRow(message) ? message['header'] : undefined;
  return isRow(header) && typeof header['channel'] === 'string' && header['channel'].endsWith('.login');
}

/** The id of a reply of the order api, which is its `request_id`; none of a login's. Acknowledgements have an `id`. */
export function replyIdOf(message: unknown): string | undefined {
  if (!isRow(message) || !isRow(message['header']) || isLoginReply(message)) return undefined;
  const { request_id: id } = message;
  return typeof id === 'string' ? id : undefined;
}

/** Whether a reply is the last one: a placement is answered first by one whose `ack` is true, unless it is refused at once. */
export function isFinalReply(reply: unknown): boolean {
  return !(isRow(reply) && reply['ack'] === true);
}

/** What a reply brings; nothing where it brings nothing. */
export function resultOf(reply: unknown): unknown {
  const data = isRow(reply) ? reply['data'] : undefined;
  return isRow(data) ? data['result'] : undefined;
}

/**
 * Why a request was refused, by its reply. What broke inside the venue (5xx, or by its label) may have been done all the same.
 *
 * `{"request_id":"42","header":{"status":"400","channel":"spot.order_place","event":"api"},"data":{"errs":{"label":"AUTHENTICATION_FAILED","message":"Not login"}}}`
 */
export function rejectionOf(reply: unknown): Rejection | undefined {
  if (!isRow(reply) || !isRow(reply['header'])) return undefined;
  const { status } = reply['header'];
  const { data } = reply;
  const errs = isRow(data) ? data['errs'] : undefined;
  if (status === '200' && !isRow(errs)) return undefined;
  const rejection = refusalOf(errs);
  return /^5\d\d$/.test(String(status)) ? { ...rejection, isUnknown: true } : rejection;
}

/** The refusal that the reply to a login is. */
export function loginRefusalOf(reply: unknown): GateRefusal | undefined {
  const rejection = isLoginReply(reply) ? rejectionOf(reply) : undefined;
  if (rejection === undefined) return undefined;
  const { reason, code, isUnknown } = rejection;
  return isUnknown === true || PASSING.has(code) ? { reason, retryAfterMs: 30_000 } : { reason };
}
