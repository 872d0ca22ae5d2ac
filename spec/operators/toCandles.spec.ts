import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { from, map, of, range, Subject, take } from 'rxjs';
import type { BuiltCandle, CandleTrade } from '../../operators/internal/builtCandle.ts';
import { type TimeCandlesConfig, toCandles } from '../../operators/toCandles.ts';
import { marbles } from '../../src/testing/marbles.ts';

const trade = (time: number, price: number, size = 1): CandleTrade => ({ time, price, size });
type Prices = readonly [open: number, high: number, low: number, close: number];
const candle = (openTime: number, [open, high, low, close]: Prices, rest: Partial<BuiltCandle> = {}): BuiltCandle => ({
  kind: 'candle',
  openTime,
  closeTime: openTime + 10,
  open,
  high,
  low,
  close,
  volume: 1,
  vwap: open,
  trades: 1,
  closed: true,
  late: 0,
  ...rest,
});
const flat = (openTime: number, price: number): BuiltCandle => {
  const { vwap: _, ...told } = candle(openTime, [price, price, price, price], { volume: 0, trades: 0 });
  return told;
};
const still = (price: number): Prices => [price, price, price, price];

/** All candles of trades that come at once. */
function built(trades: readonly CandleTrade[], config: Parameters<typeof toCandles>[0]): readonly BuiltCandle[] {
  const candles: BuiltCandle[] = [];
  from(trades)
    .pipe(toCandles(config))
    .subscribe((each) => candles.push(each));
  return candles;
}

describe('toCandles by time', () => {
  const byTime = (config: Partial<TimeCandlesConfig> = {}): TimeCandlesConfig => ({
    by: 'time',
    length: 10,
    ...config,
  });

  it(
    'tells a candle once a trade of a later one comes, and the open one as it stands when the source completes',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const trades$ = cold('a-b-c-d-|', { a: trade(1, 5), b: trade(9, 7, 3), c: trade(10, 6), d: trade(12, 4) });
      const first = candle(0, [5, 7, 5, 7], { volume: 4, vwap: 6.5, trades: 2 });
      const rest = candle(10, [6, 6, 4, 4], { volume: 2, vwap: 5, trades: 2, closed: false });
      expectObservable(trades$.pipe(toCandles(byTime({ scheduler })))).toBe('----1---(2|)', { 1: first, 2: rest });
      expectSubscriptions(trades$.subscriptions).toBe('^-------!');
    }),
  );

  it(
    'closes a candle by the clock when no later trade comes, once it has settled',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const trades$ = cold('a', { a: trade(3, 5) });
      expectObservable(trades$.pipe(toCandles(byTime({ settle: 5, scheduler }))), '^ 39ms !').toBe('15ms 1', {
        1: candle(0, still(5)),
      });
      expectSubscriptions(trades$.subscriptions).toBe('^ 39ms !');
    }),
  );

  it(
    'fills a time without trades with flat candles, by the clock and by trades, where told to',
    marbles(({ cold, expectObservable, scheduler }) => {
      const trades$ = cold('a 34ms b', { a: trade(3, 5), b: trade(35, 8) });
      const told$ = trades$.pipe(toCandles(byTime({ empty: 'flat', settle: 0, scheduler })));
      expectObservable(told$, '^ 38ms !').toBe('10ms 1 9ms 2 9ms 3', {
        1: candle(0, still(5)),
        2: flat(10, 5),
        3: flat(20, 5),
      });
    }),
  );

  it('makes the first late trade the whole of a candle that stood in flat', () => {
    const config = byTime({ empty: 'flat', late: 'amend', remember: 5 });
    const candles = built([trade(0, 5), trade(25, 6), trade(15, 9)], config);
    expect(candles).toEqual([
      candle(0, still(5)),
      flat(10, 5),
      candle(10, still(9)),
      candle(20, still(6), { closed: false }),
    ]);
  });

  it.each([
    ['drop', [candle(0, still(5)), candle(10, still(6), { late: 2 }), candle(20, still(7), { closed: false })]],
    [
      'join',
      [
        candle(0, still(5)),
        candle(10, [1, 6, 1, 6], { volume: 3, vwap: 3, trades: 3 }),
        candle(20, still(7), { closed: false }),
      ],
    ],
    [
      'amend',
      [
        candle(0, still(5)),
        candle(0, [5, 5, 2, 2], { volume: 2, vwap: 3.5, trades: 2 }),
        candle(0, [5, 5, 1, 2], { volume: 3, vwap: 8 / 3, trades: 3 }),
        candle(10, still(6)),
        candle(20, still(7), { closed: false }),
      ],
    ],
  ] as const)('treats late trades as told: %s', (late, expected) => {
    const trades = [trade(3, 5), trade(12, 6), trade(4, 2), trade(3.5, 1), trade(20, 7)];
    expect(built(trades, byTime({ late }))).toEqual(expected);
  });

  it('drops a late trade whose candle it no longer remembers, and says so', () => {
    const trades = [trade(0, 5), trade(10, 6), trade(20, 7), trade(1, 9)];
    expect(built(trades, byTime({ late: 'amend' })).at(-1)).toEqual(candle(20, still(7), { closed: false, late: 1 }));
  });

  it('tells the open candle after each trade where told to, and not again at the end', () => {
    const told = built([trade(0, 5), trade(1, 6), trade(10, 7)], byTime({ emit: 'every' }));
    expect(told.map(({ openTime, close, closed }) => [openTime, close, closed])).toEqual([
      [0, 5, false],
      [0, 6, false],
      [0, 6, true],
      [10, 7, false],
    ]);
  });

  it('corrects the flat candles that stand at the close of one that is amended', () => {
    const config = byTime({ empty: 'flat', late: 'amend', remember: 5 });
    const candles = built([trade(0, 5), trade(35, 6), trade(1, 9), trade(2, 9)], config);
    expect(candles.slice(0, 3)).toEqual([candle(0, still(5)), flat(10, 5), flat(20, 5)]);
    expect(candles.slice(3)).toEqual([
      candle(0, [5, 9, 5, 9], { volume: 2, vwap: 7, trades: 2 }),
      flat(10, 9),
      flat(20, 9),
      // Its close is the same, so no other follows.
      candle(0, [5, 9, 5, 9], { volume: 3, vwap: 23 / 3, trades: 3 }),
      candle(30, still(6), { closed: false }),
    ]);
  });

  it(
    'corrects the flat candle that is open, too',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const trades$ = cold('a 11ms b-|', { a: trade(3, 5), b: trade(4, 7) });
      const told$ = trades$.pipe(toCandles(byTime({ empty: 'flat', late: 'amend', settle: 0, scheduler })));
      expectObservable(told$).toBe('10ms 1-2-(3|)', {
        1: candle(0, still(5)),
        2: candle(0, [5, 7, 5, 7], { volume: 2, vwap: 6, trades: 2 }),
        3: { ...flat(10, 7), closed: false },
      });
      expectSubscriptions(trades$.subscriptions).toBe('^ 13ms !');
    }),
  );

  it(
    'joins a late trade to the candle after the last, where none is open',
    marbles(({ cold, expectObservable, scheduler }) => {
      const trades$ = cold('a 14ms b---|', { a: trade(3, 5), b: trade(4, 7) });
      expectObservable(trades$.pipe(toCandles(byTime({ late: 'join', settle: 2, scheduler })))).toBe(
        '12ms 1 6ms (2|)',
        {
          1: candle(0, still(5)),
          2: candle(10, still(7), { closed: false }),
        },
      );
    }),
  );

  it('tells candles in order though trades come while they are told', () => {
    const trades$ = new Subject<CandleTrade>();
    const told: (readonly [number, boolean])[] = [];
    trades$.pipe(toCandles(byTime({ empty: 'flat', emit: 'every' }))).subscribe(({ openTime, closed }) => {
      told.push([openTime, closed]);
      if (told.length === 2) trades$.next(trade(41, 1));
    });
    trades$.next(trade(1, 5));
    trades$.next(trade(35, 5));
    trades$.complete();
    expect(told).toEqual([
      [0, false],
      [0, true],
      [10, true],
      [20, true],
      [30, false],
      [30, true],
      [40, false],
    ]);
  });

  it('leaves out what has no instant, and counts it', () => {
    const trades = [trade(1, 5), trade(Number.NaN, 9), trade(Number.POSITIVE_INFINITY, 9), trade(12, 6)];
    for (const late of ['drop', 'amend', 'join'] as const)
      expect(built(trades, byTime({ late }))).toEqual([
        candle(0, still(5), { late: 2 }),
        candle(10, still(6), { closed: false }),
      ]);
  });

  it('remembers none of the candles where told so', () => {
    const trades = [trade(0, 5), trade(10, 6), trade(1, 9)];
    expect(built(trades, byTime({ late: 'amend', remember: 0 })).at(-1)).toEqual(
      candle(10, still(6), { closed: false, late: 1 }),
    );
  });

  it('sets its boundaries off by the offset', () => {
    expect(built([trade(2, 5), trade(3, 6)], byTime({ offset: 3 })).map(({ openTime }) => openTime)).toEqual([-7, 3]);
  });

  it('fills no gap that is beyond all reason', () => {
    expect(built([trade(0, 5), trade(1e9, 6)], byTime({ empty: 'flat' }))).toHaveLength(2);
  });

  it.each(['skip', 'flat'] as const)(
    'ends up with what a batch makes of the same trades, in whatever order (%s)',
    (empty) => {
      fc.assert(
        fc.property(anyTrades, (all) => {
          const last = new Map<number, BuiltCandle>();
          // A first trade of the oldest candle, so that nothing is older than what is remembered.
          const arriving = [trade(0, 5), ...all];
          for (const told of built(arriving, byTime({ late: 'amend', remember: 100, empty })))
            last.set(told.openTime, told);
          const candles = [...last.values()].sort((a, b) => a.openTime - b.openTime);
          expect(candles).toEqual(batchOf(arriving, empty));
          expect(candles.map(({ closed }) => closed)).toEqual(candles.map((_, index) => index < candles.length - 1));
        }),
      );
    },
  );

  it.each(['skip', 'flat'] as const)('leaves out or counts every trade once, whatever is late (%s)', (empty) => {
    fc.assert(
      fc.property(anyTrades, fc.constantFrom('drop', 'join'), (all, late) => {
        const candles = built(all, byTime({ late, empty }));
        const trades = candles.reduce((sum, each) => sum + each.trades + each.late, 0);
        expect(trades).toBe(all.length);
        const starts = candles.map(({ openTime }) => openTime);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        if (late === 'join') expect(candles.every((each) => each.late === 0)).toBe(true);
      }),
    );
  });
});

const anyTrades = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 120 }),
    price: fc.integer({ min: 1, max: 9 }),
    size: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);

/** Candles of ten, from trades sorted by time. */
function batchOf(trades: readonly CandleTrade[], empty: 'skip' | 'flat'): readonly unknown[] {
  const sorted = trades.toSorted((a, b) => a.time - b.time);
  const startOf = ({ time }: CandleTrade): number => Math.floor(time / 10) * 10;
  const ends = sorted.map(startOf).at(-1) ?? 0;
  const candles: unknown[] = [];
  let close = Number.NaN;
  for (let openTime = 0; openTime <= ends; openTime += 10) {
    const mine = sorted.filter((each) => startOf(each) === openTime);
    const prices = mine.map(({ price }) => price);
    const closed = expect.any(Boolean) as unknown as boolean;
    if (mine.length === 0 && empty === 'flat') candles.push({ ...flat(openTime, close), closed });
    if (mine.length === 0) continue;
    const volume = mine.reduce((sum, { size }) => sum + size, 0);
    const value = mine.reduce((sum, { price, size }) => sum + price * size, 0);
    close = prices.at(-1) as number;
    candles.push(
      candle(openTime, [prices[0] as number, Math.max(...prices), Math.min(...prices), close], {
        volume,
        vwap: expect.closeTo(value / volume, 9) as unknown as number,
        trades: mine.length,
        closed,
      }),
    );
  }
  return candles;
}

describe('toCandles by ticks and by volume', () => {
  const trades = [trade(1, 5, 2), trade(2, 7, 5), trade(3, 6, 1), trade(4, 8, 9), trade(5, 9, 1)];
  const shape = (candles: readonly BuiltCandle[]) =>
    candles.map(({ openTime, closeTime, volume, closed }) => [openTime, closeTime, volume, closed]);

  it('tells a candle each so many trades', () => {
    expect(shape(built(trades, { by: 'ticks', count: 2 }))).toEqual([
      [1, 2, 7, true],
      [3, 4, 10, true],
      [5, 5, 1, false],
    ]);
  });

  it('tells a candle each so much volume, the trade that reaches it whole', () => {
    expect(shape(built(trades, { by: 'volume', size: 6 }))).toEqual([
      [1, 2, 7, true],
      [3, 4, 10, true],
      [5, 5, 1, false],
    ]);
    expect(shape(built(trades.slice(0, 2), { by: 'volume', size: 7 }))).toEqual([[1, 2, 7, true]]);
  });

  it('tells the same as cutting the trades up all at once', () => {
    fc.assert(
      fc.property(anyTrades, fc.integer({ min: 1, max: 30 }), fc.constantFrom('ticks', 'volume'), (all, most, by) => {
        const chunks: CandleTrade[][] = [[]];
        let amount = 0;
        for (const each of all) {
          chunks.at(-1)?.push(each);
          amount += by === 'ticks' ? 1 : each.size;
          if (amount < most) continue;
          chunks.push([]);
          amount = 0;
        }
        const whole = chunks.filter((chunk) => chunk.length > 0);
        const sizes = whole.map((chunk) => chunk.reduce((sum, { size }) => sum + size, 0));
        const told = built(all, by === 'ticks' ? { by, count: most } : { by, size: most });
        expect(told.map(({ trades: count, volume }) => [count, volume])).toEqual(
          whole.map((chunk, index) => [chunk.length, sizes[index]]),
        );
        expect(told.filter(({ closed }) => !closed)).toHaveLength(amount > 0 ? 1 : 0);
      }),
    );
  });

  it('tells the open candle after each trade where told to, and not again at the end', () => {
    const told = built(trades.slice(0, 3), { by: 'ticks', count: 2, emit: 'every' });
    expect(told.map(({ trades: count, closed }) => [count, closed])).toEqual([
      [1, false],
      [2, true],
      [1, false],
    ]);
  });
});

describe.each([
  { by: 'time', length: 10, settle: 5 },
  { by: 'ticks', count: 2 },
  { by: 'volume', size: 2 },
] as const)('toCandles %j', (config) => {
  it(
    'passes errors at once, never speaks of its own, and leaves the source when left',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const operator = toCandles(config.by === 'time' ? { ...config, scheduler } : config);
      const failing$ = cold('a-#', { a: trade(1, 5) });
      const silent$ = cold<never>('-');
      const left$ = cold('a----', { a: trade(1, 5) });
      expectObservable(failing$.pipe(operator)).toBe('--#');
      expectObservable(silent$.pipe(operator), '^--!').toBe('-');
      expectObservable(left$.pipe(operator), '^--!').toBe('-');
      expectSubscriptions(failing$.subscriptions).toBe('^-!');
      expectSubscriptions(silent$.subscriptions).toBe('^--!');
      expectSubscriptions(left$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'completes with an empty source, and starts anew for each subscriber',
    marbles(({ cold, expectObservable, scheduler }) => {
      const empty$ = cold<CandleTrade>('-|');
      const one$ = cold('(a|)', { a: trade(1, 5) });
      const operator = toCandles(config.by === 'time' ? { ...config, scheduler } : config);
      const rest = expect.objectContaining({ trades: 1, closed: false });
      expectObservable(empty$.pipe(operator)).toBe('-|');
      expectObservable(one$.pipe(operator)).toBe('(r|)', { r: rest });
      expectObservable(one$.pipe(operator), '---^').toBe('---(r|)', { r: rest });
    }),
  );

  it('errors with what trades cannot be read for, and leaves a source that would never stop', () => {
    const wrong$ = of(trade(1, 5), undefined as unknown as CandleTrade);
    const errors: unknown[] = [];
    wrong$.pipe(toCandles(config)).subscribe({ error: (error) => errors.push(error) });
    expect(errors).toEqual([expect.any(TypeError)]);
    const seen: BuiltCandle[] = [];
    range(0, Number.MAX_SAFE_INTEGER)
      .pipe(
        map((index) => trade(index * 4, 5)),
        toCandles(config),
        take(2),
      )
      .subscribe((each) => seen.push(each));
    expect(seen).toHaveLength(2);
  });

  it('takes trades that come while a candle is being told', () => {
    const trades$ = new Subject<CandleTrade>();
    const told: number[] = [];
    trades$.pipe(toCandles(config)).subscribe(({ openTime, trades }) => {
      told.push(trades);
      if (told.length === 1) trades$.next(trade(openTime + 40, 1));
    });
    for (const time of [1, 2, 12, 22, 32, 45]) trades$.next(trade(time, 5));
    trades$.complete();
    // Every trade is in exactly one candle but those that came too late for theirs.
    const late = config.by === 'time' ? 2 : 0;
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(7 - late);
  });
});

it.each([
  ['length', (value: number) => toCandles({ by: 'time', length: value })],
  ['count', (value: number) => toCandles({ by: 'ticks', count: value })],
  ['size', (value: number) => toCandles({ by: 'volume', size: value })],
] as const)('toCandles refuses a %s that is no finite number above 0', (name, make) => {
  for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => make(value)).toThrow(new RangeError(`${name} must be a finite number above 0, not ${value}`));
});
