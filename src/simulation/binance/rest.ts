import type { RestAnswer, RestRequest, VenueWorld } from '../venueSide.ts';
import type { Front } from './front.ts';
import { type Identity, keyed, proven } from './identity.ts';
import { errors, failed, type Outcome } from './outcome.ts';
import { queryParams } from './params.ts';
import type { Product } from './product.ts';

/** Which method answers at which path. */
const routes: Readonly<Record<Product, Readonly<Record<string, string>>>> = {
  spot: {
    'GET /api/v3/ping': 'ping',
    'GET /api/v3/time': 'time',
    'GET /api/v3/exchangeInfo': 'exchangeInfo',
    'GET /api/v3/depth': 'depth',
    'POST /api/v3/order': 'order.place',
    'POST /api/v3/order/test': 'order.test',
    'GET /api/v3/order': 'order.status',
    'DELETE /api/v3/order': 'order.cancel',
    'POST /api/v3/order/cancelReplace': 'order.cancelReplace',
    'PUT /api/v3/order/amend/keepPriority': 'order.amend.keepPriority',
    'GET /api/v3/openOrders': 'openOrders.status',
    'DELETE /api/v3/openOrders': 'openOrders.cancelAll',
    'GET /api/v3/account': 'account.status',
    'GET /api/v3/myTrades': 'myTrades',
  },
  usdm: {
    'GET /fapi/v1/ping': 'ping',
    'GET /fapi/v1/time': 'time',
    'GET /fapi/v1/exchangeInfo': 'exchangeInfo',
    'GET /fapi/v1/depth': 'depth',
    'POST /fapi/v1/order': 'order.place',
    'POST /fapi/v1/order/test': 'order.test',
    'PUT /fapi/v1/order': 'order.modify',
    'GET /fapi/v1/order': 'order.status',
    'DELETE /fapi/v1/order': 'order.cancel',
    'GET /fapi/v1/openOrders': 'openOrders.status',
    'DELETE /fapi/v1/allOpenOrders': 'openOrders.cancelAll',
    'GET /fapi/v1/userTrades': 'myTrades',
    'GET /fapi/v2/account': 'account.status',
    'GET /fapi/v3/account': 'account.status',
    'GET /fapi/v2/balance': 'account.balance',
    'GET /fapi/v3/balance': 'account.balance',
    'GET /fapi/v2/positionRisk': 'account.position',
    'GET /fapi/v3/positionRisk': 'account.position',
    'GET /fapi/v1/leverageBracket': 'leverageBracket',
    'POST /fapi/v1/countdownCancelAll': 'openOrders.cancelAllAfter',
    'POST /fapi/v1/listenKey': 'userDataStream.start',
    'PUT /fapi/v1/listenKey': 'userDataStream.ping',
    'DELETE /fapi/v1/listenKey': 'userDataStream.stop',
  },
};

/** What clients ask for besides, though there is nothing of the kind here: coin-margined futures, margin pairs, coins to withdraw. */
const nothing: Readonly<Record<string, string>> = {
  '/dapi/v1/exchangeInfo': '{"timezone":"UTC","rateLimits":[],"exchangeFilters":[],"symbols":[]}',
  '/sapi/v1/margin/allPairs': '[]',
  '/sapi/v1/margin/isolated/allPairs': '[]',
  '/sapi/v1/capital/config/getall': '[]',
};

/** The REST side. A path it does not know is 404, so that a client which is lost finds out. */
export function rest(
  request: RestRequest,
  fronts: Readonly<Record<Product, Front>>,
  world: Pick<VenueWorld, 'now' | 'accounts' | 'violate'>,
): RestAnswer {
  const { method, path } = request;
  const empty = nothing[path];
  if (empty !== undefined) return { status: 200, body: empty };
  const product: Product = path.startsWith('/fapi/') ? 'usdm' : 'spot';
  const name = routes[product][`${method} ${path}`];
  if (name === undefined || !fronts[product].knows(name))
    return { status: 404, body: '{"code":-5000,"msg":"Path not found"}' };
  const params = queryParams(request.query, new URLSearchParams(request.body));
  const { outcome } = fronts[product].ask({
    method: name,
    params,
    identity: (how) => identity(how, request, params.signature, world),
  });
  return answerOf(outcome, fronts[product].meter.used(), world.now());
}

/** Signed is what was sent, as it was sent: query, then body, without the signature itself. */
function identity(
  security: 'key' | 'signed',
  { headers, search, body }: RestRequest,
  signature: string | undefined,
  world: Pick<VenueWorld, 'accounts' | 'violate'>,
): Identity {
  const key = headers['x-mbx-apikey'];
  if (key === undefined) return failed(errors.keyFormat, 401);
  if (security === 'key') return keyed(world.accounts, key);
  if (signature === undefined) return failed(errors.missing('signature'));
  const text = [search, body].map(unsigned).join('');
  return proven(world, { key, text, signature });
}

const unsigned = (text: string): string =>
  text
    .split('&')
    .filter((part) => !part.startsWith('signature='))
    .join('&');

function answerOf(outcome: Outcome, used: number, now: number): RestAnswer {
  const headers: Record<string, string> = { 'x-mbx-used-weight-1m': String(used) };
  if ('result' in outcome) return { status: 200, headers, body: JSON.stringify(outcome.result) };
  const { status, error } = outcome;
  const { data, ...words } = error;
  const retryAfter = isTooMuch(status) ? (data as { readonly retryAfter: number }).retryAfter : undefined;
  if (retryAfter !== undefined) headers['retry-after'] = String(Math.ceil((retryAfter - now) / 1_000));
  return { status, headers, body: JSON.stringify(data === undefined || retryAfter !== undefined ? words : error) };
}

const isTooMuch = (status: number): boolean => status === 429 || status === 418;
