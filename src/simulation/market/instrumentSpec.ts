import { crc32 } from '../../util/crc32.ts';

/** How one instrument is quoted and how its market looks. Prices are counted in ticks, sizes in lots: both integers. */
export interface InstrumentSpec {
  readonly symbol: string;
  /** A tick is 10^-priceDecimals. */
  readonly priceDecimals: number;
  /** A lot is 10^-sizeDecimals. */
  readonly sizeDecimals: number;
  /** Where the price starts, and where it tends back to. */
  readonly startTicks: number;
  /** Mean distance of neighbouring levels, in ticks. */
  readonly gapTicks: number;
  /** Mean size of a level, in lots. */
  readonly typicalLots: number;
}

type Row = Omit<InstrumentSpec, 'symbol'>;

const row = (priceDecimals: number, start: number, gap: number, typicalSize: number): Row => ({
  priceDecimals,
  sizeDecimals: 8,
  startTicks: Math.round(start * 10 ** priceDecimals),
  gapTicks: gap,
  typicalLots: Math.round(typicalSize * 1e8),
});

const KNOWN: Readonly<Record<string, Row>> = {
  'BTC/USD': row(1, 63_000, 8, 0.4),
  'ETH/USD': row(2, 1_880, 4, 5),
  'SOL/USD': row(2, 142, 2, 40),
  'XRP/USD': row(5, 0.62, 6, 8_000),
  'BTC/EUR': row(1, 58_000, 9, 0.3),
  'BTC/USDT': row(1, 63_010, 8, 0.3),
  'ETH/BTC': row(5, 0.298, 2, 3),
};

/** The spec of a symbol; one that the table does not know gets four decimals and a price between 10 and 110. */
export function instrumentSpec(symbol: string): InstrumentSpec {
  return { symbol, ...(KNOWN[symbol] ?? row(4, 10 + (crc32(symbol) % 10_000) / 100, 5, 50)) };
}
