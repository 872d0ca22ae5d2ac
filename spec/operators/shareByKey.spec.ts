import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BehaviorSubject,
  concat,
  defer,
  finalize,
  NEVER,
  Observable,
  of,
  ReplaySubject,
  Subject,
  type Subscription,
  take,
  VirtualTimeScheduler,
} from 'rxjs';
import { shareByKey } from '../../operators/index.ts';
import { marbles } from '../../src/testing/index.ts';

interface Request {
  readonly symbol: string;
  readonly depth?: number;
}

const symbolOf = ({ symbol }: Request): string => symbol;

describe('shareByKey', () => {
  it(
    'lets equal requests share one subscription, and different ones not',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('                                                    -1-2-3|');
      const b$ = cold('                                                    --4|');
      const share = shareByKey(symbolOf, ({ symbol }) => (symbol === 'a' ? a$ : b$));
      expectObservable(share({ symbol: 'a', depth: 1 })).toBe('            -1-2-3|');
      expectObservable(share({ symbol: 'a', depth: 2 }), '   --^').toBe('  ---2-3|');
      expectObservable(share({ symbol: 'b' })).toBe('                      --4|');
      expectSubscriptions(a$.subscriptions).toBe('                         ^-----!');
      expectSubscriptions(b$.subscriptions).toBe('                         ^--!');
    }),
  );

  it(
    'asks neither for key nor projection before somebody subscribes, and projects the first request of a key',
    marbles(({ expectObservable, scheduler }) => {
      const log: unknown[] = [];
      const share = shareByKey(
        (request: Request) => {
          log.push('key');
          return request.symbol;
        },
        (request) => {
          log.push(request);
          return NEVER;
        },
      );
      const results = [share({ symbol: 'a', depth: 1 }), share({ symbol: 'a', depth: 2 })];
      expect(log).toEqual([]);
      for (const result$ of results) expectObservable(result$, '^-!').toBe('-');
      scheduler.schedule(() => expect(log).toEqual(['key', { symbol: 'a', depth: 1 }, 'key']), 5);
    }),
  );

  it.each([{}, { linger: 0 }, { linger: Number.NaN }])('leaves at once with the last subscriber (%j)', (config) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                -1-2-3');
      const share = shareByKey(symbolOf, () => source$, { ...config, scheduler });
      expectObservable(share({ symbol: 'a' }), '            ^-!').toBe('    -1');
      expectObservable(share({ symbol: 'a' }), '            -^--!').toBe('  -1-2');
      expectObservable(share({ symbol: 'a' }), '            -----^-!').toBe('------1');
      expectSubscriptions(source$.subscriptions).toBe(['    ^---!', '       -----^-!']);
    })();
  });

  it(
    'outlives its last subscriber by the linger, and is joined again meanwhile',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                      -1-2-3-4-5-6-7-8-9');
      const share = shareByKey(symbolOf, () => source$, { linger: 3, scheduler });
      expectObservable(share({ symbol: 'a' }), '     ^-!').toBe('-1');
      expectObservable(share({ symbol: 'a' }), '     ----^-!').toBe('-----3');
      expectObservable(share({ symbol: 'a' }), '     ----------^-!').toBe('-----------1');
      // Left at 6, over at 9, and again at 12 and 15.
      expectSubscriptions(source$.subscriptions).toBe(['^--------!', '----------^----!']);
    }),
  );

  it.each(['complete', 'error'] as const)('leaves no timer when what it shares ends (%s)', (end) => {
    const scheduler = new VirtualTimeScheduler();
    const source$ = new Subject<string>();
    const share = shareByKey(symbolOf, () => source$, { linger: 9, scheduler });
    share({ symbol: 'used' }).subscribe({ error: () => {} });
    share({ symbol: 'left' }).subscribe().unsubscribe();
    expect(scheduler.actions.length).toBe(1);
    source$[end]('lost');
    expect(scheduler.actions).toEqual([]);
  });

  it('sets no timer for a linger that is longer than one can hold', () => {
    const scheduler = new VirtualTimeScheduler();
    for (const linger of [2 ** 31, Number.POSITIVE_INFINITY]) {
      const share = shareByKey(symbolOf, () => NEVER, { linger, scheduler });
      share({ symbol: 'a' }).subscribe().unsubscribe();
    }
    expect(scheduler.actions).toEqual([]);
  });

  it(
    'lingers for ever when told to for longer than a timer can hold',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('-');
      const share = shareByKey(symbolOf, () => source$, { linger: Number.POSITIVE_INFINITY, scheduler });
      expectObservable(share({ symbol: 'a' }), '^!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^');
    }),
  );

  it(
    'starts a new one after the end of the last, which all are told',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                -1#', undefined, 'lost');
      const share = shareByKey(symbolOf, () => source$, { linger: 9, scheduler });
      expectObservable(share({ symbol: 'a' })).toBe('                       -1#', undefined, 'lost');
      expectObservable(share({ symbol: 'a' })).toBe('                       -1#', undefined, 'lost');
      expectObservable(share({ symbol: 'a' }), '            ---^').toBe('   ----1#', undefined, 'lost');
      expectSubscriptions(source$.subscriptions).toBe(['    ^-!', '         ---^-!']);
      const done$ = cold('                                                  -1|');
      const again = shareByKey(symbolOf, () => done$, { linger: 9, scheduler });
      expectObservable(again({ symbol: 'a' })).toBe('                       -1|');
      expectObservable(again({ symbol: 'a' }), '            ---^').toBe('   ----1|');
      expectSubscriptions(done$.subscriptions).toBe(['      ^-!', '         ---^-!']);
    }),
  );

  it(
    'ends a lingering one with its projection',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                              --|');
      const share = shareByKey(symbolOf, () => source$, { linger: 9, scheduler });
      expectObservable(share({ symbol: 'a' }), '            ^!').toBe('   -');
      expectObservable(share({ symbol: 'a' }), '            ---^').toBe(' -----|');
      expectSubscriptions(source$.subscriptions).toBe(['    ^-!', '       ---^-!']);
    }),
  );

  it(
    'is silent with a projection that never emits, and passes what comes on subscribe to the first',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const silent$ = cold('-');
      expectObservable(shareByKey(symbolOf, () => silent$)({ symbol: 'a' }), '^--!').toBe('-');
      expectSubscriptions(silent$.subscriptions).toBe('^--!');
      const share = shareByKey(symbolOf, () => concat(of('1', '2'), NEVER));
      expectObservable(share({ symbol: 'a' })).toBe('(12)');
      expectObservable(share({ symbol: 'a' })).toBe('-');
      expectObservable(shareByKey(symbolOf, () => of('1', '2'))({ symbol: 'a' })).toBe('(12|)');
    }),
  );

  it.each([0, 3])('leaves a source that emits on subscribe when its consumer has had enough (linger %d)', (linger) => {
    const scheduler = new VirtualTimeScheduler();
    const log: string[] = [];
    const source$ = concat(of('1', '2'), NEVER).pipe(finalize(() => log.push(`left at ${scheduler.now()}`)));
    const share = shareByKey(symbolOf, () => source$, { linger, scheduler });
    share({ symbol: 'a' })
      .pipe(take(1))
      .subscribe((value) => log.push(value));
    scheduler.flush();
    expect(log).toEqual(['1', `left at ${linger}`]);
  });

  it('lets a late one join as its connector says', () => {
    const seen: string[] = [];
    const share = shareByKey(symbolOf, () => concat(of('1', '2'), NEVER), { connector: () => new ReplaySubject(1) });
    const first = share({ symbol: 'a' }).subscribe();
    share({ symbol: 'a' }).subscribe((value) => seen.push(value));
    expect(seen).toEqual(['2']);
    first.unsubscribe();
  });

  it(
    'errors the subscriber with what keyOf throws, and all of the key with what project throws',
    marbles(({ expectObservable }) => {
      const mine = new RangeError('mine');
      expectObservable(
        shareByKey(
          () => fail(),
          () => NEVER,
        )({ symbol: 'a' }),
      ).toBe('#', undefined, mine);
      const share = shareByKey(symbolOf, () => fail());
      expectObservable(share({ symbol: 'a' })).toBe('#', undefined, mine);
      expectObservable(share({ symbol: 'a' })).toBe('#', undefined, mine);
    }),
  );

  it('tries again after a projection or a connector that threw', () => {
    for (const thrower of ['project', 'connector']) {
      let tries = 0;
      const attempt = (who: string): void => {
        if (who === thrower && ++tries === 1) fail();
      };
      const share = shareByKey(
        symbolOf,
        () => {
          attempt('project');
          return of('1');
        },
        {
          connector: () => {
            attempt('connector');
            return new Subject<string>();
          },
        },
      );
      const log: unknown[] = [];
      const tell = { next: (value: string) => log.push(value), error: ({ message }: Error) => log.push(message) };
      share({ symbol: 'a' }).subscribe(tell);
      share({ symbol: 'a' }).subscribe(tell);
      expect(log).toEqual(['mine', '1']);
    }
  });

  it.each([
    ['completion', 0],
    ['an error', 0],
    ['the last one leaving', 0],
    ['the linger', 3],
  ])('projects the new request, not the one of before, after %s', (after, linger) => {
    const scheduler = new VirtualTimeScheduler();
    const depths: unknown[] = [];
    const sources: Subject<string>[] = [];
    const share = shareByKey(
      symbolOf,
      ({ depth }) => {
        depths.push(depth);
        const source$ = new Subject<string>();
        sources.push(source$);
        return source$;
      },
      { linger, scheduler },
    );
    const first = share({ symbol: 'a', depth: 1 }).subscribe({ error: () => {} });
    if (after === 'completion') sources[0]?.complete();
    if (after === 'an error') sources[0]?.error('lost');
    first.unsubscribe();
    scheduler.flush();
    share({ symbol: 'a', depth: 2 }).subscribe();
    expect(depths).toEqual([1, 2]);
  });

  it('joins what is already starting when asked again from within', () => {
    let projected = 0;
    const log: string[] = [];
    const share: (request: Request) => Observable<string> = shareByKey(symbolOf, () => {
      projected++;
      return concat(of('1', '2'), NEVER);
    });
    share({ symbol: 'a' }).subscribe((value) => {
      log.push(`first ${value}`);
      if (value === '1') share({ symbol: 'a' }).subscribe((again) => log.push(`second ${again}`));
    });
    expect(projected).toBe(1);
    expect(log).toEqual(['first 1', 'first 2', 'second 2']);
  });

  it.each(['complete', 'error'] as const)('starts a new one for who asks again while the end is told (%s)', (end) => {
    const sources: Subject<string>[] = [];
    const share = shareByKey(symbolOf, () => {
      const source$ = new Subject<string>();
      sources.push(source$);
      return source$;
    });
    const again = (): Subscription => share({ symbol: 'a' }).subscribe();
    share({ symbol: 'a' }).subscribe({ complete: again, error: again });
    share({ symbol: 'a' }).subscribe({ complete: again, error: again });
    sources[0]?.[end]('lost');
    expect(sources.map(({ observed }) => observed)).toEqual([false, true]);
  });

  it('starts a new one for who asks again while the last is torn down', () => {
    let projected = 0;
    const share: (request: Request) => Observable<never> = shareByKey(symbolOf, () => {
      const nth = ++projected;
      return new Observable(() => () => {
        if (nth === 1) share({ symbol: 'a' }).subscribe();
      });
    });
    share({ symbol: 'a' }).subscribe().unsubscribe();
    expect(projected).toBe(2);
  });

  it('takes a consumer that feeds the source, or leaves, from within its own next', () => {
    const source$ = new Subject<string>();
    const share = shareByKey(symbolOf, () => source$);
    const log: string[] = [];
    const first = share({ symbol: 'a' }).subscribe((value) => {
      log.push(`first ${value}`);
      first.unsubscribe();
      source$.next('2');
    });
    share({ symbol: 'a' }).subscribe((value) => log.push(`second ${value}`));
    source$.next('1');
    expect(log).toEqual(['first 1', 'second 2', 'second 1']);
  });

  it('takes keys of any kind, and requests of any kind', () => {
    let projected = 0;
    const share = shareByKey(
      (request: number | undefined) => request,
      (request) => {
        projected++;
        return new BehaviorSubject(request);
      },
    );
    const seen: unknown[] = [];
    for (const request of [Number.NaN, undefined, Number.NaN, undefined, 0]) {
      share(request).subscribe((value) => seen.push(value));
    }
    expect(projected).toBe(3);
    expect(seen).toEqual([Number.NaN, undefined, 0]);
  });

  it('runs its linger on real timers unless told otherwise', () => {
    const source$ = new Subject<string>();
    const share = shareByKey(symbolOf, () => source$, { linger: 60_000 });
    share({ symbol: 'a' }).subscribe().unsubscribe();
    expect(source$.observed).toBe(true);
    source$.complete();
    expect(source$.observed).toBe(false);
  });

  it('holds one subscription a key exactly while it has users, or had one within the linger', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 5 }),
      key: fc.constantFrom('a', 'b'),
      join: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 4 }), (steps, linger) => {
        const scheduler = new VirtualTimeScheduler();
        const open = new Map<string, number>();
        const count = (key: string, by: number): unknown => open.set(key, (open.get(key) ?? 0) + by);
        const share = shareByKey(
          (key: string) => key,
          (key) =>
            defer(() => {
              count(key, 1);
              return NEVER.pipe(finalize(() => count(key, -1)));
            }),
          { linger, scheduler },
        );
        const users: Record<string, Subscription[]> = { a: [], b: [] };
        const leftAt: Record<string, number> = { a: -100, b: -100 };
        let at = 0;
        for (const { wait, key, join } of steps) {
          at += wait;
          scheduler.schedule(() => {
            if (join) users[key]?.push(share(key).subscribe());
            else {
              const leaving = users[key]?.pop();
              leaving?.unsubscribe();
              if (leaving !== undefined) leftAt[key] = scheduler.now();
            }
          }, at);
          // Halfway between two instants, where nothing else happens.
          scheduler.schedule(() => {
            for (const each of ['a', 'b']) {
              const lingers = scheduler.now() - (leftAt[each] ?? 0) < linger;
              expect(open.get(each) ?? 0).toBe((users[each]?.length ?? 0) > 0 || lingers ? 1 : 0);
            }
          }, at + 0.5);
        }
        scheduler.flush();
      }),
    );
  });
});

function fail(): never {
  throw new RangeError('mine');
}
