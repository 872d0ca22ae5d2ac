import type { BookSide } from '../../model/orderBook.ts';
import type { InstrumentSpec } from './instrumentSpec.ts';
import type { BookLevel, MarketBook } from './marketBook.ts';
import { oppositeOf } from './oppositeOf.ts';

/** What a move works on. */
export interface Desk {
  readonly spec: InstrumentSpec;
  readonly book: Pick<MarketBook, 'bid' | 'ask'>;
  readonly random: () => number;
  readonly set: (side: BookSide, ticks: number, lots: number) => void;
  /** Takes so much, at this price or better. */
  readonly take: (side: 'buy' | 'sell', ticks: number, lots: number) => void;
}

/** Levels a side from which on a book is trimmed, and below which it is filled up, at its far end. */
const LONGEST = 1_300;
const SHORTEST = 1_100;

/** Levels near the touch whose density is kept. */
const NEAR = 12;

const directionOf = (side: BookSide): 1 | -1 => (side === 'bid' ? -1 : 1);

/** A whole number from 1 on, geometrically distributed. */
function geometric(random: () => number, mean: number): number {
  return 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / Math.max(mean, 1.000_001)));
}

/** A size as traders choose them: often round, sometimes the venue's smallest order, else anything. */
function someLots({ spec, random }: Pick<Desk, 'spec' | 'random'>): number {
  const kind = random();
  const lots = -Math.log(1 - random()) * spec.typicalLots;
  if (kind < 0.15) return spec.minLots;
  const roundTo = kind < 0.4 ? 10 ** Math.max(Math.floor(Math.log10(spec.typicalLots)) - 1, 0) : 1;
  return Math.max(Math.round(lots / roundTo) * roundTo, roundTo);
}

/** Fills both sides up to their least length, and trims what is too long. Happens beyond every depth that can be seen. */
export function tendFarEnd({ spec, book, random, set }: Desk, least: number = SHORTEST): void {
  for (const side of ['bid', 'ask'] as const) {
    const levels = book[side];
    while (levels.length < least) {
      const last = levels.at(-1)?.ticks ?? spec.startTicks;
      const ticks = last + directionOf(side) * geometric(random, spec.gapTicks);
      // A price can fall no lower; such a book stays short, as a real one would.
      if (ticks <= 0) break;
      set(side, ticks, someLots({ spec, random }));
    }
    while (levels.length > LONGEST) set(side, (levels.at(-1) as BookLevel).ticks, 0);
  }
}

/** A taker takes from the best levels: a part of one, all of one, or several. */
export function take({ book, random, take: takeAt }: Desk, side: 'buy' | 'sell'): void {
  const from: BookSide = side === 'buy' ? 'ask' : 'bid';
  const kind = random();
  const sweeps = kind < 0.6 ? 1 : kind < 0.9 ? 1 + Math.floor(random() * 2) : 3;
  for (let i = 0; i < sweeps; i++) {
    const best = book[from][0];
    if (best === undefined || book[from].length < NEAR) return;
    const whole = kind >= 0.6 && (i < sweeps - 1 || random() < 0.5);
    const lots = whole ? best.lots : Math.max(1, Math.floor(best.lots * random()));
    takeAt(side, best.ticks, lots);
  }
}

/** A better price inside the spread, where there is room. */
export function improve({ spec, book, random, set }: Desk, side: BookSide): boolean {
  const own = book[side][0]?.ticks;
  const other = book[oppositeOf(side)][0]?.ticks;
  if (own === undefined || other === undefined) return false;
  const room = Math.abs(other - own) - 1;
  if (room < 1) return false;
  set(side, own + -directionOf(side) * (1 + Math.floor(random() * room)), someLots({ spec, random }));
  return true;
}

/** The best price is withdrawn. */
export function withdraw({ book, set }: Desk, side: BookSide): void {
  const best = book[side][0];
  if (best !== undefined && book[side].length > NEAR) set(side, best.ticks, 0);
}

/** A new size at a level near the touch; now and then twice at once. */
export function resize({ spec, book, random, set }: Desk, side: BookSide): void {
  const level = book[side][Math.min(geometric(random, 4), NEAR) - 1];
  if (level === undefined) return;
  const times = random() < 0.15 ? 2 : 1;
  for (let i = 0; i < times; i++) set(side, level.ticks, someLots({ spec, random }));
}

/** Somebody moves an order near the touch: one level goes and another comes, so that the density holds. */
export function shuffle({ spec, book, random, set }: Desk, side: BookSide): void {
  const levels = book[side];
  const edge = levels[NEAR - 1];
  const best = levels[0];
  if (edge === undefined || best === undefined) return;
  const crowded = Math.abs(edge.ticks - best.ticks) < spec.gapTicks * (NEAR - 1);
  if (crowded || random() < 0.3) {
    const gone = levels[1 + Math.floor(random() * (NEAR - 2))];
    if (gone !== undefined) set(side, gone.ticks, 0);
  }
  if (!crowded || random() < 0.3) {
    set(side, best.ticks + directionOf(side) * geometric(random, spec.gapTicks * 4), someLots({ spec, random }));
  }
}

/** A level deep in the book changes, goes or comes: seen at great depths alone. */
export function stirDeep({ spec, book, random, set }: Desk, side: BookSide): void {
  const level = book[side][NEAR + Math.floor(random() * 950)];
  if (level === undefined) return;
  const kind = random();
  if (kind < 0.4) set(side, level.ticks, someLots({ spec, random }));
  else if (kind < 0.6) set(side, level.ticks, 0);
  else set(side, level.ticks + directionOf(side), someLots({ spec, random }));
}
