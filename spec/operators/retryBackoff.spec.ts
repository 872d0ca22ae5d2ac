import { describe, expect, it } from '@jest/globals';
import {
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  NEVER,
  Observable,
  of,
  Subject,
  take,
  throwError,
  timer,
  VirtualTimeScheduler,
} from 'rxjs';
import { type RetryBackoffConfig, type RetryNotice, retryBackoff } from '../../operators/index.ts';
import { marbles } from '../../src/testing/index.ts';

type Config = RetryBackoffConfig<string>;

/** Waits 2, 4, 8, 8, ... ms. */
const plain = { base: 2, cap: 8, jitter: 'none', random: () => 0.5 } as const;

/** A source that fails again and again, each time as the next picture says; the last picture stays. */
function script<T>(...attempts: readonly T[]): () => T {
  let next = 0;
  return () => attempts[Math.min(next++, attempts.length - 1)] as T;
}

describe('retryBackoff', () => {
  it(
    'passes values and completion of a source that does not fail',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                    -a-b|');
      expectObservable(source$.pipe(retryBackoff({ ...plain, scheduler }))).toBe('-a-b|');
      expectSubscriptions(source$.subscriptions).toBe('                         ^---!');
    }),
  );

  it(
    'waits twice as long after each failure in a row, up to the cap',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                     a#');
      const unsub = '                                                            ----------------------------!';
      expectObservable(source$.pipe(retryBackoff({ ...plain, scheduler })), unsub).toBe('a--a----a--------a--------a-');
      expectSubscriptions(source$.subscriptions).toBe([
        '^!',
        '---^!',
        '--------^!',
        '-----------------^!',
        '--------------------------^!',
      ]);
    }),
  );

  it(
    'retries what fails on subscribe',
    marbles(({ cold, expectObservable, scheduler }) => {
      const attempt = script<Observable<string>>(
        cold('#'),
        throwError(() => 'at once'),
        cold('a|'),
      );
      expectObservable(defer(attempt).pipe(retryBackoff({ ...plain, scheduler }))).toBe('6ms a|');
    }),
  );

  it(
    'stays silent with a source that never emits',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                           -');
      expectObservable(source$.pipe(retryBackoff({ ...plain, scheduler })), '^---!').toBe('-----');
      expectSubscriptions(source$.subscriptions).toBe('                                ^---!');
    }),
  );

  it(
    'unsubscribes from the attempt, and from the wait',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                 -a--#');
      const result$ = source$.pipe(retryBackoff({ ...plain, scheduler }));
      expectObservable(result$, '                                            --!').toBe('-a-');
      expectObservable(result$, '                                            -----!').toBe('-a---');
      expectSubscriptions(source$.subscriptions).toBe(['                     ^-!', '^---!']);
    }),
  );

  it(
    'passes the error that is not to be retried',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const asked: unknown[] = [];
      const shouldRetry = (error: unknown, attempt: number): boolean => {
        asked.push([error, attempt]);
        return attempt < 3;
      };
      const source$ = cold('                                                                 a#', {}, 'lost');
      expectObservable(source$.pipe(retryBackoff({ ...plain, shouldRetry, scheduler }))).toBe('a--a----a#', {}, 'lost');
      expectSubscriptions(source$.subscriptions).toBe(['^!', '---^!', '--------^!']);
      scheduler.schedule(
        () =>
          expect(asked).toEqual([
            ['lost', 1],
            ['lost', 2],
            ['lost', 3],
          ]),
        20,
      );
    }),
  );

  it(
    'tells of each wait once the failed source is torn down, and counts each subscriber by itself',
    marbles(({ cold, expectObservable, scheduler }) => {
      const log: unknown[] = [];
      const attempt = script<Observable<string>>(
        cold('#', {}, 'one'),
        throwError(() => 'two'),
        cold('a|'),
        cold('#', {}, 'three'),
        cold('b|'),
      );
      const source$ = defer(() => concat(EMPTY, attempt())).pipe((inner$) =>
        defer(() => {
          log.push('up');
          return inner$;
        }),
      );
      const watched$ = new Observable<string>((subscriber) => {
        subscriber.add(() => log.push('down'));
        subscriber.add(source$.subscribe(subscriber));
      });
      const onRetry = (notice: RetryNotice): number => log.push(notice);
      const result$ = watched$.pipe(retryBackoff({ ...plain, onRetry, scheduler }));
      expectObservable(result$).toBe('                  ------a|');
      expectObservable(result$, '10ms ^').toBe('10ms --b|');
      scheduler.schedule(() => {
        expect(log).toEqual([
          'up',
          'down',
          { attempt: 1, delay: 2, error: 'one' },
          'up',
          'down',
          { attempt: 2, delay: 4, error: 'two' },
          'up',
          'down',
          'up',
          'down',
          { attempt: 1, delay: 2, error: 'three' },
          'up',
          'down',
        ]);
      }, 30);
    }),
  );

  it(
    'waits at least as long as the error asks for, past the cap if need be',
    marbles(({ cold, expectObservable, scheduler }) => {
      const attempt = script<Observable<string>>(
        cold('#', {}, { wait: 12 }),
        cold('#', {}, { wait: 1 }),
        cold('#', {}, {}),
        cold('#', {}, { wait: Number.NaN }),
        cold('(a|)'),
      );
      const delayFrom = (error: unknown): number | undefined => (error as { wait?: number }).wait;
      const delays: number[] = [];
      const onRetry = ({ delay }: RetryNotice): number => delays.push(delay);
      const result$ = defer(attempt).pipe(retryBackoff({ ...plain, delayFrom, onRetry, scheduler }));
      expectObservable(result$).toBe('32ms (a|)');
      scheduler.schedule(() => expect(delays).toEqual([12, 4, 8, 8]), 40);
    }),
  );

  it(
    'never asks a timer for more than it can hold',
    marbles(({ cold, expectObservable, scheduler }) => {
      const attempt = script(cold('#'), cold('(a|)'));
      const delayFrom = (): number => Number.POSITIVE_INFINITY;
      const result$ = defer(attempt).pipe(
        retryBackoff({ ...plain, delayFrom, scheduler }),
        map(() => scheduler.now()),
      );
      expectObservable(result$).toBe(`${2 ** 31 - 1}ms (a|)`, { a: 2 ** 31 - 1 });
    }),
  );

  it(
    'begins a new row once the notifier has emitted',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const attempt = script(cold('#'), cold('#'), cold('a-b#'), cold('#'), cold('|'));
      const notifiers = script(cold('--'), cold('--'), cold('--x'), cold('-x'), cold('-'));
      const notified: (typeof notifiers extends () => infer N ? N : never)[] = [];
      const stableWhen: Config['stableWhen'] = () => {
        const notifier$ = notifiers();
        notified.push(notifier$);
        return notifier$;
      };
      // Waits 2, 4, then 2 again after the stable attempt, then 4.
      expectObservable(defer(attempt).pipe(retryBackoff({ ...plain, stableWhen, scheduler }))).toBe('------a-b------|');
      scheduler.schedule(() => {
        expect(
          notified.map(({ subscriptions }) => subscriptions.map((s) => [s.subscribedFrame, s.unsubscribedFrame])),
        ).toEqual([[[0, 0]], [[2, 2]], [[6, 8]], [[11, 11]], [[15, 15]]]);
      }, 30);
      expectSubscriptions([]).toBe([]);
    }),
  );

  it(
    'shows the notifier the values of its own attempt, synchronous ones included',
    marbles(({ cold, expectObservable, scheduler }) => {
      const seen: string[] = [];
      let attempts = 0;
      const stableWhen: Config['stableWhen'] = (values$) => {
        const attempt = ++attempts;
        return values$.pipe(
          map((value) => seen.push(`${attempt}${value}`)),
          filter(() => attempt > 1),
        );
      };
      const source$ = concat(of('x'), cold('-y#'));
      const result$ = source$.pipe(retryBackoff({ ...plain, stableWhen, scheduler }), take(6));
      // The second attempt is stable at its first value, so every wait after it is a first one.
      expectObservable(result$).toBe('xy--xy--x(y|)');
      scheduler.schedule(() => expect(seen).toEqual(['1x', '1y', '2x', '3x']), 30);
    }),
  );

  it(
    'never begins a new row when the notifier completes in silence',
    marbles(({ cold, expectObservable, scheduler }) => {
      const result$ = cold('-#').pipe(
        retryBackoff({ ...plain, stableWhen: () => EMPTY, shouldRetry: (_, n) => n < 4, scheduler }),
      );
      expectObservable(result$).toBe('18ms #');
    }),
  );

  it(
    'errors with the error of the notifier, without a retry',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                   -a---');
      const stableWhen: Config['stableWhen'] = () => cold('                    --#', {}, 'notifier');
      const shouldRetry = (): boolean => true;
      const result$ = source$.pipe(retryBackoff({ ...plain, stableWhen, shouldRetry, scheduler }));
      expectObservable(result$).toBe('                                         -a#', undefined, 'notifier');
      expectSubscriptions(source$.subscriptions).toBe('                        ^-!');
    }),
  );

  it(
    'leaves the notifier when the source completes, and is done',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const notifier$ = cold('                                                  -----x');
      const result$ = cold('                                                    -a|').pipe(
        retryBackoff({ ...plain, stableWhen: () => notifier$, scheduler }),
      );
      expectObservable(result$).toBe('                                          -a|');
      expectSubscriptions(notifier$.subscriptions).toBe('                       ^-!');
    }),
  );

  it(
    'leaves the notifier for the time of the wait',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      // A notifier that lived on would emit at 3, begin a new row and make the second wait a first one.
      const notifier$ = timer(3, scheduler);
      const result$ = cold('#').pipe(
        retryBackoff({ ...plain, stableWhen: () => notifier$, shouldRetry: (_, n) => n < 4, scheduler }),
      );
      expectObservable(result$).toBe('14ms #');
      expectSubscriptions([]).toBe([]);
    }),
  );

  it.each<[string, Partial<Config>]>([
    ['shouldRetry', { shouldRetry: () => fail() }],
    ['delayFrom', { delayFrom: () => fail() }],
    ['onRetry', { onRetry: () => fail() }],
    ['random', { jitter: 'full', random: () => fail() }],
    ['stableWhen', { stableWhen: () => fail() }],
  ])('errors with what %s throws, without a retry', (_, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('#');
      const result$ = source$.pipe(retryBackoff({ ...plain, ...options, scheduler }));
      expectObservable(result$).toBe('#', {}, new RangeError('mine'));
      expectSubscriptions(source$.subscriptions).toBe(options.stableWhen ? [] : ['(^!)']);
    })();
  });

  it(
    'can be left from within onRetry',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const left$ = new Subject<void>();
      const source$ = cold('-#');
      const result$ = source$.pipe(retryBackoff({ ...plain, onRetry: () => left$.next(), scheduler }));
      expectObservable(
        defer(() => {
          const out$ = new Subject<string>();
          const subscription = result$.subscribe(out$);
          left$.subscribe(() => subscription.unsubscribe());
          return out$;
        }),
      ).toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^!');
    }),
  );

  it(
    'retries at once, yet never within the failure, with a base of 0',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                     -#');
      const result$ = source$.pipe(
        retryBackoff({ ...plain, base: 0, shouldRetry: (_, attempt) => attempt < 4, scheduler }),
      );
      expectObservable(result$).toBe('                                           ----#');
      expectSubscriptions(source$.subscriptions).toBe(['^!', '-^!', '--^!', '---^!']);
      let depth = 0;
      const failing$ = defer(() => {
        expect(++depth).toBe(1);
        return throwError(() => 'at once').pipe(finalize(() => depth--));
      });
      const endless$ = failing$.pipe(retryBackoff({ ...plain, base: 0, shouldRetry: (_, n) => n < 500, scheduler }));
      expectObservable(endless$).toBe('#', undefined, 'at once');
    }),
  );

  it(
    'passes what each attempt emits on subscribe, and leaves with its consumer',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const rest$ = cold('                                       --#');
      const source$ = concat(of('x', 'y'), rest$);
      const result$ = source$.pipe(retryBackoff({ ...plain, scheduler }));
      expectObservable(result$.pipe(take(3))).toBe('             (xy)(x|)');
      expectObservable(result$.pipe(take(1))).toBe('             (x|)');
      expectSubscriptions(rest$.subscriptions).toBe('            ^-!');
    }),
  );

  it('takes a consumer that emits, or fails, on the source from within its own next', () => {
    const scheduler = new VirtualTimeScheduler();
    const sources = [new Subject<string>(), new Subject<string>()];
    const seen: string[] = [];
    const attempt = script(...sources);
    defer(attempt)
      .pipe(retryBackoff({ ...plain, stableWhen: () => NEVER, scheduler }))
      .subscribe((value) => {
        seen.push(value);
        if (value === 'a') sources[0]?.next('b');
        if (value === 'b') sources[0]?.error('lost');
      });
    sources[0]?.next('a');
    scheduler.flush();
    sources[1]?.next('c');
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('runs on real timers unless told otherwise', () => {
    expect(NEVER.pipe(retryBackoff({ ...plain })).subscribe().closed).toBe(false);
  });
});

function fail(): never {
  throw new RangeError('mine');
}
