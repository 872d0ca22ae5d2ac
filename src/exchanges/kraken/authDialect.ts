import type { Dialect } from '../../protocol/dialect.ts';
import { isRow } from '../../protocol/fields.ts';
import type { SendContext } from '../../protocol/sendContext.ts';
import type { Topic } from '../../protocol/topic.ts';
import { balances } from './balances.ts';
import { classifyPrivate } from './classifyPrivate.ts';
import { encodeRequest } from './encodeRequest.ts';
import { executions } from './executions.ts';
import { orderRules } from './orderRules.ts';
import { publicDialect } from './publicDialect.ts';
import { requestRejectionOf } from './requestRejectionOf.ts';
import { token } from './token.ts';

/**
 * Kraken spot WebSocket v2, private side: what an account has, and its orders. Nobody logs in on the socket: each private
 * subscription and each request about orders carries a token that REST gives.
 *
 * Beta is another door to the production engine: orders placed there in `test` are real, unless their `params` say
 * `validate: true`.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-auth
 */
export const authDialect: Dialect = {
  ...publicDialect,
  name: 'auth',
  url: { live: 'wss://ws-auth.kraken.com/v2', test: 'wss://beta-ws-auth.kraken.com/v2' },
  auth: { recipe: 'hmac-sha512-base64', secret: 'base64', token, isOrdered: true },
  codec: { kind: 'json', numbers: 'text', encode: encodeRequest },
  classify: classifyPrivate,
  channels: { orders: executions, fills: executions, balances },
  subscribing: {
    // Each channel of an account is one topic, and asked for by itself.
    batch: 1,
    subscribe: ([topic], context) => asked('subscribe', topic, context),
    unsubscribe: ([topic], context) => asked('unsubscribe', topic, context),
  },
  requests: {
    isPrivate: (message) => !isRow(message) || message['method'] !== 'ping',
    complete: (message, { token: mine }) => withToken(message, mine),
    rejectionOf: requestRejectionOf,
  },
  orders: orderRules,
};

/** `{"method":"subscribe","params":{"channel":"executions","snap_orders":true,"snap_trades":true,"token":"..."},"req_id":1}` */
function asked(
  method: 'subscribe' | 'unsubscribe',
  topic: Topic | undefined,
  { id, token: mine }: SendContext,
): unknown {
  const { route: channel, subscription: { params = {} } = {} } = topic ?? {};
  const snapshot = channel === 'executions' ? { snap_orders: true, snap_trades: true } : { snapshot: true };
  const wishes = method === 'subscribe' ? { ...snapshot, ...params } : {};
  return { method, params: { ...wishes, channel, token: mine }, req_id: id };
}

function withToken(message: unknown, mine: string): unknown {
  if (!isRow(message) || mine === '') return message;
  const { params } = message;
  return { ...message, params: { ...(isRow(params) ? params : {}), token: mine } };
}
