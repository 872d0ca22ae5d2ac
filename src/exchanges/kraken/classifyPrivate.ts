import { isRow } from '../../protocol/fields.ts';
import type { Incoming } from '../../protocol/incoming.ts';
import type { AccountPayload } from './accountPayload.ts';
import { isAccountChannel } from './accountTopic.ts';
import { classify } from './classify.ts';
import { isTokenRefusal } from './isTokenRefusal.ts';

/**
 * What a message of the private side means: content of an account, or what it would mean on the public side.
 *
 * ```json
 * {"channel":"executions","type":"snapshot","data":[],"sequence":1}
 * {"channel":"balances","type":"update","data":[{"asset":"BTC","balance":0.005}],"sequence":9}
 * {"method":"subscribe","success":false,"error":"ESession:Invalid session","req_id":1}
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v2/executions
 */
export function classifyPrivate(message: unknown): Incoming {
  const { channel, type, data, sequence } = isRow(message) ? message : {};
  if (isAccountChannel(channel) && Array.isArray(data)) {
    const payload: AccountPayload = { snapshot: type === 'snapshot', rows: data, sequence };
    return { kind: 'data', route: channel, payload };
  }
  const incoming = classify(message);
  return incoming.kind === 'refusal' && isTokenRefusal(incoming.reason)
    ? { ...incoming, tokenRefused: true }
    : incoming;
}
