import type { GateStep } from '../../protocol/gate.ts';
import type { Market } from './markets.ts';
import { isLoginReply, loginRefusalOf, replyIdOf } from './replies.ts';
import { secondsOf } from './rest.ts';

/**
 * The login of a connection, for orders; left out where there are no credentials. Nothing is asked with it, so the line of the signed
 * text that would say what, is empty.
 *
 * ```json
 * {"time":1681984544,"channel":"spot.login","event":"api","payload":{"req_id":"1","api_key":"..","signature":"..","timestamp":"1681984544"}}
 * ```
 */
export function loginOn({ prefix }: Market): GateStep {
  const channel = `${prefix}.login`;
  return {
    kind: 'login',
    sign: ({ time }) => `api\n${channel}\n\n${secondsOf(time)}`,
    message: ({ id, time, key, signature }) => {
      const timestamp = secondsOf(time);
      const payload = { req_id: String(id), api_key: key, signature, timestamp };
      return { time: Number(timestamp), channel, event: 'api', payload };
    },
    // Not as a request, whose refusal would be one like any other: that of a login ends the matter.
    expect: (message, { id }) => isLoginReply(message) || replyIdOf(message) === String(id),
    refused: loginRefusalOf,
  };
}
