import type { BookLevel } from '../market/marketBook.ts';
import { exchangeInfo } from './exchangeInfo.ts';
import type { MarketFeed } from './marketFeed.ts';
import type { Methods } from './method.ts';
import { done, errors, failed, type Outcome } from './outcome.ts';
import type { Params } from './params.ts';
import type { Product } from './product.ts';

/** What anybody may ask of a product. */
export function marketMethods(product: Product, feed: MarketFeed, now: () => number): Methods {
  const desks = feed.desks.filter(({ printing }) => printing.product === product);
  return {
    ping: { weight: () => 1, security: 'none', answer: () => done({}) },
    time: { weight: () => 1, security: 'none', answer: () => done({ serverTime: Math.floor(now()) }) },
    exchangeInfo: {
      weight: () => (product === 'spot' ? 20 : 1),
      security: 'none',
      answer: () => done(exchangeInfo(product, desks, now())),
    },
    depth: {
      weight: (params) => depthWeight(product, limitOf(product, params)),
      security: 'none',
      answer: ({ params }) => depth(product, feed, params, Math.floor(now())),
    },
  };
}

/** The number of levels asked for a side. Spot gives up to 5,000, futures up to 1,000. */
function limitOf(product: Product, { limit }: Params): number {
  const [usual, most] = product === 'spot' ? [100, 5_000] : [500, 1_000];
  const asked = limit === undefined ? usual : Number(limit);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, most) : Number.NaN;
}

function depthWeight(product: Product, limit: number): number {
  const steps =
    product === 'spot'
      ? ([
          [100, 5],
          [500, 25],
          [1_000, 50],
          [5_000, 250],
        ] as const)
      : ([
          [50, 2],
          [100, 5],
          [500, 10],
          [1_000, 20],
        ] as const);
  return steps.find(([upTo]) => limit <= upTo)?.[1] ?? 1;
}

function depth(product: Product, feed: MarketFeed, params: Params, at: number): Outcome {
  const { symbol } = params;
  if (symbol === undefined) return failed(errors.missing('symbol'));
  const desk = feed.find(product, symbol);
  if (desk === undefined) return failed(errors.symbol);
  const limit = limitOf(product, params);
  if (Number.isNaN(limit)) return failed(errors.limit);
  const { id, bid, ask } = desk.snapshot(at);
  const { price, size } = desk.printing;
  const rows = (levels: readonly BookLevel[]): readonly unknown[] =>
    levels.slice(0, limit).map(({ ticks, lots }) => [price(ticks), size(lots)]);
  const instants = product === 'usdm' ? { E: at, T: at } : {};
  return done({ lastUpdateId: id, ...instants, bids: rows(bid), asks: rows(ask) });
}
