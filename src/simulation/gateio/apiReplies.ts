import type { Fields } from './fieldText.ts';
import { jsonText } from './jsonText.ts';
import { limits } from './limits.ts';
import type { Refusal } from './refusals.ts';

/** What is answered, and when. */
export interface ApiAnswering {
  readonly requestId: string;
  readonly channel: string;
  readonly connId: string;
  readonly socket: string;
  /** When the request came, in milliseconds. */
  readonly from: number;
  readonly now: number;
  /** How many requests the account has left. */
  readonly left?: number;
}

/** Statuses are text, times microseconds; the last field is spelt as the venue spells it. */
function header({ channel, connId, socket, from, now, left }: ApiAnswering, status: number): object {
  return {
    response_time: String(now),
    status: String(status),
    channel,
    event: 'api',
    client_id: `127.0.0.1-0x${socket}`,
    conn_id: connId,
    x_in_time: from * 1_000 + 508,
    x_out_time: now * 1_000 + 598,
    ...(left === undefined
      ? {}
      : {
          x_gate_ratelimit_requests_remain: left,
          x_gate_ratelimit_limit: limits.orders.count,
          x_gat_ratelimit_reset_timestamp: now + limits.orders.window,
        }),
  };
}

/** `{"request_id":"42","ack":true,"header":{..,"status":"200"},"data":{"result":{"req_id":"42","req_header":null,"req_param":{..}}}}`: it has come, no more. */
export function interimReply(at: ApiAnswering, { req_header = null, req_param }: Fields): string {
  const result = { req_id: at.requestId, req_header, req_param, api_key: '', timestamp: '', signature: '' };
  return JSON.stringify({ request_id: at.requestId, ack: true, header: header(at, 200), data: { result } });
}

/** What became of it; after an interim reply `ack` says that this is none. */
export function finalReply(at: ApiAnswering, result: unknown, isAfterInterim: boolean): string {
  const ack = isAfterInterim ? false : undefined;
  return jsonText({ request_id: at.requestId, ack, header: header(at, 200), data: { result } });
}

/** `{"header":{..,"status":"400",..},"data":{"errs":{"label":"AUTHENTICATION_FAILED","message":"Not login"}},"request_id":"10406147"}` */
export function failedReply(at: ApiAnswering, [status, label, message]: Refusal): string {
  return JSON.stringify({ header: header(at, status), data: { errs: { label, message } }, request_id: at.requestId });
}
