import type { Dialect } from '../../protocol/dialect.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { SendContext } from '../../protocol/sendContext.ts';
import { losslessNumber } from '../../util/losslessNumber.ts';
import { apiAnsweredId, apiAskId, apiReplyIdOf } from './apiAskId.ts';
import { classifyApi } from './classifyApi.ts';
import type { Market } from './market.ts';
import { orderRulesOf } from './orderRules.ts';
import { rejectionOf } from './rejectionOf.ts';
import { signedText } from './signedText.ts';
import { spotAccount } from './spotAccount.ts';

/** What tells the WebSocket API of one market from another's. */
export type ApiHost = Pick<Dialect, 'name' | 'url' | 'limits'> & Required<Pick<Dialect, 'rest'>>;

/** What anybody may ask. */
const PUBLIC =
  /^(ping|time|exchangeInfo|depth|trades\.|klines|uiKlines|avgPrice|ticker|session\.(status|subscriptions|logout)$)/;

/**
 * The WebSocket API of a market: each request is signed by itself, by HMAC, or by what kind of key ever the `signer` of the options
 * holds; `session.logon`, which an Ed25519 key alone can do and which spares the signatures after it, is not made use of. On
 * spot it tells of the account too.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/general-api-information
 */
export function apiDialect(market: Market, host: ApiHost): Dialect {
  const isSpot = market === 'spot';
  return {
    ...host,
    auth: {
      recipe: 'hmac-sha256-hex',
      optional: true,
      // "If your API key becomes invalid, the next request revokes the session."
      lost: (message) => (isRow(message) && message['id'] === null ? lostWords(message) : undefined),
    },
    codec: { kind: 'json', numbers: losslessNumber },
    classify: classifyApi,
    channels: isSpot ? { orders: spotAccount, fills: spotAccount, balances: spotAccount } : {},
    subscribing: {
      ack: 'id',
      batch: 1,
      sign: (verb, _topics, context) => (verb === 'subscribe' ? signedText(asSomebody({}, context)) : ''),
      subscribe: (_topics, context) => ({
        id: apiAskId(context.id),
        method: 'userDataStream.subscribe.signature',
        params: { ...asSomebody({}, context), signature: context.signature },
      }),
      unsubscribe: (_topics, { id }) => ({ id: apiAskId(id), method: 'userDataStream.unsubscribe', params: {} }),
    },
    // On an account nothing happens for days; the list of what is subscribed shows that it still is.
    heartbeat: {
      every: 30_000,
      message: ({ id }) => ({ id: apiAskId(id), method: isSpot ? 'session.subscriptions' : 'time', params: {} }),
      isReply: (message) => apiAnsweredId(message) !== undefined,
    },
    liveness: { within: 45_000, isProof: isRow },
    life: { max: 86_400_000 },
    capacity: { topicsPerSocket: 1 },
    idOf: apiReplyIdOf,
    withId: (message, id) => ({ ...(message as object), id }),
    requests: {
      isPrivate: (message) => {
        const method = isRow(message) ? message['method'] : undefined;
        return typeof method !== 'string' || !PUBLIC.test(method);
      },
      sign: (message, context) => signedText(asSomebody(paramsOf(message), context)),
      complete: (message, context) =>
        context.key === ''
          ? message
          : {
              ...(message as object),
              params: { ...asSomebody(paramsOf(message), context), signature: context.signature },
            },
      rejectionOf,
    },
    orders: orderRulesOf(market),
  };
}

function lostWords(message: Row): string | undefined {
  return message['status'] === 401 ? (rejectionOf(message)?.reason ?? 'session revoked') : undefined;
}

function paramsOf(message: unknown): Row {
  const params = isRow(message) ? message['params'] : undefined;
  return isRow(params) ? params : {};
}

/** Parameters with who asks, and when. */
function asSomebody(params: Row, { key, time }: SendContext): Row {
  return { ...params, apiKey: key, timestamp: Math.floor(time) };
}
