import type { SimulatedOrder } from '../exchange/order.ts';
import type { SystemStatus } from '../fault.ts';
import type { RestAnswer, RestRequest, VenueWorld } from '../venueSide.ts';
import { assetCode } from './assets.ts';
import { orderRow } from './orderRow.ts';
import { privateGate, type PrivateRequest } from './privateRest.ts';
import { assetPairs, assets } from './publicRest.ts';
import { TOKEN_LIFE, type Tokens } from './tokens.ts';

/** What REST depends on. */
export interface RestSettings {
  readonly world: Pick<VenueWorld, 'now' | 'markets' | 'accounts' | 'exchange'>;
  readonly tokens: Pick<Tokens, 'issue'>;
  readonly system: () => SystemStatus;
}

type Answer = (request: RestRequest) => RestAnswer;

const answer = (status: number, body: object): RestAnswer => ({ status, body: JSON.stringify(body) });
const done = (result: object): RestAnswer => answer(200, { error: [], result });
const failed = (error: string): RestAnswer => answer(200, { error: [error] });
/** A path it does not know is 404 here, so that a client which is lost finds out. */
const lost = answer(404, { error: ['EGeneral:Unknown method'] });

/**
 * The REST side, in Kraken's envelope.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-server-time
 */
export function rest({ world, tokens, system }: RestSettings): Answer {
  const { now, markets } = world;
  const specs = markets.map(({ spec }) => spec);
  const admit = privateGate(world);
  return (request) => {
    const { method, path, query } = request;
    if (method === 'POST' && path.startsWith('/0/private/')) {
      const admitted = admit(request);
      return typeof admitted === 'string' ? failed(admitted) : privateAnswer(admitted, world, tokens);
    }
    switch (`${method} ${path}`) {
      case 'GET /0/public/Time':
        return done({ unixtime: Math.floor(now() / 1_000), rfc1123: rfc1123(now()) });
      case 'GET /0/public/SystemStatus':
        return done({ status: system(), timestamp: `${new Date(Math.floor(now())).toISOString().slice(0, 19)}Z` });
      case 'GET /0/public/AssetPairs': {
        const pairs = assetPairs(specs, query.get('pair'));
        return typeof pairs === 'string' ? failed(pairs) : done(pairs);
      }
      case 'GET /0/public/Assets':
        return done(assets(specs));
      default:
        return lost;
    }
  };
}

function privateAnswer(
  { account, method, params }: PrivateRequest,
  { exchange }: Pick<VenueWorld, 'exchange'>,
  { issue }: Pick<Tokens, 'issue'>,
): RestAnswer {
  const { orders, fills, balances } = exchange.state(account);
  const rows = (some: readonly SimulatedOrder[]): object =>
    Object.fromEntries(some.map((order) => [order.id, orderRow(order, fills)]));
  const isNamed = ({ clientOrderId }: SimulatedOrder): boolean =>
    params.cl_ord_id === undefined || params.cl_ord_id === clientOrderId;
  const ended = orders.filter(({ status }) => status !== 'open').filter(isNamed);
  switch (method) {
    case 'GetWebSocketsToken':
      return done({ token: issue(account), expires: TOKEN_LIFE / 1_000 });
    case 'OpenOrders':
      return done({ open: rows(exchange.open(account).filter(isNamed)) });
    case 'ClosedOrders':
      return done({ closed: rows(ended), count: ended.length });
    case 'QueryOrders': {
      const ids = (params.txid ?? '').split(',');
      return done(rows(orders.filter(({ id }) => ids.includes(id))));
    }
    case 'Balance':
      return done(Object.fromEntries(balances.map(({ asset, total }) => [assetCode(asset), total])));
    case 'BalanceEx':
      return done(
        Object.fromEntries(
          balances.map(({ asset, total, held }) => [assetCode(asset), { balance: total, hold_trade: held }]),
        ),
      );
    default:
      return lost;
  }
}

/** `Thu, 06 Jul 23 18:50:48 +0000` */
function rfc1123(at: number): string {
  const [weekday, day, month, year = '', time] = new Date(Math.floor(at)).toUTCString().split(' ');
  return `${weekday} ${day} ${month} ${year.slice(2)} ${time} +0000`;
}
