import type { BookSide } from '../../model/orderBook.ts';
import { crc32 } from '../../util/crc32.ts';
import { seededRandom } from '../../util/random.ts';
import { type InstrumentSpec, instrumentSpec, type Quoting } from './instrumentSpec.ts';
import type { BookChange, MarketBook } from './marketBook.ts';
import { type Desk, improve, resize, shuffle, stirDeep, take, tendFarEnd, withdraw } from './moves.ts';
import { type SharedBook, sharedBook } from './sharedBook.ts';

/** One execution, in ticks and lots. */
export interface MarketTrade {
  readonly id: number;
  /** The taker's side. */
  readonly side: 'buy' | 'sell';
  readonly ticks: number;
  readonly lots: number;
  readonly at: number;
}

/** Told of each change and trade of a step, while the book stands as that change left it. */
export interface MarketObserver {
  readonly changed: (change: BookChange) => void;
  readonly traded: (trade: MarketTrade) => void;
}

/** A market of one instrument that moves step by step, always the same way for the same seed. */
export interface Market {
  readonly spec: InstrumentSpec;
  readonly book: Pick<MarketBook, 'bid' | 'ask'>;
  /** What customers do in it, within `interpose` alone. */
  readonly orders: Pick<SharedBook, 'take' | 'rest' | 'shrink' | 'clearWay'>;
  /** What it traded before it was looked at first, oldest first; `at` counts from that moment and is negative. */
  readonly past: readonly MarketTrade[];
  /** Milliseconds from its beginning to the first step. */
  readonly firstStep: number;
  /**
   * Puts `work` in place of the next step's move: what customers do is then told as the market's own moves are. The wait which
   * that step gives means nothing. In the middle of a step it is done at once, and nothing is put anywhere: false.
   */
  interpose(work: () => void): boolean;
  /** Moves once, as of the instant `at`, and gives the milliseconds until the next step. */
  step(at: number, observer: MarketObserver): number;
}

/** Milliseconds between two steps, and steps from one trade to the next: at least and at most. */
const STEP = { least: 90, most: 250 } as const;
const TRADE = { least: 2, most: 4 } as const;

const between = (random: () => number, { least, most }: { readonly least: number; readonly most: number }): number =>
  least + Math.floor(random() * (most - least + 1));

/** Steps before anybody looks: enough for fifty trades. */
const PAST_STEPS = 180;

/** The market of `symbol`, at rest, its book whole; `quoted` is what the venue does differently. */
export function simulateMarket(symbol: string, seed: number, quoted?: Quoting): Market {
  const spec = instrumentSpec(symbol, quoted);
  const random = seededRandom(crc32(`market ${seed} ${symbol}`));
  let interposed: (() => void) | undefined;
  let at = 0;
  let observer: MarketObserver | undefined;
  let nextId = 1_000_000 + Math.floor(random() * 90_000_000);
  let untilTrade = between(random, TRADE);

  const book = sharedBook({
    changed: (change) => observer?.changed(change),
    traded(side, ticks, lots) {
      const id = nextId++;
      observer?.traded({ id, side, ticks, lots, at });
      return id;
    },
  });
  const desk: Desk = {
    spec,
    random,
    book: book.crowd,
    set: (side, ticks, lots) => (ticks > 0 ? book.set(side, ticks, lots) : undefined),
    take: (side, limit, lots) => void book.take({ side, limit, lots }),
  };
  tendFarEnd(desk, 1_200);

  const move = (): number => {
    untilTrade--;
    const withTrade = untilTrade === 0;
    if (withTrade) untilTrade = between(random, TRADE);
    moveCrowd(desk, withTrade);
    tendFarEnd(desk);
    return between(random, STEP);
  };
  const step: Market['step'] = (now, told) => {
    at = now;
    observer = told;
    const work = interposed;
    interposed = undefined;
    const wait = work === undefined ? move() : (work(), Number.POSITIVE_INFINITY);
    observer = undefined;
    return wait;
  };
  return {
    spec,
    book: book.shown,
    orders: book,
    past: pastOf(step),
    firstStep: between(random, STEP),
    step,
    interpose(work) {
      if (observer === undefined) interposed = work;
      else work();
      return observer === undefined;
    },
  };
}

function pastOf(step: Market['step']): readonly MarketTrade[] {
  const trades: MarketTrade[] = [];
  let passed = 0;
  for (let i = 0; i < PAST_STEPS; i++) {
    passed += step(passed, { changed: () => {}, traded: (trade) => void trades.push(trade) });
  }
  return trades.map((trade) => ({ ...trade, at: trade.at - passed }));
}

/** One step: a trade when it is due, else whatever the market is up to; a wide spread draws quotes. */
function moveCrowd(desk: Desk, withTrade: boolean): void {
  const { random, book, spec } = desk;
  const [bid, ask] = [book.bid[0]?.ticks ?? 0, book.ask[0]?.ticks ?? 0];
  const pull = ((bid + ask) / 2 / spec.startTicks - 1) * 10;
  const up = random() < Math.min(Math.max(0.5 - pull, 0.1), 0.9);
  const side: BookSide = random() < 0.5 ? 'bid' : 'ask';
  if (withTrade) return take(desk, up ? 'buy' : 'sell');
  if (ask - bid > spec.gapTicks * 3 && random() < 0.7) return void improve(desk, up ? 'bid' : 'ask');
  const kind = random();
  if (kind < 0.4) return resize(desk, side);
  if (kind < 0.7) return shuffle(desk, side);
  if (kind < 0.8) {
    withdraw(desk, up ? 'ask' : 'bid');
    return void improve(desk, up ? 'bid' : 'ask');
  }
  if (kind < 0.92) {
    if (!improve(desk, up ? 'bid' : 'ask')) resize(desk, side);
    return;
  }
  return stirDeep(desk, side);
}
