import { isRow, type Row } from '../../protocol/fields.ts';
import type { SendContext } from '../../protocol/sendContext.ts';
import { secondsOf } from './rest.ts';

/**
 * A request to the order api, without what it gets as it leaves: its id and its time.
 *
 * `{"channel":"spot.order_place","event":"api","payload":{"req_param":{"text":"t-1","currency_pair":"BTC_USDT","side":"buy","amount":"0.001","price":"20000"}}}`
 */
export function apiMessage(channel: string, param: unknown): unknown {
  return { channel, event: 'api', payload: { req_param: param } };
}

/** Whether a message is one to the order api, which wants a login. */
export function isApiMessage(message: unknown): boolean {
  return isRow(message) && message['event'] === 'api';
}

/** A message with its id: in the payload of what goes to the order api, beside the channel elsewhere. */
export function withId(message: unknown, id: number | string): unknown {
  if (!isRow(message)) return message;
  return isApiMessage(message)
    ? { ...message, payload: { req_id: String(id), ...payloadOf(message) } }
    : { id, ...message };
}

/** A message to the order api with its time, which the venue counts in seconds. */
export function complete(message: unknown, { time }: SendContext): unknown {
  if (!isRow(message) || !isApiMessage(message)) return message;
  const timestamp = secondsOf(time);
  return { time: Number(timestamp), ...message, payload: { ...payloadOf(message), timestamp } };
}

function payloadOf({ payload }: Row): Row {
  return isRow(payload) ? payload : {};
}
