import { expect } from '@jest/globals';
import {
  concat,
  defer,
  ignoreElements,
  map,
  mergeAll,
  mergeMap,
  NEVER,
  type Observable,
  type OperatorFunction,
  of,
  Subject,
  skip,
  take,
} from 'rxjs';
import {
  acquireAll,
  arbitrate,
  assignIds,
  awaitReplies,
  batchWithin,
  boundedBuffer,
  boundedFeed,
  budgetOf,
  type CandleTrade,
  calendarWindow,
  combineLive,
  conflate,
  conflateBy,
  conflateFeed,
  type Dropped,
  dedupe,
  depthWithin,
  detectGaps,
  failOnSilence,
  imbalance,
  KeepAliveError,
  keepAlive,
  latency,
  liveSpans,
  maxOf,
  microprice,
  type OnOverflow,
  OverflowError,
  onlyData,
  rateLimit,
  reconcile,
  requestIds,
  retryBackoff,
  retryBudget,
  rollingWindow,
  rotate,
  routeBy,
  SilenceError,
  sampleOnFrame,
  shareByKey,
  slidingWindow,
  staleAfter,
  tokenBucket,
  toCandles,
  topOfBook,
  vwap,
  whileLive,
} from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import { bookOf, level } from '../operators/bookFigures.ts';
import { data, live, stale } from '../operators/feedEvents.ts';

/** Runs the pictures of one place, in the order in which they stand there. */
export type Draw = (helpers: MarbleHelpers, ...pictures: string[]) => void;

/** Looks at an observable as long as a picture is: what comes after it is not its matter. */
function expectPicture(
  { expectObservable }: MarbleHelpers,
  actual$: Observable<unknown>,
  picture: string,
  values?: Readonly<Record<string, unknown>>,
  error?: unknown,
): void {
  const end = picture.replace(/\([^)]*\)$/, '-').length;
  expectObservable(actual$, `^${'-'.repeat(end - 1)}!`).toBe(picture.replace('…', '-'), values, error);
}

/** A source in whose picture letters stand for something else. */
function drawn<T>({ cold }: MarbleHelpers, picture: string, meant: (letter: string) => T) {
  return cold(picture, Object.fromEntries(picture.split('').map((letter) => [letter, meant(letter)])));
}

const TRUST: Readonly<Record<string, FeedEvent<string>>> = { L: live(1), S: stale() };
const feed = (helpers: MarbleHelpers, picture: string) =>
  drawn(helpers, picture, (letter) => TRUST[letter] ?? data(letter));

/** The events of a feed as letters. */
const told = map((event: FeedEvent<unknown>) => {
  if (event.kind === 'data') return event.value;
  return event.kind === 'live' ? 'L' : 'S';
});
/** The same, where epochs and gaps have letters of their own. */
const toldApart = map((event: FeedEvent<unknown>) => {
  if (event.kind === 'data') return event.value;
  if (event.kind === 'live') return 'LM'[event.epoch - 1];
  return event.reason === 'sequence-gap' ? 'T' : 'S';
});

const low = (letter: string): string => letter.toLowerCase();
const trades = (helpers: MarbleHelpers, picture: string): Observable<CandleTrade> =>
  helpers.cold(picture).pipe(map((letter) => ({ price: Number(letter) || 1, size: 1, time: helpers.scheduler.now() })));
const toXY = map((_: unknown, index: number) => 'xy'[index]);
const books = { a: bookOf([level(99, 1)], [level(101, 1)]), b: bookOf([level(99, 3)], [level(101, 1)]) };

/** Work whose picture holds the value as `v`. */
const work =
  ({ cold }: MarbleHelpers, picture: string) =>
  <T>(v: T): Observable<T> =>
    cold(picture, { v });

/** What has asked, letter by letter, once it is granted. */
function expectGranted(
  helpers: MarbleHelpers,
  [asked, granted]: readonly [string, string],
  ask: () => Observable<unknown>,
): void {
  const granted$ = helpers.cold(asked).pipe(mergeMap((letter) => concat(ask().pipe(ignoreElements()), of(letter))));
  expectPicture(helpers, granted$, granted);
}

function retrying(helpers: MarbleHelpers, source: string, result: string) {
  const source$ = helpers.cold(source);
  const config = { base: 4, cap: 1_000, jitter: 'none', random: () => 0, scheduler: helpers.scheduler } as const;
  expectPicture(helpers, source$.pipe(retryBackoff(config)), result);
  return source$;
}

function silent(helpers: MarbleHelpers, source: string, result: string): void {
  const watched$ = helpers.cold(source).pipe(failOnSilence({ within: 4, scheduler: helpers.scheduler }));
  expectPicture(helpers, watched$, result, undefined, new SilenceError(4));
}

function pinging(helpers: MarbleHelpers, source: string, pings: string, result: string): void {
  const ping$ = new Subject<string>();
  expectPicture(helpers, ping$, pings);
  const config = { every: 3, timeout: 2, isPong: (letter: string) => letter === 'p', scheduler: helpers.scheduler };
  const kept$ = helpers.cold(source).pipe(keepAlive({ ...config, ping: () => ping$.next('x') }));
  expectPicture(helpers, kept$, result, undefined, new KeepAliveError(2));
}

function rotating(helpers: MarbleHelpers, old: string, signal: string, fresh: string, result: string) {
  const legs = [helpers.hot(old), helpers.hot(fresh)] as const;
  let leg = 0;
  const when = helpers.hot(signal);
  const rotated$ = defer(() => legs[leg++] ?? NEVER).pipe(
    rotate({ when, keyOf: (letter) => letter, scheduler: helpers.scheduler }),
  );
  expectPicture(helpers, rotated$, result);
  return legs[0];
}

function answering(helpers: MarbleHelpers, messages: string, result: string): void {
  const idOf = (letter: string): number => (letter === 'x' ? 2 : 1);
  expectPicture(helpers, helpers.cold(messages).pipe(awaitReplies({ id: 1, idOf, replies: 2 })), result);
}

const limiting =
  (limit: number, window: number): Draw =>
  (helpers, source = '', result = '') =>
    expectPicture(
      helpers,
      helpers.cold(source).pipe(rateLimit({ budgets: [{ limit, window }], scheduler: helpers.scheduler })),
      result,
    );

const batching =
  (count: number, batches: Readonly<Record<string, readonly string[]>>): Draw =>
  (helpers, source = '', result = '') =>
    expectPicture(
      helpers,
      helpers.cold(source).pipe(batchWithin({ time: 4, count, scheduler: helpers.scheduler })),
      result,
      batches,
    );

const sharing =
  (linger: number): Draw =>
  ({ cold, expectObservable, expectSubscriptions, scheduler }, first = '', second = '', shared = '') => {
    const source$ = cold('-');
    const share = shareByKey(low, () => source$, { linger, scheduler });
    for (const subscriber of [first, second]) expectObservable(share('key'), subscriber).toBe('-');
    expectSubscriptions(source$.subscriptions).toBe(shared);
  };

function reconciling(
  { cold, expectObservable, expectSubscriptions }: MarbleHelpers,
  sets$: Observable<string>,
  subscriptions: readonly string[],
): void {
  const sources = { a: cold('-'), b: cold('-'), c: cold('-') };
  const all$ = sets$.pipe(
    reconcile(
      (item) => item,
      (item) => sources[item as keyof typeof sources],
    ),
  );
  expectObservable(all$).toBe('-');
  for (const [index, { subscriptions: log }] of Object.values(sources).entries())
    expectSubscriptions(log).toBe(subscriptions[index] ?? []);
}

const combining =
  (values: Readonly<Record<string, Readonly<Record<'a' | 'b', string>>>>): Draw =>
  (helpers, a = '', b = '', result = '') => {
    const both$ = combineLive({ a: feed(helpers, a), b: feed(helpers, b) });
    expectPicture(helpers, both$.pipe(told), result, { S: 'S', L: 'L', ...values });
  };

const quiet =
  (within: number): Draw =>
  (helpers, source = '', result = '') =>
    expectPicture(
      helpers,
      feed(helpers, source).pipe(staleAfter({ within, scheduler: helpers.scheduler }), told),
      result,
    );

const numbering =
  (tell: OperatorFunction<FeedEvent<unknown>, unknown>): Draw =>
  (helpers, source = '', result = '') => {
    const sequenceOf = (letter: string): number => (letter === 'r' ? 1 : Number(letter));
    const numbered$ = helpers
      .cold(source)
      .pipe(detectGaps({ sequenceOf, isReset: (letter) => letter === 'r', scheduler: helpers.scheduler }));
    expectPicture(helpers, numbered$.pipe(tell), result);
  };

function remembering(helpers: MarbleHelpers, source: string, result: string): void {
  expectPicture(helpers, helpers.cold(source).pipe(dedupe({ keyOf: (letter) => letter, window: 2 })), result);
}

function arbitrating(helpers: MarbleHelpers, first: string, second: string, result: string): void {
  const legs = [helpers.cold(first), helpers.cold(second)];
  const events$ = arbitrate({ legs, sequenceOf: Number, scheduler: helpers.scheduler }).pipe(
    mergeMap((event) => {
      if (event.kind === 'value') return of(event.value);
      return event.kind === 'gap' ? of('g') : [];
    }),
  );
  expectPicture(helpers, events$, result);
}

const conflating =
  (busy: string): Draw =>
  (helpers, source = '', result = '') =>
    expectPicture(helpers, helpers.cold(source).pipe(conflate({ project: work(helpers, busy) })), result);

function buffering(helpers: MarbleHelpers, source: string, busy: string, onOverflow: OnOverflow, result: string): void {
  const buffered$ = helpers.cold(source).pipe(
    boundedBuffer<string, Observable<string | Dropped>, OnOverflow>({
      size: 2,
      onOverflow,
      project: work(helpers, busy),
    }),
    map((item) => (typeof item === 'string' ? item : 'x')),
  );
  expectPicture(helpers, buffered$, result, undefined, new OverflowError(2));
}

function sampling(helpers: MarbleHelpers, source: string, frames: string, result: string): void {
  helpers.animate(frames);
  expectPicture(helpers, helpers.cold(source).pipe(sampleOnFrame()), result);
}

const building =
  (candles: Readonly<Record<string, number>>): Draw =>
  (helpers, source = '', result = '') => {
    const told$ = trades(helpers, source).pipe(
      toCandles({ by: 'time', length: 4, settle: 3, scheduler: helpers.scheduler }),
      map((candle) => candle.trades),
    );
    expectPicture(helpers, told$, result, candles);
  };

function rolling(helpers: MarbleHelpers, source: string, result: string): void {
  const most$ = helpers.cold(source).pipe(
    rollingWindow({ count: 2, aggregates: { most: maxOf(Number) } }),
    map(({ most }) => String(most)),
  );
  expectPicture(helpers, most$, result);
}

/** The pictures of the table, by the operator's name. */
export const inTable: Readonly<Record<string, Draw>> = {
  retryBackoff: (helpers, source = '', result = '') => void retrying(helpers, source, result),
  retryBudget: (helpers, asked = '', given = '') => {
    const budget = retryBudget({ perSecond: 200, burst: 1, scheduler: helpers.scheduler });
    expectGranted(helpers, [asked, given], budget.withdraw);
  },
  failOnSilence: (helpers, source = '', result = '') => silent(helpers, source, result),
  keepAlive: (helpers, source = '', result = '') => pinging(helpers, source, '---x--x--', result),
  rotate: (helpers, old = '', fresh = '', result = '') => void rotating(helpers, old, '---x', fresh, result),
  awaitReplies: (helpers, messages = '', result = '') => answering(helpers, messages, result),
  requestIds: (helpers, asked = '', given = '') => {
    const ids = requestIds({ kind: 'int' });
    expectPicture(helpers, helpers.cold(asked).pipe(map(() => String(ids.next()))), given);
  },
  assignIds: (helpers, source = '', result = '') => {
    const assigned$ = helpers.cold(source).pipe(assignIds(requestIds({ kind: 'int' })));
    expectPicture(helpers, assigned$.pipe(map(({ id }) => String(id))), result);
  },
  rateLimit: limiting(2, 6),
  slidingWindow: (helpers, asked = '', granted = '') => {
    const budget = slidingWindow({ limit: 2, window: 5, scheduler: helpers.scheduler });
    expectGranted(helpers, [asked, granted], budget.acquire);
  },
  tokenBucket: (helpers, asked = '', granted = '') => {
    const budget = tokenBucket({ capacity: 2, refill: 1, per: 5, scheduler: helpers.scheduler });
    expectGranted(helpers, [asked, granted], budget.acquire);
  },
  calendarWindow: (helpers, asked = '', granted = '') => {
    const budget = calendarWindow({ limit: 1, window: 5, scheduler: helpers.scheduler });
    expectGranted(helpers, [asked, granted], budget.acquire);
  },
  budgetOf: (helpers, asked = '', granted = '') => {
    let freeAt = 0;
    const waitFor = (_: number, now: number): number => Math.max(0, freeAt - now);
    const spend = (weight: number, now: number): void => {
      freeAt = now + 3 * weight;
    };
    const budget = budgetOf({ limit: 1, waitFor, spend }, { scheduler: helpers.scheduler });
    expectGranted(helpers, [asked, granted], budget.acquire);
  },
  acquireAll: (helpers, asked = '', granted = '') => {
    const { scheduler } = helpers;
    const needs = [3, 6].map((window) => ({ budget: slidingWindow({ limit: 1, window, scheduler }), weight: 1 }));
    expectGranted(helpers, [asked, granted], () => acquireAll(needs));
  },
  batchWithin: batching(3, { x: ['a', 'b'] }),
  routeBy: (helpers, source = '', ofA = '', ofB = '') => {
    const { select } = routeBy(low)(helpers.hot(source));
    expectPicture(helpers, select('a'), ofA);
    expectPicture(helpers, select('b'), ofB);
  },
  shareByKey: sharing(0),
  reconcile: (helpers, sets = '', ...subscriptions) => {
    // Letters that stand together are one set, which comes at the place of the first.
    const drawnSets = new Map([...sets.matchAll(/[a-z]+/g)].map(([set]) => [set.charAt(0), set]));
    const firsts = sets.replaceAll(/(?<=[a-z])[a-z]/g, '-');
    reconciling(helpers, helpers.cold(firsts).pipe(map((first) => drawnSets.get(first) ?? '')), subscriptions);
  },
  onlyData: (helpers, source = '', result = '') =>
    expectPicture(helpers, feed(helpers, source).pipe(onlyData()), result),
  whileLive: (helpers, source = '', gate = '', result = '') =>
    expectPicture(helpers, helpers.cold(source).pipe(whileLive(feed(helpers, gate))), result),
  liveSpans: (helpers, source = '', result = '') =>
    expectPicture(helpers, feed(helpers, source).pipe(liveSpans(), toXY), result),
  combineLive: combining({ x: { a: 'a', b: 'b' } }),
  staleAfter: quiet(3),
  detectGaps: numbering(told),
  dedupe: (helpers, source = '', result = '') => remembering(helpers, source, result),
  arbitrate: (helpers, first = '', second = '', result = '') => arbitrating(helpers, first, second, result),
  conflate: conflating('v----|'),
  conflateBy: (helpers, source = '', result = '') =>
    expectPicture(helpers, helpers.cold(source).pipe(conflateBy(low, { project: work(helpers, 'v----|') })), result),
  conflateFeed: (helpers, source = '', result = '') => {
    const conflated$ = feed(helpers, source).pipe(conflateFeed({ project: work(helpers, 'v---|') }));
    expectPicture(helpers, conflated$.pipe(told), result);
  },
  boundedBuffer: (helpers, source = '', result = '') => buffering(helpers, source, 'v----|', 'drop-oldest', result),
  boundedFeed: (helpers, source = '', result = '') => {
    const project = work(helpers, 'v---|');
    const buffered$ = feed(helpers, source).pipe(boundedFeed({ size: 1, onOverflow: 'drop-oldest', project }));
    expectPicture(helpers, buffered$.pipe(told), result);
  },
  sampleOnFrame: (helpers, source = '', result = '') => sampling(helpers, source, '---x---x', result),
  toCandles: building({ c: 3 }),
  vwap: (helpers, source = '', result = '') =>
    expectPicture(helpers, trades(helpers, source).pipe(vwap(), map(String)), result),
  rollingWindow: (helpers, source = '', result = '') => rolling(helpers, source, result),
  topOfBook: (helpers, source = '', result = '') => {
    const [bid, more, ask] = [level(99, 1), level(99, 3), level(101, 1)];
    const tops = { a: { bid, ask }, b: { bid: more, ask } };
    expectPicture(helpers, helpers.cold(source, books).pipe(topOfBook()), result, tops);
  },
  microprice: (helpers, source = '', result = '') =>
    expectPicture(helpers, helpers.cold(source, books).pipe(microprice()), result, { x: 100, y: 100.5 }),
  imbalance: (helpers, source = '', result = '') =>
    expectPicture(helpers, helpers.cold(source, books).pipe(imbalance()), result, { x: 0, y: 0.5 }),
  depthWithin: (helpers, source = '', result = '') => {
    const depths$ = helpers.cold(source, books).pipe(depthWithin({ basisPoints: 200 }));
    expectPicture(helpers, depths$.pipe(map((depth) => depth?.bidSize)), result, { x: 1, y: 3 });
  },
  latency: (helpers, source = '', result = '') => {
    const values = { a: { time: 0, receivedAt: 20 }, b: { time: 100, receivedAt: 190 } };
    const latencies$ = helpers.cold(source, values).pipe(latency());
    expectPicture(helpers, latencies$.pipe(map(({ last }) => last)), result, { x: 20, y: 90 });
  },
};

/** The pictures of the chapters, by the operator's name. */
export const inChapters: Readonly<Record<string, Draw>> = {
  retryBackoff: (helpers, source = '', second = '', third = '', result = '') => {
    const { subscriptions } = retrying(helpers, source, result);
    helpers.expectSubscriptions(subscriptions).toBe(['^--!', second, third]);
  },
  failOnSilence: (helpers, source = '', result = '') => silent(helpers, source, result),
  keepAlive: (helpers, source = '', pings = '', result = '') => pinging(helpers, source, pings, result),
  rotate: (helpers, old = '', signal = '', fresh = '', left = '', result = '') => {
    const { subscriptions } = rotating(helpers, old, signal, fresh, result);
    helpers.expectSubscriptions(subscriptions).toBe(left);
  },
  awaitReplies: (helpers, messages = '', result = '') => answering(helpers, messages, result),
  'requestIds, assignIds': (helpers, source = '', result = '') => {
    const assigned$ = helpers.cold(source).pipe(assignIds(requestIds({ kind: 'int' })));
    const release = expect.any(Function);
    expectPicture(helpers, assigned$, result, { x: { id: 1, value: 'a', release }, y: { id: 2, value: 'b', release } });
  },
  rateLimit: limiting(2, 5),
  batchWithin: batching(3, { x: ['a', 'b'], y: ['a', 'b', 'c'], z: ['d'] }),
  routeBy: (helpers, source = '', ofA = '', ofB = '', rest = '') => {
    const { select, rest$ } = routeBy(low)(helpers.hot(source));
    expectPicture(helpers, select('a'), ofA);
    expectPicture(helpers, select('b'), ofB);
    expectPicture(helpers, rest$, rest);
  },
  shareByKey: sharing(4),
  reconcile: (helpers, sets = '', ...subscriptions) =>
    reconciling(helpers, helpers.cold(sets, { x: 'ab', y: 'bc', z: 'c' }), subscriptions),
  onlyData: (helpers, source = '', result = '') =>
    expectPicture(helpers, feed(helpers, source).pipe(onlyData()), result),
  whileLive: (helpers, gate = '', source = '', result = '') =>
    expectPicture(helpers, helpers.cold(source).pipe(whileLive(feed(helpers, gate))), result),
  liveSpans: (helpers, source = '', result = '', x = '', y = '') => {
    const spans$ = feed(helpers, source).pipe(liveSpans());
    expectPicture(helpers, spans$.pipe(toXY), result);
    expectPicture(helpers, spans$.pipe(take(1), mergeAll()), x);
    expectPicture(helpers, spans$.pipe(skip(1), take(1), mergeAll()), y);
  },
  combineLive: combining({ x: { a: '1', b: '1' }, y: { a: '2', b: '1' }, z: { a: '3', b: '1' } }),
  staleAfter: quiet(4),
  detectGaps: numbering(toldApart),
  dedupe: (helpers, source = '', result = '') => remembering(helpers, source, result),
  arbitrate: (helpers, first = '', second = '', result = '') => arbitrating(helpers, first, second, result),
  conflate: (helpers, source = '', busy = '', result = '') => conflating(busy)(helpers, source, result),
  boundedBuffer: (helpers, source = '', busy = '', oldest = '', newest = '', error = '') => {
    buffering(helpers, source, busy, 'drop-oldest', oldest);
    buffering(helpers, source, busy, 'drop-newest', newest);
    buffering(helpers, source, busy, 'error', error);
  },
  sampleOnFrame: (helpers, source = '', frames = '', result = '') => sampling(helpers, source, frames, result),
  toCandles: building({ x: 2, y: 1 }),
  rollingWindow: (helpers, source = '', result = '') => rolling(helpers, source, result),
};
