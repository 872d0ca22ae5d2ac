import type { RestAnswer, RestRequest } from '../venueSide.ts';
import { levelsJson } from './bookTexts.ts';
import type { Desk } from './desk.ts';
import { contractRow, currencyRow, pairRow } from './instrumentRows.ts';
import type { MarketFeed } from './marketFeed.ts';
import { tickerRow } from './marketTexts.ts';
import type { Product } from './product.ts';
import { invalid, refusals } from './refusals.ts';
import { answered, refused } from './restAnswer.ts';

/** Answers a question; `name` is the last part of a path that ends in one. */
export type Answering = (request: RestRequest, name: string) => RestAnswer;

/** Levels a side, at most and unless said. */
const DEPTH: Readonly<Record<Product, number>> = { spot: 1_000, futures: 300 };
const SHALLOW = 10;

/** The answers to what anybody may ask, by method and path; `*` stands for a name. What is not simulated has nothing. */
export function restMarket({ desks, find }: MarketFeed, now: () => number): readonly (readonly [string, Answering])[] {
  const at = (): number => Math.floor(now());
  const of = (product: Product): readonly Desk[] => desks.filter(({ listing }) => listing.product === product);
  const nothing: Answering = () => answered([]);
  const named =
    (product: Product, row: (desk: Desk) => object): Answering =>
    (_, name) => {
      const desk = find(product, name);
      return desk === undefined ? refused(refusals[product]['unknown-symbol']) : answered(row(desk));
    };
  const tickers =
    (product: Product, parameter: string): Answering =>
    ({ query }) => {
      const name = query.get(parameter);
      const rows = of(product).filter(({ listing }) => name === null || name === listing.name);
      return { status: 200, body: `[${rows.map((desk) => tickerRow(desk, product, at())).join(',')}]` };
    };
  const pair = (desk: Desk): object => pairRow(desk.listing);
  const contract = (desk: Desk): object => contractRow(desk, at());
  const currencies = (): readonly string[] => [
    ...new Set(
      desks.flatMap(
        ({
          listing: {
            market: { spec },
          },
        }) => [spec.base, spec.quote],
      ),
    ),
  ];
  return [
    ['GET /spot/time', () => answered({ server_time: at() })],
    ['GET /spot/currencies', () => answered(currencies().map(currencyRow))],
    ['GET /spot/currency_pairs', () => answered(of('spot').map(pair))],
    ['GET /spot/currency_pairs/*', named('spot', pair)],
    ['GET /spot/tickers', tickers('spot', 'currency_pair')],
    ['GET /spot/order_book', book('spot', 'currency_pair', { find, at })],
    ['GET /futures/usdt/contracts', () => answered(of('futures').map(contract))],
    ['GET /futures/usdt/contracts/*', named('futures', contract)],
    ['GET /futures/usdt/tickers', tickers('futures', 'contract')],
    ['GET /futures/usdt/order_book', book('futures', 'contract', { find, at })],
    ['GET /margin/currency_pairs', nothing],
    ['GET /margin/uni/currency_pairs', nothing],
    ['GET /futures/btc/contracts', nothing],
    ['GET /delivery/usdt/contracts', nothing],
    ['GET /delivery/btc/contracts', nothing],
    ['GET /options/underlyings', nothing],
    ['GET /options/contracts', nothing],
  ];
}

/** `{"id":123456,"current":1623898993123,"update":1623898993121,"asks":[["1.52","1.151"]],"bids":[..]}`; the id only where it is asked for. Futures tell seconds, and levels as objects. */
function book(
  product: Product,
  parameter: string,
  { find, at }: Pick<MarketFeed, 'find'> & { readonly at: () => number },
): Answering {
  return ({ query, headers }) => {
    const desk = find(product, query.get(parameter) ?? '');
    if (desk === undefined) return refused(refusals[product]['unknown-symbol']);
    const limit = Number(query.get('limit') ?? SHALLOW);
    if (!(limit >= 1 && limit <= DEPTH[product])) return refused(invalid('Invalid limit'));
    const { id, bid, ask } = desk.snapshot(at());
    const form = { isObject: product === 'futures', isDecimal: headers['x-gate-size-decimal'] === '1' };
    const time = product === 'spot' ? at() : at() / 1_000;
    const numbered = query.get('with_id') === 'true' ? `"id":${id},` : '';
    const side = (levels: typeof bid): string => levelsJson(levels.slice(0, limit), desk.listing, form);
    return {
      status: 200,
      body: `{${numbered}"current":${time},"update":${time},"asks":${side(ask)},"bids":${side(bid)}}`,
    };
  };
}
