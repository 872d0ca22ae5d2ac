import { type KlineInterval, klineIntervals } from './klineInterval.ts';
import type { Product } from './product.ts';

/** What a stream tells. Cadences are milliseconds; 0 is each change. */
export type StreamKind =
  | { readonly kind: 'trade' | 'aggTrade' | 'bookTicker' }
  | { readonly kind: 'ticker' | 'miniTicker' | 'mark'; readonly every: number }
  | { readonly kind: 'kline'; readonly interval: KlineInterval; readonly every: number }
  | { readonly kind: 'depth'; readonly every: number }
  | { readonly kind: 'partial'; readonly levels: number; readonly every: number };

/** A stream that is served. */
export type Stream = StreamKind & {
  /** As it was asked for: `btcusdt@depth@100ms`. */
  readonly name: string;
  /** `BTCUSDT`. */
  readonly venueSymbol: string;
};

/** The three entrances of USD-margined futures, each with streams of its own. */
export type Tier = 'public' | 'market' | 'private';

/** The cadences of books. The 0 ms of futures are in recordings of August 2024, if in no documentation. */
export const depthCadences: Readonly<Record<Product, readonly number[]>> = {
  spot: [1_000, 100],
  usdm: [250, 500, 100, 0],
};

/**
 * Reads the name of a stream. Nothing for what is not served: no such stream, a symbol that is not in lower case, or an
 * entrance that has others. The venue acknowledges all of those, and sends nothing.
 */
export function readStream(name: string, product: Product, tier: Tier | undefined): Stream | undefined {
  const [, symbol = '', rest = ''] = /^([^@A-Z]+)@(.+)$/.exec(name) ?? [];
  const kind = kindOf(rest, product);
  if (kind === undefined) return undefined;
  if (product === 'usdm' && tier !== tierOf(kind)) return undefined;
  return { ...kind, name, venueSymbol: symbol.toUpperCase() };
}

/** `trade` is documented nowhere; other clients were seen to find it at the public entrance (2026). */
function tierOf({ kind }: StreamKind): Tier {
  return kind === 'depth' || kind === 'partial' || kind === 'bookTicker' || kind === 'trade' ? 'public' : 'market';
}

function kindOf(text: string, product: Product): StreamKind | undefined {
  switch (text) {
    case 'trade':
    case 'aggTrade':
    case 'bookTicker':
      return { kind: text };
    case 'ticker':
      return { kind: text, every: product === 'spot' ? 1_000 : 2_000 };
    case 'miniTicker':
      return { kind: text, every: product === 'spot' ? 1_000 : 2_000 };
    case 'markPrice':
      return product === 'usdm' ? { kind: 'mark', every: 3_000 } : undefined;
    case 'markPrice@1s':
      return product === 'usdm' ? { kind: 'mark', every: 1_000 } : undefined;
    default:
      return klineOf(text, product) ?? bookOf(text, product);
  }
}

function klineOf(text: string, product: Product): StreamKind | undefined {
  const interval = text.startsWith('kline_') ? text.slice('kline_'.length) : '';
  if (!Object.hasOwn(klineIntervals, interval) || (interval === '1s' && product === 'usdm')) return undefined;
  return { kind: 'kline', interval: interval as KlineInterval, every: product === 'spot' ? 1_000 : 250 };
}

function bookOf(text: string, product: Product): StreamKind | undefined {
  const [whole, levels = '', speed] = /^depth(5|10|20)?(?:@(\d+)ms)?$/.exec(text) ?? [];
  const cadences = depthCadences[product];
  // The default has no name of its own: `@depth@1000ms` is spelled out by nobody, but is the same.
  const every = speed === undefined ? cadences[0] : Number(speed);
  if (whole === undefined || every === undefined || !cadences.includes(every)) return undefined;
  return levels === '' ? { kind: 'depth', every } : { kind: 'partial', levels: Number(levels), every };
}
