import {
  asyncScheduler,
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  map,
  merge,
  type Observable,
  type ObservableInput,
  of,
  type SchedulerLike,
  Subject,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import { alarm } from './internal/alarm.ts';
import { arbiter } from './internal/arbiter.ts';
import type { ArbitratedEvent, ArbitratedOut, ArbitratedValue } from './arbitratedEvent.ts';
import { instants } from './internal/instants.ts';
import { compareSequences, nextSequence, type Sequence } from './internal/sequence.ts';

/** The options of {@link arbitrate}. */
export interface ArbitrateConfig<T, S extends Sequence> {
  /** Sources that carry the same values, each in order but for copies. */
  readonly legs: readonly ObservableInput<T>[];
  /** The sequence of a value, the same on every leg. */
  readonly sequenceOf: (value: T) => S;
  /** The sequence that follows one. Default: one more, of a number, a bigint or decimal text. */
  readonly next?: (sequence: S) => S;
  /** Negative where `a` comes before `b`, 0 where they are one. Default: by number, which decimal text is read as. */
  readonly compare?: (a: S, b: S) => number;
  /** The first sequence wanted. Default: that of the first value any leg brings; what lies before it is dropped. */
  readonly startAt?: S;
  /** How long a hole is waited for, in milliseconds from the first value behind it. Default 1,000. */
  readonly maxWait?: number;
  /** How many values may be held behind a hole. Default 1,024. */
  readonly size?: number;
  /** How often the lag of a leg is said, in milliseconds, at most. Default 1,000. */
  readonly lagEvery?: number;
  /** Runs the timer. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side times waits and lags. Default: `scheduler.now()`. */
  readonly clock?: Clock;
}

/**
 * Makes one stream of several legs that carry the same: the first copy of each value wins, and nothing is missing that any
 * leg brought in time.
 *
 * Subscribing subscribes to the legs, in order. A value whose turn it is passes at once, as `value`; its other copies are
 * dropped. Behind a hole values are held, in order, until a leg fills it. It is given up as a `gap` once every leg that is
 * still there has passed it, `maxWait` ms after the first value behind it came, or when more than `size` values are held; what
 * comes for it later is dropped. How far a leg is behind the first copies is said as `lag`.
 *
 * A leg that errors or completes is `out` and no longer waited for. After the last one what is held follows, with its gaps;
 * then the result errors with the last leg's error if every leg failed, and completes otherwise; at once without legs. Errors
 * too with what an option throws. Unsubscribing leaves all legs and ends the timer. What a leg brings while an event is handed
 * on waits.
 *
 * Sequences never go back: where a venue starts them anew, end the legs and subscribe again.
 *
 * @example
 * ```ts
 * import { arbitrate } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * arbitrate({ legs: [of(1, 2, 4, 6), of(1, 3, 4, 6)], sequenceOf: (value) => value }).subscribe((event) => {
 *   if (event.kind === 'value') console.log(event.value, 'from leg', event.leg);
 *   if (event.kind === 'gap') console.log('missing from', event.expected, 'to', event.found);
 * });
 * // 1 from leg 0
 * // 2 from leg 0
 * // 3 from leg 1
 * // 4 from leg 0
 * // missing from 5 to 6
 * // 6 from leg 0
 * ```
 */
export function arbitrate<T, S extends Sequence>(config: ArbitrateConfig<T, S>): Observable<ArbitratedEvent<T, S>> {
  const { legs, maxWait = 1_000, size = 1_024, lagEvery = 1_000, scheduler = asyncScheduler, clock } = config;
  const { sequenceOf, next = nextSequence, compare = compareSequences, startAt } = config;
  const now = instants(scheduler, clock).monotonic;
  return defer(() => {
    const { rings$, by } = alarm(scheduler);
    const rules = { legs: legs.length, sequenceOf, next, compare, startAt, maxWait, size, lagEvery };
    const { arrive, leave, tick, dueAt } = arbiter<T, S>(rules);
    const ended$ = new Subject<void>();
    const verdict = theVerdict(legs.length);
    const settle = (news: News<T>): ObservableInput<ArbitratedEvent<T, S>> => {
      const at = now();
      if (news.kind === 'value') return arrive(news.leg, news.value, at);
      if (news.kind === 'out') return concat(of(news), leave(news.leg, at), verdict(news));
      return tick(at);
    };
    const ticks$ = rings$.pipe(
      map((): News<T> => ({ kind: 'tick' })),
      takeUntil(ended$),
    );
    const legs$ = merge(...legs.map(newsOf)).pipe(tap({ complete: () => ended$.next() }));
    return merge(ticks$, legs$).pipe(
      concatMap((news) => {
        const events = settle(news);
        const due = dueAt();
        if (due !== undefined) by(now(), due);
        return events;
      }),
    );
  });
}

type News<T> = ArbitratedValue<T> | ArbitratedOut | { readonly kind: 'tick' };

/** What comes of a leg, its end as the last of it. */
function newsOf<T>(leg$: ObservableInput<T>, leg: number): Observable<News<T>> {
  return concat(
    defer(() => leg$).pipe(map((value): News<T> => ({ kind: 'value', leg, value }))),
    of({ kind: 'out', leg } as const),
  ).pipe(catchError((error: unknown) => of({ kind: 'out', leg, error } as const)));
}

/** Told of each leg's end, errors at the last one if every leg has failed. */
function theVerdict(legs: number): (out: ArbitratedOut) => Observable<never> {
  let there = legs;
  let everyFailed = true;
  return (out) => {
    there--;
    everyFailed &&= 'error' in out;
    return there === 0 && everyFailed ? throwError(() => out.error) : EMPTY;
  };
}
