import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Dialect } from '../../protocol/dialect.ts';
import { isRow } from '../../protocol/fields.ts';
import type { Incoming } from '../../protocol/incoming.ts';
import { losslessNumber } from '../../util/losslessNumber.ts';
import { futuresDials, futuresMessages } from './limits.ts';
import { restSides } from './restSides.ts';
import { usdmAccount } from './usdmAccount.ts';

/**
 * The account of futures margined in dollar coins. Its socket is opened by a key that REST gives for an hour. Asking for it again
 * makes the hour begin anew, so a new socket in the place of the old one every three quarters of an hour keeps it alive. Where
 * it has expired all the same, another one is asked for.
 *
 * @see https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams
 */
export const usdmPrivateDialect: Dialect = {
  name: 'usdm-private',
  url: { live: 'wss://fstream.binance.com/private/ws', test: 'wss://fstream.binancefuture.com/private/ws' },
  rest: restSides.usdm,
  fresh: {
    request: ({ key }) => ({ method: 'POST', url: '/fapi/v1/listenKey', headers: { 'X-MBX-APIKEY': key } }),
    endpoint: ({ endpoint }, body) => {
      const answer: unknown = JSON.parse(body);
      const key = isRow(answer) ? answer['listenKey'] : undefined;
      if (typeof key !== 'string') throw new ColdwireError('protocol-violation', { what: 'listenKey' });
      return { ...endpoint, url: `${endpoint.url}?listenKey=${encodeURIComponent(key)}` };
    },
  },
  auth: {
    recipe: 'hmac-sha256-hex',
    origins: ['https://fapi.binance.com', 'https://testnet.binancefuture.com'],
  },
  codec: { kind: 'json', numbers: losslessNumber },
  classify,
  channels: { orders: usdmAccount, fills: usdmAccount, balances: usdmAccount, positions: usdmAccount },
  subscribing: { ack: 'open', batch: 1, subscribe: () => undefined, unsubscribe: () => undefined },
  // Whether or not it is answered by a list, an answer shows that somebody is there.
  heartbeat: {
    every: 30_000,
    message: ({ id }) => ({ method: 'LIST_SUBSCRIPTIONS', id }),
    isReply: (message) => isRow(message) && 'id' in message,
  },
  liveness: { within: 45_000, isProof: isRow },
  life: { max: 3_000_000 },
  capacity: { topicsPerSocket: 1 },
  limits: [futuresDials, futuresMessages],
  ids: 'int',
  idOf: () => undefined,
  withId: (message, id) => ({ ...(message as object), id }),
};

/** `{"e":"listenKeyExpired","E":1736996475556,"listenKey":"..."}`, or what became of the account; also in the envelope of a stream. */
function classify(message: unknown): Incoming {
  if (!isRow(message)) return { kind: 'unknown' };
  const { data } = message;
  const event = isRow(data) ? data : message;
  switch (event['e']) {
    case undefined:
      return 'id' in message ? { kind: 'reply' } : { kind: 'unknown' };
    case 'listenKeyExpired':
      return { kind: 'notice', text: 'listenKeyExpired', action: 'reconnect' };
    case 'serverShutdown':
      return { kind: 'notice', text: 'serverShutdown', action: 'migrate' };
    default:
      return { kind: 'data', route: 'account', payload: event };
  }
}
