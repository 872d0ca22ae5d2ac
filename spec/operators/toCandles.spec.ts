import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { from, Subject } from 'rxjs';
import type { BuiltCandle, CandleTrade } from '../../operators/builtCandle.ts';
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

  it('tells the open candle after each trade where told to', () => {
    const told = built([trade(0, 5), trade(1, 6), trade(10, 7)], byTime({ emit: 'every' }));
    expect(told.map(({ openTime, close, closed }) => [openTime, close, closed])).toEqual([
      [0, 5, false],
      [0, 6, false],
      [0, 6, true],
      [10, 7, false],
      [10, 7, false],
    ]);
  });

  it('sets its boundaries off by the offset', () => {
    expect(built([trade(2, 5), trade(3, 6)], byTime({ offset: 3 })).map(({ openTime }) => openTime)).toEqual([-7, 3]);
  });

  it('fills no gap that is beyond all reason', () => {
    expect(built([trade(0, 5), trade(1e9, 6)], byTime({ empty: 'flat' }))).toHaveLength(2);
  });

  it('ends up with what a batch makes of the same trades, in whatever order they come', () => {
    const trades = fc.array(
      fc.record({
        time: fc.integer({ min: 0, max: 60 }),
        price: fc.integer({ min: 1, max: 9 }),
        size: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(trades, (all) => {
        const last = new Map<number, BuiltCandle>();
        // A first trade of the oldest candle, so that nothing is older than what is remembered.
        const arriving = [trade(0, 5), ...all];
        for (const told of built(arriving, byTime({ late: 'amend', remember: 100 }))) last.set(told.openTime, told);
        expect([...last.values()].sort((a, b) => a.openTime - b.openTime)).toEqual(batchOf(arriving));
      }),
    );
  });
});

/** Candles of ten, from trades sorted by time. */
function batchOf(trades: readonly CandleTrade[]): readonly unknown[] {
  const sorted = trades.toSorted((a, b) => a.time - b.time);
  const starts = [...new Set(sorted.map(({ time }) => Math.floor(time / 10) * 10))];
  return starts.map((openTime) => {
    const mine = sorted.filter(({ time }) => Math.floor(time / 10) * 10 === openTime);
    const prices = mine.map(({ price }) => price);
    const volume = mine.reduce((sum, { size }) => sum + size, 0);
    const value = mine.reduce((sum, { price, size }) => sum + price * size, 0);
    return candle(openTime, [prices[0] as number, Math.max(...prices), Math.min(...prices), prices.at(-1) as number], {
      volume,
      vwap: expect.closeTo(value / volume, 9) as unknown as number,
      trades: mine.length,
      closed: expect.any(Boolean) as unknown as boolean,
    });
  });
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
