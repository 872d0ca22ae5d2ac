import { crc32 } from '../../util/crc32.ts';

/** How one instrument is quoted and how its market looks. Prices are counted in ticks, sizes in lots: both integers. */
export interface InstrumentSpec {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** What a swap is settled in; absent on spot. */
  readonly settle?: string;
  /** How much of the base one contract of a swap is, as decimal text; absent on spot. A size counts contracts where there are any. */
  readonly contractSize?: string;
  /** A tick is 10^-priceDecimals. */
  readonly priceDecimals: number;
  /** A lot is 10^-sizeDecimals. */
  readonly sizeDecimals: number;
  /** The smallest order. */
  readonly minLots: number;
  /** Where the price starts, and where it tends back to. */
  readonly startTicks: number;
  /** Mean distance of neighbouring levels, in ticks. */
  readonly gapTicks: number;
  /** Mean size of a level, in lots. */
  readonly typicalLots: number;
}

/** What a venue may quote differently from others. */
export interface Quoting {
  readonly priceDecimals?: number;
  readonly sizeDecimals?: number;
  /** As decimal text. */
  readonly contractSize?: string;
  readonly minLots?: number;
}

/** How a market looks by nature: price, its decimals, mean distance of levels in these, mean size of a level in the base. */
type Row = readonly [decimals: number, start: number, gap: number, size: number];

const KNOWN: Readonly<Record<string, Row>> = {
  'BTC/USD': [1, 63_000, 8, 0.4],
  'ETH/USD': [2, 1_880, 4, 5],
  'SOL/USD': [2, 142, 2, 40],
  'XRP/USD': [5, 0.62, 6, 8_000],
  'BTC/EUR': [1, 58_000, 9, 0.3],
  'BTC/USDT': [1, 63_010, 8, 0.3],
  'ETH/USDT': [2, 1_881, 4, 4],
  'BTC/USDT:USDT': [1, 63_030, 5, 0.9],
  'ETH/USDT:USDT': [2, 1_882, 3, 9],
  'ETH/BTC': [5, 0.298, 2, 3],
};

const SPOT: Required<Omit<Quoting, 'contractSize' | 'priceDecimals'>> = { sizeDecimals: 8, minLots: 5_000 };
const SWAP: Required<Omit<Quoting, 'priceDecimals'>> = { sizeDecimals: 3, minLots: 1, contractSize: '1' };

/**
 * The spec of a symbol, as a venue quotes it; one that the table does not know gets four decimals and a price between 10 and 110.
 * A swap (`BTC/USDT:USDT`) is linear: settled in its quote.
 */
export function instrumentSpec(symbol: string, quoted: Quoting = {}): InstrumentSpec {
  const [decimals, start, gap, size] = KNOWN[symbol] ?? [4, 10 + (crc32(symbol) % 10_000) / 100, 5, 50];
  const [, base = '', quote = '', settle] = /^([^/]+)\/([^:]+):?(.*)$/.exec(symbol) ?? [];
  const isSwap = settle !== undefined && settle !== '';
  const { priceDecimals = decimals, ...rest } = { ...(isSwap ? SWAP : SPOT), ...quoted };
  const contractSize = 'contractSize' in rest ? rest.contractSize : undefined;
  return {
    ...rest,
    symbol,
    base,
    quote,
    ...(isSwap ? { settle } : {}),
    priceDecimals,
    startTicks: Math.round(start * 10 ** priceDecimals),
    gapTicks: Math.max(Math.round(gap * 10 ** (priceDecimals - decimals)), 1),
    typicalLots: Math.max(Math.round((size / Number(contractSize ?? 1)) * 10 ** rest.sizeDecimals), 1),
  };
}
