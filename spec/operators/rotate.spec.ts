import { describe, expect, it } from '@jest/globals';
import {
  concat,
  defer,
  EMPTY,
  map,
  NEVER,
  type Observable,
  of,
  Subject,
  take,
  throwError,
  VirtualTimeScheduler,
} from 'rxjs';
import { type RotateConfig, rotate } from '../../operators/rotate.ts';
import { marbles } from '../../src/testing/index.ts';

/** A source that is another each time it is subscribed, as listed; the last stays. */
function legs<T>(...all: readonly Observable<T>[]): Observable<T> {
  let next = 0;
  return defer(() => all[Math.min(next++, all.length - 1)] ?? EMPTY);
}

/** Small letters are keyed, capitals speak of their subscription. */
const keyOf = (value: string): string | undefined => (value >= 'a' ? value : undefined);

describe('rotate', () => {
  it(
    'leaves the old subscription for the new one when both have met, and drops what it had brought',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              -a-b-c-d-e-');
      const new$ = cold('                                                 ---c-d-e-f-');
      const when = cold('                                              ---x-------');
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, scheduler }));
      expectObservable(result$, '                                      ^------------!').toBe('-a-b-c--d-e-f');
      expectSubscriptions(old$.subscriptions).toBe('                   ^-----!');
      expectSubscriptions(new$.subscriptions).toBe('                   ---^---------!');
      expectSubscriptions(when.subscriptions).toBe('                   ^------------!');
    }),
  );

  it(
    'holds what a new one ahead of the old brings, until the old has caught up',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              -a---b---c---d---e');
      const new$ = cold('                                                -c-d-e-f');
      const when = cold('                                              --x');
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, scheduler }));
      expectObservable(result$, '                                      ^------------!').toBe('-a---b---(cdef)');
      expectSubscriptions(old$.subscriptions).toBe('                   ^--------!');
      expectSubscriptions(new$.subscriptions).toBe('                   --^----------!');
    }),
  );

  it(
    'lets the new one take over with its first value where there are no keys',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              -a-b---c-');
      const new$ = cold('                                                 --x-y-z-');
      const when = cold('                                              ---x');
      expectObservable(legs(old$, new$).pipe(rotate({ when, scheduler })), '^---------!').toBe('-a-b-x-y-z');
      expectSubscriptions(old$.subscriptions).toBe('                   ^----!');
      expectSubscriptions(new$.subscriptions).toBe('                   ---^------!');
    }),
  );

  it(
    'waits until the new one is ready, holding its keyed values and dropping its preamble',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              Ra-b-c-d-e-');
      const new$ = cold('                                                 Sc-d-Re-f-');
      const when = cold('                                              ---x');
      const isReady = (value: string): boolean => value === 'R';
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, isReady, scheduler }));
      expectObservable(result$, '                                      ^-----------!').toBe('Ra-b-c-dRe-f');
      expectSubscriptions(old$.subscriptions).toBe('                   ^-------!');
      expectSubscriptions(new$.subscriptions).toBe('                   ---^--------!');
      const bare$ = legs<string>(cold('                                        -a-b-c-'), cold('SxyRz')).pipe(
        rotate({ when, isReady, scheduler }),
      );
      expectObservable(bare$, '                                        ^-------!').toBe('-a-b-cRz');
    }),
  );

  it(
    'lets a ready one take over after the longest overlap though they have not met',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              -a-b-------------');
      const new$ = cold('                                                 --d-e-------f');
      const when = cold('                                              ---x');
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, maxOverlap: 6, scheduler }));
      expectObservable(result$, '                                      ^---------------!').toBe('-a-b-----(de)--f');
      expectSubscriptions(old$.subscriptions).toBe('                   ^--------!');
      expectSubscriptions(new$.subscriptions).toBe('                   ---^------------!');
    }),
  );

  it(
    'lets one take over so long after it became ready, and not before it is, where that is all it may take',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              -a-b-------------');
      const new$ = cold('                                                 --------R-e-----f');
      const when = cold('                                              ---x');
      const limits = { maxOverlap: Number.POSITIVE_INFINITY, meetWithin: 4, scheduler };
      const isReady = (value: string): boolean => value === 'R';
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, isReady, ...limits }));
      expectObservable(result$, '                                      ^-------------------!').toBe(
        '-a-b-----------(Re)f',
      );
      expectSubscriptions(old$.subscriptions).toBe('                   ^--------------!');
    }),
  );

  it(
    'takes a new one that is lost for one that is not ready, and forgets what it brought',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              -a-b--c--d--e---');
      const new$ = cold('                                                 -Rx-L---Ry--e---f');
      const when = cold('                                              ---x');
      const rules = { isReady: (value: string) => value === 'R', isLost: (value: string) => value === 'L' };
      const limits = { maxOverlap: Number.POSITIVE_INFINITY, meetWithin: 4, scheduler };
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, ...rules, ...limits }));
      expectObservable(result$, '                                      ^-------------------!').toBe(
        '-a-b--c--d--e--R---f',
      );
      expectSubscriptions(old$.subscriptions).toBe('                   ^--------------!');
    }),
  );

  it(
    'gives up one that is not ready after the longest overlap, and tries again at the next rotation',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const given: unknown[] = [];
      const old$ = cold('                                              -a-b-c-d-e-f-');
      const mute$ = cold('                                               -----');
      const new$ = cold('                                                       -e-f-g');
      const when = cold('                                              --x-x--x');
      const onGiveUp = (error: unknown): number => given.push(error);
      const result$ = legs(old$, mute$, new$).pipe(rotate({ when, keyOf, maxOverlap: 4, onGiveUp, scheduler }));
      expectObservable(result$, '                                      ^------------!').toBe('-a-b-c-d-ef-g');
      expectSubscriptions(old$.subscriptions).toBe('                   ^--------!');
      expectSubscriptions(mute$.subscriptions).toBe('                  --^---!');
      expectSubscriptions(new$.subscriptions).toBe('                   -------^-----!');
      scheduler.schedule(() => expect(given).toStrictEqual([undefined]), 20);
    }),
  );

  it(
    'keeps the old one when the new one errors or completes, and tries again at the next rotation',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const given: unknown[] = [];
      const old$ = cold('                                              -a-b-c-d-e-f-');
      const broken$ = cold('                                             -c#', undefined, 'broken');
      const short$ = cold('                                                  |');
      const when = cold('                                              --x---x');
      const onGiveUp = (error: unknown): number => given.push(error);
      const result$ = legs(old$, broken$, short$).pipe(rotate({ when, keyOf, onGiveUp, scheduler }));
      expectObservable(result$, '                                      ^------------!').toBe('-a-b-c-d-e-f-');
      expectSubscriptions(old$.subscriptions).toBe('                   ^------------!');
      expectSubscriptions(broken$.subscriptions).toBe('                --^-!');
      expectSubscriptions(short$.subscriptions).toBe('                 ------(^!)');
      scheduler.schedule(() => expect(given).toStrictEqual(['broken', undefined]), 20);
    }),
  );

  it.each(['#', '|'])('lets the new one take over as it is when the old one ends (%s)', (end) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold(`                                              -a-b-${end}`);
      const new$ = cold('                                                 -b--c|');
      const when = cold('                                              --x');
      const isReady = (): boolean => false;
      expectObservable(legs(old$, new$).pipe(rotate({ when, keyOf, isReady, scheduler }))).toBe('-a-b--c|');
      expectSubscriptions(old$.subscriptions).toBe('                   ^----!');
      expectSubscriptions(new$.subscriptions).toBe('                   --^----!');
    })();
  });

  it(
    'ends as the source does where there is no other, and leaves the signals',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const when = cold('                                     -------x');
      expectObservable(cold('-a-|').pipe(rotate({ when, scheduler }))).toBe('-a-|');
      expectObservable(cold('-a-#').pipe(rotate({ when, scheduler }))).toBe('-a-#');
      expectSubscriptions(when.subscriptions).toBe(['         ^--!', '^--!']);
      expectObservable(EMPTY.pipe(rotate({ when: NEVER, scheduler }))).toBe('|');
      expectObservable(NEVER.pipe(rotate({ when: NEVER, scheduler }))).toBe('-');
      const now$ = concat(
        of('a', 'b'),
        throwError(() => 'lost'),
      );
      expectObservable(now$.pipe(rotate({ when: NEVER, scheduler }))).toBe('(ab#)', undefined, 'lost');
    }),
  );

  it(
    'passes the error of the signals, and rotates no more after their completion',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                          -a-b-c');
      expectObservable(source$.pipe(rotate({ when: cold('--#', undefined, 'no'), scheduler }))).toBe(
        '-a#',
        undefined,
        'no',
      );
      expectObservable(source$.pipe(rotate({ when: EMPTY, scheduler })), '^----!').toBe('-a-b-');
      expectSubscriptions(source$.subscriptions).toBe(['              ^-!', '^----!', '^----!']);
      const unneeded$ = cold('-a');
      expectObservable(unneeded$.pipe(rotate({ when: throwError(() => 'no'), scheduler }))).toBe('#', undefined, 'no');
      expectSubscriptions(unneeded$.subscriptions).toBe([]);
      // Signals that come before there is anything to leave mean nothing.
      expectObservable(source$.pipe(rotate({ when: of('x'), scheduler })), '^----!').toBe('-a-b-');
    }),
  );

  it(
    'takes a source that emits on subscribe',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const [old$, new$] = [cold('(ab)--c'), cold('(bcd|)')];
      const when = cold('                                              -----x');
      expectObservable(legs(old$, new$).pipe(rotate({ when, keyOf, scheduler }))).toBe('(ab)-(cd|)');
      expectSubscriptions(old$.subscriptions).toBe('                   ^----!');
      const sync$ = legs<string>(concat(of('a', 'b'), NEVER), of('b', 'c', 'd'));
      expectObservable(sync$.pipe(rotate({ when: cold('-----x'), keyOf, scheduler }))).toBe('(ab)-(cd|)');
    }),
  );

  it(
    'rotates by the clock, sooner by a drawn part of the jitter',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const draws = [0, 0.5, 0.25];
      const source$ = cold('                                    a---------');
      const random = (): number => draws.shift() ?? 0;
      const result$ = source$.pipe(rotate({ every: 6, jitter: 4, random, scheduler }));
      expectObservable(result$, '                               ^---------------!').toBe('a-----a---a----a');
      expectSubscriptions(source$.subscriptions).toBe([
        '        ^-----!',
        '------^---!',
        '----------^----!',
        '---------------^!',
      ]);
      const steady$ = cold('a--').pipe(rotate({ every: 6, scheduler }));
      expectObservable(steady$, '-------------!').toBe('                a-----a-----a');
    }),
  );

  it(
    'passes nothing that a new one brought before the value at which they meet: it would come after what is later',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              a--------d-e--');
      const new$ = cold('                                                 -bc---d-e-f');
      const when = cold('                                              ---x');
      expectObservable(legs(old$, new$).pipe(rotate({ when, keyOf, scheduler })), '^-------------!').toBe(
        'a--------d-e-f-',
      );
      expectSubscriptions(old$.subscriptions).toBe('                   ^--------!');
    }),
  );

  it(
    'remembers no more keys than its window, and holds no more values',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              abc-------');
      const new$ = cold('                                                  -a---b---c');
      const when = cold('                                              ----x');
      const result$ = legs(old$, new$).pipe(rotate({ when, keyOf, window: 2, scheduler }));
      expectObservable(result$, '                                      --------------!').toBe('abc-----------');
      const ahead$ = cold('                                               xyz-');
      const full$ = legs(old$, ahead$).pipe(rotate({ when, keyOf, window: 2, scheduler }));
      expectObservable(full$, '                                        ^---------!').toBe('abc---(xyz)');
      expectSubscriptions(ahead$.subscriptions).toBe('                 ----^-----!');
    }),
  );

  it(
    'passes a key that comes again in one subscription',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const old$ = cold('                                              aa-b----');
      const new$ = cold('                                                 bbcc-');
      const when = cold('                                              ---x');
      expectObservable(legs(old$, new$).pipe(rotate({ when, keyOf, scheduler })), '^-------!').toBe('aa-b-cc-');
      expectSubscriptions(old$.subscriptions).toBe('                   ^--!');
    }),
  );

  it(
    'leaves all subscriptions and timers when left, without giving anybody up',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const given: unknown[] = [];
      const [old$, new$] = [cold('-a-b-'), cold('-----')];
      const onGiveUp = (error: unknown): number => given.push(error);
      const config: RotateConfig<string> = { when: cold('--x'), keyOf, onGiveUp, scheduler, maxOverlap: 9 };
      expectObservable(legs(old$, new$).pipe(rotate(config)), '        ^---!').toBe('-a-b-');
      expectObservable(legs(old$, new$).pipe(rotate(config), take(2))).toBe('-a-(b|)');
      expectSubscriptions(old$.subscriptions).toBe(['                  ^---!', '^--!']);
      expectSubscriptions(new$.subscriptions).toBe(['                  --^-!', '--^!']);
      scheduler.schedule(() => expect(given).toStrictEqual([]), 20);
    }),
  );

  it.each<[string, string, Partial<RotateConfig<string>>]>([
    ['keyOf', '-#', { keyOf: fail }],
    ['isReady', '-a-#', { isReady: fail }],
    ['onGiveUp', '-a--#', { isReady: () => false, onGiveUp: fail }],
  ])('errors with what %s throws', (_, picture, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const [old$, new$] = [cold('-a----'), cold('-a|')];
      const config = { when: cold('--x'), scheduler, ...options } as RotateConfig<string>;
      expectObservable(legs(old$, new$).pipe(rotate(config))).toBe(picture, undefined, new RangeError('mine'));
      expectSubscriptions(old$.subscriptions).toBe(picture.replace('-', '^').replace('a', '-').replace('#', '!'));
    })();
  });

  it(
    'lets held values go before what comes while they are handed on, and waits with the next rotation',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const signals$ = new Subject<void>();
      const second$ = new Subject<string>();
      const third$ = cold('-------f---');
      const all$ = legs<string>(cold('a--b----'), second$, third$);
      scheduler.schedule(() => signals$.next(), 1);
      scheduler.schedule(() => {
        second$.next('b');
        second$.next('c');
      }, 2);
      const result$ = all$.pipe(
        rotate({ when: signals$, keyOf, scheduler }),
        map((value) => {
          if (value === 'b') second$.next('d');
          if (value === 'c') {
            signals$.next();
            second$.next('e');
          }
          return value;
        }),
      );
      expectObservable(result$, '^----------!').toBe('a--(bcde)');
      expectSubscriptions(third$.subscriptions).toBe('---^-------!');
    }),
  );

  it(
    'takes over from one that is handing on only after that',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const signals$ = new Subject<void>();
      const second$ = cold('                            -xyz-----');
      const third$ = legs<string>(concat(of('x', 'w'), NEVER));
      const all$ = legs<string>(cold('                  -----x-'), second$, third$);
      const result$ = all$.pipe(
        rotate({ when: signals$, keyOf, scheduler }),
        map((value) => {
          if (value === 'y') signals$.next();
          return value;
        }),
      );
      scheduler.schedule(() => signals$.next(), 1);
      expectObservable(result$, '                       ^----------!').toBe('-----(xyzw)');
      expectSubscriptions(second$.subscriptions).toBe(' -^---!');
    }),
  );

  it('hands on all of one that ends meanwhile, and then ends as it did', () => {
    const signals$ = new Subject<void>();
    const [first$, second$] = [new Subject<string>(), new Subject<string>()];
    const seen: string[] = [];
    legs(first$, second$)
      .pipe(rotate({ when: signals$, keyOf }))
      .subscribe({
        next: (value) => {
          seen.push(value);
          if (value === 'y') second$.error('lost');
        },
        error: (error: unknown) => seen.push(String(error)),
      });
    signals$.next();
    for (const value of ['x', 'y', 'z']) second$.next(value);
    first$.next('x');
    expect(seen).toEqual(['x', 'y', 'z', 'lost']);
    expect(signals$.observed || first$.observed).toBe(false);
  });

  it('leaves no timer behind', () => {
    const scheduler = new VirtualTimeScheduler();
    const signals$ = new Subject<void>();
    const subscription = legs(NEVER, NEVER, concat(of('a'), NEVER), NEVER)
      .pipe(rotate({ when: signals$, scheduler, maxOverlap: 50 }))
      .subscribe();
    scheduler.schedule(() => signals$.next(), 1);
    scheduler.schedule(() => signals$.next(), 60);
    scheduler.schedule(() => signals$.next(), 61);
    scheduler.schedule(() => subscription.unsubscribe(), 62);
    scheduler.flush();
    expect(scheduler.now()).toBe(62);
  });

  it('runs on real timers unless told otherwise', () => {
    const subscription = NEVER.pipe(rotate({ every: 60_000 })).subscribe();
    expect(subscription.closed).toBe(false);
    subscription.unsubscribe();
  });
});

function fail(): never {
  throw new RangeError('mine');
}
