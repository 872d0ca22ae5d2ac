import type { RestAnswer, RestRequest, VenueWorld } from '../venueSide.ts';
import { type Fields, isFields } from './fieldText.ts';
import type { MarketFeed } from './marketFeed.ts';
import { positionRow } from './positionRow.ts';
import type { Product } from './product.ts';
import { invalid, otherRefusals } from './refusals.ts';
import { answered, outcomeAnswer, refused } from './restAnswer.ts';
import { forms } from './forms.ts';
import type { OrderChoice } from './orderLists.ts';
import type { Trader } from './trader.ts';
import { trimmed } from './trimmed.ts';

/** What they depend on. */
export interface RestTradingSettings {
  readonly world: VenueWorld;
  readonly feed: MarketFeed;
  readonly trader: Trader;
}

/** Answers an account, by its key; `id` is the last part of a path that ends in one. */
export type AccountAnswering = (request: RestRequest, account: string, id: string) => RestAnswer;

/** Orders may be told to go after so many seconds, unless told again; 0: never. */
const LEAST_COUNTDOWN = 5;

/** The answers to what is about orders and accounts, by method and path; `*` stands for an id. */
export function restTrading(settings: RestTradingSettings): ReadonlyMap<string, AccountAnswering> {
  const { world } = settings;
  return new Map<string, AccountAnswering>([
    ...ofProduct('spot', '/spot', settings),
    ...ofProduct('futures', '/futures/usdt', settings),
    ...spotAccount(settings),
    ...futuresAccount(settings),
    [
      'GET /account/detail',
      (_, account) =>
        answered({ user_id: Number(uidOf(world, account)), ip_whitelist: [], currency_pairs: [], tier: 0 }),
    ],
  ]);
}

const uidOf = ({ accounts }: VenueWorld, account: string): string =>
  accounts.all.find(({ key }) => key === account)?.uid ?? '';

function ofProduct(
  product: Product,
  path: string,
  { world, trader }: RestTradingSettings,
): readonly (readonly [string, AccountAnswering])[] {
  const { instrument } = forms[product];
  const choice = ({ query }: RestRequest): OrderChoice => {
    const [name, side] = [query.get(instrument), query.get('side')];
    return { product, ...(name === null ? {} : { name }), ...(side === 'buy' || side === 'sell' ? { side } : {}) };
  };
  const counted =
    (answer: AccountAnswering): AccountAnswering =>
    (request, account, id) =>
      trader.count(account) === undefined ? refused(otherRefusals.tooOften) : answer(request, account, id);
  const amend = counted(({ body }, account, id) => outcomeAnswer(trader.amend(product, id, bodyOf(body), account)));
  const countdown: AccountAnswering = ({ body }, account) => {
    const seconds = Number(bodyOf(body).timeout);
    if (!(seconds === 0 || seconds >= LEAST_COUNTDOWN)) return refused(invalid('Invalid timeout'));
    const at = world.exchange.cancelAllAfter(account, seconds * 1_000);
    return answered({ triggerTime: seconds === 0 ? '0' : String(Math.floor(at)) });
  };
  return [
    [
      `POST ${path}/orders`,
      counted(({ body }, account) => outcomeAnswer(trader.place(product, bodyOf(body), account), 201)),
    ],
    [
      `GET ${path}/orders`,
      (request, account) => answered(trader.list(choice(request), request.query.get('status') !== 'finished', account)),
    ],
    [`DELETE ${path}/orders`, counted((request, account) => answered(trader.cancelAll(choice(request), account)))],
    [`GET ${path}/orders/*`, (_, account, id) => outcomeAnswer(trader.find(product, id, account))],
    [`DELETE ${path}/orders/*`, counted((_, account, id) => outcomeAnswer(trader.cancel(product, id, account)))],
    [`PATCH ${path}/orders/*`, amend],
    [`PUT ${path}/orders/*`, amend],
    [`GET ${path}/my_trades`, (request, account) => answered(trader.fills(choice(request), account))],
    [`POST ${path}/countdown_cancel_all`, countdown],
  ];
}

function spotAccount({ world, feed, trader }: RestTradingSettings): readonly (readonly [string, AccountAnswering])[] {
  const { exchange } = world;
  return [
    [
      'GET /spot/open_orders',
      (_, account) =>
        answered(
          feed.desks.flatMap(({ listing: { product, name } }) => {
            const orders = product === 'spot' ? trader.list({ product, name }, true, account) : [];
            return orders.length === 0 ? [] : [{ currency_pair: name, total: orders.length, orders }];
          }),
        ),
    ],
    [
      'GET /spot/accounts',
      ({ query }, account) =>
        answered(
          exchange
            .state(account)
            .balances.filter(({ asset }) => (query.get('currency') ?? asset) === asset)
            .map(({ asset, free, held }) => ({
              currency: asset,
              available: trimmed(free),
              locked: trimmed(held),
              update_id: 1,
            })),
        ),
    ],
  ];
}

function futuresAccount({
  world,
  trader,
}: Pick<RestTradingSettings, 'world' | 'trader'>): readonly (readonly [string, AccountAnswering])[] {
  const { exchange, now } = world;
  const rowsOfPositions = (account: string, name?: string): readonly object[] =>
    exchange.state(account).positions.flatMap((position) => {
      const listing = trader.spelling(position.symbol, '', account)?.listing;
      return listing === undefined || (name ?? listing.name) !== listing.name
        ? []
        : [positionRow(listing, position, { uid: uidOf(world, account), at: now() })];
    });
  return [
    [
      'GET /futures/usdt/accounts',
      (_, account) => {
        const usdt = exchange.state(account).balances.find(({ asset }) => asset === 'USDT');
        const { total = '0', free = '0', held = '0' } = usdt ?? {};
        return answered({
          user: Number(uidOf(world, account)),
          currency: 'USDT',
          total: trimmed(total),
          available: trimmed(free),
          unrealised_pnl: '0',
          position_margin: trimmed(held),
          order_margin: '0',
          point: '0',
          bonus: '0',
          in_dual_mode: false,
          history: {},
        });
      },
    ],
    ['GET /futures/usdt/positions', (_, account) => answered(rowsOfPositions(account))],
    [
      'GET /futures/usdt/positions/*',
      (_, account, name) => {
        const [row] = rowsOfPositions(account, name);
        return row === undefined ? refused([400, 'POSITION_NOT_FOUND', 'position not found']) : answered(row);
      },
    ],
  ];
}

function bodyOf(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    return isFields(body) ? body : {};
  } catch {
    return {};
  }
}
