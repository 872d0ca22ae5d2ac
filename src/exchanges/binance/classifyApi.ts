import { isRow, type Row } from '../../protocol/fields.ts';
import type { Incoming } from '../../protocol/incoming.ts';
import { apiAnsweredId } from './apiAskId.ts';
import { messageIdOf } from './askId.ts';
import { errorOf } from './errorOf.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };

/**
 * What a message of the WebSocket API means: an answer, or an event of an account that was subscribed.
 *
 * ```json
 * {"id":"ask-1","status":200,"result":{"subscriptionId":0}}
 * {"subscriptionId":0,"event":{"e":"outboundAccountPosition","E":1564034571105,"u":1564034571073,"B":[]}}
 * {"event":{"e":"serverShutdown","E":1770123456789}}
 * {"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1728973001334}}
 * ```
 * @see https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/event-format
 */
export function classifyApi(message: unknown): Incoming {
  if (!isRow(message)) return UNKNOWN;
  const { event, status, error } = message;
  if (isRow(event)) return eventOf(event);
  const asked = apiAnsweredId(message);
  if (asked !== undefined) return answerOf(message, asked);
  if (messageIdOf(message) !== undefined) return { kind: 'reply' };
  const told = error === undefined && status === undefined ? undefined : errorOf(message);
  return told === undefined ? UNKNOWN : { kind: 'refusal', reason: told.reason, permanent: false };
}

function eventOf(event: Row): Incoming {
  if (event['e'] === 'serverShutdown') return { kind: 'notice', text: 'serverShutdown', action: 'migrate' };
  if (event['e'] === 'eventStreamTerminated') return { kind: 'ack', verb: 'unsubscribe', echo: { channel: 'orders' } };
  return { kind: 'data', route: 'account', payload: event };
}

/** Keys that are not accepted, and signatures that are wrong, will not be accepted later. */
const PERMANENT: readonly string[] = ['-1022', '-2014', '-2015'];

/** `User Data Stream subscription already active.` */
const ACTIVE = '-2035';

function answerOf(message: Row, id: string): Incoming {
  const { result } = message;
  if (Array.isArray(result)) return { kind: 'ack', items: result.length === 0 ? [] : ['account'] };
  const error = message['error'] === undefined ? undefined : errorOf(message);
  // An answer that overtook the list of what is subscribed, or was lost: the stream is there.
  if (error?.code === ACTIVE) return { kind: 'ack', id };
  if (error === undefined) return isRow(result) && 'serverTime' in result ? { kind: 'reply' } : { kind: 'ack', id };
  return { kind: 'refusal', id, reason: error.reason, permanent: PERMANENT.includes(error.code) };
}
