import { concat, defer, map, mergeAll, mergeMap, NEVER, type Observable, of, type SchedulerLike } from 'rxjs';
import * as aggregates from '../../operators/aggregate.ts';
import * as operators from '../../operators/index.ts';
import { bookOf, level } from './bookFigures.ts';
import { data, live, stale } from './feedEvents.ts';

const {
  arbitrate,
  assignIds,
  awaitReplies,
  batchWithin,
  boundedBuffer,
  boundedFeed,
  combineLive,
  conflate,
  conflateBy,
  conflateFeed,
  countOf,
  dedupe,
  depthWithin,
  detectGaps,
  failOnSilence,
  imbalance,
  IncompleteRepliesError,
  keepAlive,
  lastOf,
  latency,
  liveSpans,
  maxOf,
  microprice,
  onlyData,
  rateLimit,
  reconcile,
  requestIds,
  retryBackoff,
  rollingWindow,
  rotate,
  routeBy,
  sampleOnFrame,
  shareByKey,
  staleAfter,
  toCandles,
  topOfBook,
  vwap,
  whileLive,
} = operators;

type Source = Observable<never>;

/** Stands for a function that a user passes in: throws. */
export type Boom = () => never;

/** One operator, ready to be tried on any source that brings what `input` makes. */
export interface Row {
  /** The n-th value of a source without end. The first six make the result emit at least twice. */
  readonly input: (n: number) => unknown;
  readonly apply: (source: Source, scheduler: SchedulerLike) => Observable<unknown>;
  /** With each function that a user passes in, by its name, throwing when it is called. */
  readonly throwing?: Readonly<
    Record<string, (source: Source, boom: Boom, scheduler: SchedulerLike) => Observable<unknown>>
  >;
  /** What a source that ends without a value errors the result with. Default: the result completes. */
  readonly onEmpty?: Error;
  /** Brings any values through the operator and out again as they were; `apply` where it says so. Default: it changes them. */
  readonly carry?: 'apply' | ((values$: Observable<unknown>, scheduler: SchedulerLike) => Observable<unknown>);
  /** Emits by the scheduler alone: of a source that never stops on subscribe it never gets to tell. */
  readonly waits?: true;
  /** Goes on for the next subscriber where the last has left. */
  readonly goesOn?: true;
}

const count = (n: number): number => n;
const feed = (n: number) => (n === 0 ? live() : data(n));
const book = (n: number) => bookOf([level(99, n + 1)], [level(101, 1)]);
const trade = (n: number) => ({ price: 100 + n, size: 1, time: n * 10, receivedAt: n * 10 + (n % 3) });
const done = (value: unknown): Observable<unknown> => of(value);
const never = (): Observable<never> => NEVER;
const standing = { wall: () => 0, monotonic: () => 0 };
const random = (): number => 0;
const second = { base: 1_000, cap: 1_000, random };
/** A budget's worth of values, then one each 10 ms. */
const [some, few] = [
  { limit: 1_000, window: 1_000 },
  { limit: 1, window: 10 },
];
const feedOf = (values$: Observable<unknown>) => concat(of(live()), values$.pipe(map((value) => data(value))));
const numbered = (
  values$: Observable<unknown>,
  use: (values$: Observable<unknown>, sequenceOf: () => number) => Observable<unknown>,
): Observable<unknown> =>
  defer(() => {
    let n = 0;
    return use(values$, () => n++);
  });
/** A value that cannot be read. */
const unread = (source: Source, boom: Boom): Source => source.pipe(map(() => new Proxy({}, { get: boom }) as never));

/** Every operator that works on a source, by its name, with what sets a variant apart in brackets. */
export const rows: Readonly<Record<string, Row>> = {
  retryBackoff: {
    input: count,
    carry: 'apply',
    apply: (source, scheduler) => source.pipe(retryBackoff({ ...second, shouldRetry: () => false, scheduler })),
    throwing: {
      shouldRetry: (source, boom) => source.pipe(retryBackoff({ ...second, shouldRetry: boom })),
      delayFrom: (source, boom) => source.pipe(retryBackoff({ ...second, delayFrom: boom })),
      onRetry: (source, boom) => source.pipe(retryBackoff({ ...second, onRetry: boom })),
      random: (source, boom) => source.pipe(retryBackoff({ ...second, random: boom })),
      stableWhen: (source, boom) => source.pipe(retryBackoff({ ...second, stableWhen: boom })),
    },
  },
  failOnSilence: {
    input: count,
    carry: 'apply',
    apply: (source, scheduler) => source.pipe(failOnSilence({ within: 1_000, scheduler })),
    throwing: {
      isProof: (source, boom) => source.pipe(failOnSilence({ within: 5, isProof: boom })),
      with: (source, boom, scheduler) => source.pipe(failOnSilence({ within: 5, with: boom, scheduler })),
    },
  },
  keepAlive: {
    input: count,
    carry: 'apply',
    apply: (source, scheduler) => source.pipe(keepAlive({ every: 1_000, ping: () => {}, scheduler })),
    throwing: {
      ping: (source, boom, scheduler) => source.pipe(keepAlive({ every: 5, ping: boom, scheduler })),
      isPong: (source, boom, scheduler) =>
        source.pipe(keepAlive({ every: 5, ping: () => {}, isPong: boom, scheduler })),
      with: (source, boom, scheduler) =>
        source.pipe(keepAlive({ every: 5, ping: () => {}, isPong: () => false, timeout: 5, with: boom, scheduler })),
    },
  },
  rotate: {
    input: count,
    carry: 'apply',
    apply: (source, scheduler) => source.pipe(rotate({ every: 1_000, scheduler })),
    throwing: {
      keyOf: (source, boom) => source.pipe(rotate({ when: NEVER, keyOf: boom })),
      isReady: (source, boom, scheduler) => source.pipe(rotate({ every: 5, isReady: boom, scheduler })),
      onGiveUp: (source, boom, scheduler) =>
        source.pipe(rotate({ every: 2, maxOverlap: 3, isReady: () => false, onGiveUp: boom, scheduler })),
      random: (source, boom, scheduler) => source.pipe(rotate({ every: 5, jitter: 1, random: boom, scheduler })),
    },
  },
  awaitReplies: {
    input: (n) => ({ id: 1, n }),
    onEmpty: new IncompleteRepliesError(1, 0),
    carry: (values$) => values$.pipe(awaitReplies({ id: 1, idOf: () => 1, replies: 100 })),
    apply: (source, scheduler) =>
      source.pipe(awaitReplies({ id: 1, idOf: ({ id }) => id, replies: 3, timeout: 1_000, scheduler })),
    throwing: {
      idOf: (source, boom) => source.pipe(awaitReplies({ id: 1, idOf: boom })),
      isFinal: (source, boom) => source.pipe(awaitReplies({ id: 1, idOf: () => 1, isFinal: boom })),
      with: (source, boom, scheduler) =>
        source.pipe(awaitReplies({ id: 1, idOf: () => 2, timeout: 5, with: boom, scheduler })),
    },
  },
  assignIds: {
    input: count,
    goesOn: true,
    carry: (values$) =>
      values$.pipe(
        assignIds(requestIds({ kind: 'int' })),
        map(({ value }) => value),
      ),
    apply: (source) =>
      source.pipe(
        assignIds(requestIds({ kind: 'int' })),
        map(({ id, value }) => ({ id, value })),
      ),
    throwing: { make: (source, boom) => source.pipe(assignIds(requestIds({ kind: 'custom', make: boom }))) },
  },
  rateLimit: {
    input: count,
    carry: 'apply',
    apply: (source, scheduler) => source.pipe(rateLimit({ budgets: [some], scheduler })),
    throwing: {
      lane: (source, boom) => source.pipe(rateLimit({ budgets: [some], lane: boom })),
      weight: (source, boom) => source.pipe(rateLimit({ budgets: [some], weight: boom })),
      onDrop: (source, boom, scheduler) =>
        source.pipe(rateLimit({ budgets: [few], queue: 0, onFull: 'drop-newest', onDrop: boom, scheduler })),
    },
  },
  'rateLimit (waiting)': {
    input: count,
    waits: true,
    carry: 'apply',
    apply: (source, scheduler) => source.pipe(rateLimit({ budgets: [few], scheduler })),
  },
  'batchWithin (count)': {
    input: count,
    carry: (values$) => values$.pipe(batchWithin({ count: 1 }), mergeAll()),
    apply: (source, scheduler) => source.pipe(batchWithin({ count: 2, time: 1_000, scheduler })),
    throwing: { sizeOf: (source, boom) => source.pipe(batchWithin({ bytes: 5, sizeOf: boom })) },
  },
  'batchWithin (time)': {
    input: count,
    waits: true,
    carry: (values$, scheduler) => values$.pipe(batchWithin({ time: 0, scheduler }), mergeAll()),
    apply: (source, scheduler) => source.pipe(batchWithin({ time: 0, scheduler })),
  },
  routeBy: {
    input: count,
    carry: 'apply',
    apply: (source) => routeBy(() => 'key')(source).select('key'),
    throwing: { keyOf: (source, boom) => routeBy<unknown, string>(boom)(source).select('key') },
  },
  shareByKey: {
    input: count,
    carry: 'apply',
    apply: (source, scheduler) =>
      shareByKey(
        (key) => key,
        () => source,
        { scheduler },
      )('key'),
    throwing: {
      keyOf: (source, boom) => shareByKey(boom, () => source)('key'),
      project: (_, boom) => shareByKey(() => 'key', boom)('key'),
      connector: (source, boom) =>
        shareByKey(
          () => 'key',
          () => source,
          { connector: boom },
        )('key'),
    },
  },
  reconcile: {
    input: (n) => [n],
    carry: (values$) =>
      values$.pipe(
        map((value) => [value]),
        reconcile(
          (key) => key,
          (key) => of(key),
        ),
      ),
    apply: (source) =>
      source.pipe(
        reconcile(
          (key) => key,
          (key) => of(key),
        ),
      ),
    throwing: {
      keyOf: (source, boom) => source.pipe(reconcile(boom, done)),
      project: (source, boom) => source.pipe(reconcile((key) => key, boom)),
    },
  },
  onlyData: {
    input: feed,
    carry: (values$) => feedOf(values$).pipe(onlyData()),
    apply: (source) => source.pipe(onlyData()),
  },
  whileLive: {
    input: count,
    carry: 'apply',
    apply: (source) => source.pipe(whileLive(concat(of(live()), NEVER))),
  },
  liveSpans: {
    input: (n) => [live(), data(n), stale()][n % 3],
    carry: (values$) => feedOf(values$).pipe(liveSpans(), mergeAll()),
    apply: (source) => source.pipe(liveSpans(), mergeAll()),
  },
  combineLive: {
    input: feed,
    carry: (values$) =>
      combineLive({ it: feedOf(values$) }).pipe(
        onlyData(),
        map(({ it }) => it),
      ),
    apply: (source) => combineLive({ it: source }),
  },
  staleAfter: {
    input: feed,
    carry: (values$, scheduler) => feedOf(values$).pipe(staleAfter({ within: 1_000, scheduler }), onlyData()),
    apply: (source, scheduler) => source.pipe(staleAfter({ within: 1_000, scheduler })),
  },
  detectGaps: {
    input: count,
    carry: (values$) => numbered(values$, (all$, sequenceOf) => all$.pipe(detectGaps({ sequenceOf }), onlyData())),
    apply: (source) => source.pipe(detectGaps({ sequenceOf: (n: number) => n, clock: standing })),
    throwing: {
      sequenceOf: (source, boom) => source.pipe(detectGaps({ sequenceOf: boom })),
      next: (source, boom) => source.pipe(detectGaps({ sequenceOf: (n: number) => n, next: boom })),
      isReset: (source, boom) => source.pipe(detectGaps({ sequenceOf: (n: number) => n, isReset: boom })),
    },
  },
  dedupe: {
    input: count,
    carry: 'apply',
    apply: (source) => source.pipe(dedupe({ keyOf: (value) => value, window: 10 })),
    throwing: { keyOf: (source, boom) => source.pipe(dedupe({ keyOf: boom, window: 10 })) },
  },
  arbitrate: {
    input: count,
    carry: (values$) =>
      numbered(values$, (all$, sequenceOf) =>
        arbitrate({ legs: [all$], sequenceOf }).pipe(
          mergeMap((event) => (event.kind === 'value' ? of(event.value) : [])),
        ),
      ),
    apply: (source, scheduler) => arbitrate({ legs: [source], sequenceOf: (n: number) => n, scheduler }),
    throwing: {
      sequenceOf: (source, boom) => arbitrate({ legs: [source], sequenceOf: boom }),
      next: (source, boom) => arbitrate({ legs: [source], sequenceOf: (n: number) => n, next: boom }),
      compare: (source, boom) => arbitrate({ legs: [source], sequenceOf: (n: number) => n, compare: boom }),
    },
  },
  conflate: {
    input: count,
    carry: 'apply',
    apply: (source) => source.pipe(conflate({ project: done })),
    throwing: {
      project: (source, boom) => source.pipe(conflate({ project: boom })),
      merge: (source, boom) => source.pipe(conflate({ project: never, merge: boom })),
    },
  },
  conflateBy: {
    input: count,
    carry: 'apply',
    apply: (source) => source.pipe(conflateBy((value) => value, { project: done })),
    throwing: {
      keyOf: (source, boom) => source.pipe(conflateBy(boom, { project: done })),
      project: (source, boom) => source.pipe(conflateBy((value) => value, { project: boom })),
      merge: (source, boom) => source.pipe(conflateBy(() => 'key', { project: never, merge: boom })),
    },
  },
  conflateFeed: {
    input: feed,
    carry: (values$) => feedOf(values$).pipe(conflateFeed({ project: (event) => of(event) }), onlyData()),
    apply: (source) => source.pipe(conflateFeed({ project: done })),
    throwing: {
      project: (source, boom) => source.pipe(conflateFeed({ project: boom })),
      merge: (source, boom) => source.pipe(conflateFeed({ project: never, merge: boom })),
    },
  },
  boundedBuffer: {
    input: count,
    carry: 'apply',
    apply: (source) => source.pipe(boundedBuffer({ size: 10, onOverflow: 'error', project: done })),
    throwing: {
      project: (source, boom) => source.pipe(boundedBuffer({ size: 10, onOverflow: 'error', project: boom })),
    },
  },
  boundedFeed: {
    input: feed,
    carry: (values$) =>
      feedOf(values$).pipe(boundedFeed({ size: 10, onOverflow: 'error', project: (event) => of(event) }), onlyData()),
    apply: (source) => source.pipe(boundedFeed({ size: 10, onOverflow: 'error', project: done })),
    throwing: {
      project: (source, boom) => source.pipe(boundedFeed({ size: 10, onOverflow: 'error', project: boom })),
    },
  },
  sampleOnFrame: {
    input: count,
    waits: true,
    carry: (values$, scheduler) => values$.pipe(sampleOnFrame({ scheduler })),
    apply: (source, scheduler) => source.pipe(sampleOnFrame({ scheduler })),
  },
  'toCandles (time)': {
    input: trade,
    apply: (source, scheduler) => source.pipe(toCandles({ by: 'time', length: 10, scheduler })),
    throwing: { trade: (source, boom) => unread(source, boom).pipe(toCandles({ by: 'time', length: 10 })) },
  },
  'toCandles (ticks)': {
    input: trade,
    apply: (source) => source.pipe(toCandles({ by: 'ticks', count: 2 })),
    throwing: { trade: (source, boom) => unread(source, boom).pipe(toCandles({ by: 'ticks', count: 2 })) },
  },
  'toCandles (volume)': {
    input: trade,
    apply: (source) => source.pipe(toCandles({ by: 'volume', size: 2 })),
    throwing: { trade: (source, boom) => unread(source, boom).pipe(toCandles({ by: 'volume', size: 2 })) },
  },
  vwap: {
    input: trade,
    apply: (source) => source.pipe(vwap()),
    throwing: { trade: (source, boom) => unread(source, boom).pipe(vwap()) },
  },
  rollingWindow: {
    input: trade,
    carry: (values$) =>
      values$.pipe(
        rollingWindow({ count: 1, aggregates: { it: lastOf<unknown>() } }),
        map(({ it }) => it),
      ),
    apply: (source) =>
      source.pipe(rollingWindow({ count: 2, aggregates: { most: maxOf(({ price }: { price: number }) => price) } })),
    throwing: {
      timeOf: (source, boom) => source.pipe(rollingWindow({ within: 5, timeOf: boom, aggregates: { n: countOf() } })),
      of: (source, boom) => source.pipe(rollingWindow({ aggregates: { n: { ...countOf(), of: boom } } })),
      combine: (source, boom) => source.pipe(rollingWindow({ aggregates: { n: { ...countOf(), combine: boom } } })),
      result: (source, boom) => source.pipe(rollingWindow({ aggregates: { n: { ...countOf(), result: boom } } })),
    },
  },
  topOfBook: {
    input: book,
    apply: (source) => source.pipe(topOfBook()),
    throwing: { book: (source, boom) => unread(source, boom).pipe(topOfBook()) },
  },
  microprice: {
    input: book,
    apply: (source) => source.pipe(microprice()),
    throwing: { book: (source, boom) => unread(source, boom).pipe(microprice()) },
  },
  imbalance: {
    input: book,
    apply: (source) => source.pipe(imbalance()),
    throwing: { book: (source, boom) => unread(source, boom).pipe(imbalance()) },
  },
  depthWithin: {
    input: book,
    apply: (source) => source.pipe(depthWithin({ basisPoints: 1_000 })),
    throwing: { book: (source, boom) => unread(source, boom).pipe(depthWithin({ basisPoints: 1_000 })) },
  },
  latency: {
    input: trade,
    apply: (source) => source.pipe(latency()),
    throwing: {
      timeOf: (source, boom) => source.pipe(latency({ timeOf: boom })),
      receivedOf: (source, boom) => source.pipe(latency({ timeOf: () => 0, receivedOf: boom })),
    },
  },
};

/** What makes, or is asked for, no observable of values: its specs are its own. */
export const others: readonly string[] = [
  ...Object.keys(aggregates),
  'requestIds',
  'retryBudget',
  'slidingWindow',
  'tokenBucket',
  'calendarWindow',
  'budgetOf',
  'acquireAll',
];
