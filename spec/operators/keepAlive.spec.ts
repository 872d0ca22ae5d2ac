import { describe, expect, it } from '@jest/globals';
import { concat, defer, EMPTY, NEVER, of, Subject, take, throwError, VirtualTimeScheduler } from 'rxjs';
import { type KeepAliveConfig, keepAlive } from '../../operators/keepAlive.ts';
import { KeepAliveError } from '../../operators/keepAliveError.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/index.ts';

/** The instants of pings, and the ping itself. */
function pings(scheduler: MarbleHelpers['scheduler']): { readonly at: number[]; readonly ping: () => void } {
  const at: number[] = [];
  return { at, ping: () => at.push(scheduler.now()) };
}

const isPong = (value: string): boolean => value === 'p';

describe('keepAlive', () => {
  it(
    'pings at intervals and passes values, pongs among them',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const { at, ping } = pings(scheduler);
      const source$ = cold('                                                   -a--p-b-p--|');
      expectObservable(source$.pipe(keepAlive({ every: 3, ping, isPong, timeout: 2, scheduler }))).toBe('-a--p-b-p--|');
      expectSubscriptions(source$.subscriptions).toBe('                        ^----------!');
      scheduler.schedule(() => expect(at).toEqual([3, 6, 9]), 30);
    }),
  );

  it(
    'errors when a pong does not come in time, and leaves the source',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const { ping } = pings(scheduler);
      const source$ = cold('                                            ----p-a--b');
      const result$ = source$.pipe(keepAlive({ every: 3, ping, isPong, timeout: 2, scheduler }));
      expectObservable(result$).toBe('                                  ----p-a-#', undefined, new KeepAliveError(2));
      expectSubscriptions(source$.subscriptions).toBe('                 ^-------!');
    }),
  );

  it(
    'goes on with something else instead when told, once the source is left',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const { at, ping } = pings(scheduler);
      const source$ = cold('                                 -a------');
      const next$ = cold('                                        x-y|');
      const goOn = () => {
        expect(source$.subscriptions.map(({ unsubscribedFrame }) => unsubscribedFrame)).toEqual([5]);
        return next$;
      };
      const result$ = source$.pipe(keepAlive({ every: 3, ping, isPong, timeout: 2, with: goOn, scheduler }));
      expectObservable(result$).toBe('                       -a---x-y|');
      expectSubscriptions(source$.subscriptions).toBe('      ^----!');
      expectSubscriptions(next$.subscriptions).toBe('        -----^--!');
      scheduler.schedule(() => expect(at).toEqual([3]), 30);
    }),
  );

  it(
    'goes on with nothing else when the source itself errors',
    marbles(({ cold, expectObservable, scheduler }) => {
      const config = { every: 3, ping: () => {}, isPong, with: () => of('other'), scheduler };
      expectObservable(cold('-a-#', undefined, 'lost').pipe(keepAlive(config))).toBe('-a-#', undefined, 'lost');
    }),
  );

  it(
    'counts a pong that comes while it pings',
    marbles(({ expectObservable, scheduler }) => {
      const source$ = new Subject<string>();
      const ping = (): void => source$.next('p');
      const result$ = source$.pipe(keepAlive({ every: 3, ping, isPong, timeout: 2, scheduler }));
      expectObservable(result$, '--------!').toBe('---p--p-');
    }),
  );

  it(
    'waits for the answer to a ping that is an Observable from its emission, and for its end before it pings again',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const ping$ = cold('                     ---x-|');
      const source$ = cold('                   ----------p-------');
      const result$ = source$.pipe(keepAlive({ every: 3, ping: ping$, isPong, timeout: 5, scheduler }));
      expectObservable(result$).toBe('         ----------p------#', undefined, new KeepAliveError(5));
      expectSubscriptions(ping$.subscriptions).toBe([
        '                                      ---^----!',
        '                                      ---------^----!',
        '                                      ---------------^-!',
      ]);
    }),
  );

  it(
    'counts a pong that comes while such a ping is sent, and errors with what keeps one from that',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = new Subject<string>();
      const sent$ = concat(
        of('about'),
        defer(() => {
          source$.next('p');
          return EMPTY;
        }),
      );
      const pings = [sent$, cold('-#', undefined, 'full')];
      const ping = defer(() => pings.shift() ?? NEVER);
      const result$ = source$.pipe(keepAlive({ every: 3, ping, isPong, timeout: 2, scheduler }));
      expectObservable(result$).toBe('         ---p---#', undefined, 'full');
    }),
  );

  it(
    'goes on pinging while it waits, and judges by the first ping without an answer',
    marbles(({ cold, expectObservable, scheduler }) => {
      const { at, ping } = pings(scheduler);
      const source$ = cold('                                                    -----p---------');
      const result$ = source$.pipe(keepAlive({ every: 2, ping, isPong, timeout: 5, scheduler }));
      expectObservable(result$).toBe(
        '                                          -----p-----#',
        undefined,
        new KeepAliveError(5),
      );
      scheduler.schedule(() => expect(at).toEqual([2, 4, 6, 8, 10]), 30);
    }),
  );

  it(
    'waits for no pong where none is known, and takes an unasked one for a value',
    marbles(({ cold, expectObservable, scheduler }) => {
      const { at, ping } = pings(scheduler);
      expectObservable(cold('--a-------|').pipe(keepAlive({ every: 4, ping, timeout: 1, scheduler }))).toBe(
        '--a-------|',
      );
      scheduler.schedule(() => expect(at).toEqual([4, 8]), 30);
      const early$ = cold('                                                          p--------');
      const result$ = early$.pipe(keepAlive({ every: 4, ping: () => {}, isPong, timeout: 1, scheduler }));
      expectObservable(result$).toBe(
        '                                               p----#',
        undefined,
        new KeepAliveError(1),
      );
    }),
  );

  it(
    'pings only in silence when told so, counted from the last value or ping',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const { at, ping } = pings(scheduler);
      const source$ = cold('                                                                    -a-b------c--------|');
      expectObservable(source$.pipe(keepAlive({ every: 4, whenIdle: true, ping, scheduler }))).toBe(
        '-a-b------c--------|',
      );
      expectSubscriptions(source$.subscriptions).toBe('                                         ^------------------!');
      scheduler.schedule(() => expect(at).toEqual([7, 14, 18]), 30);
    }),
  );

  it(
    'judges the pongs of idle pings as well, and pings again in lasting silence',
    marbles(({ cold, expectObservable, scheduler }) => {
      const { at, ping } = pings(scheduler);
      const source$ = cold('                                                                 -----p----------');
      const result$ = source$.pipe(keepAlive({ every: 4, whenIdle: true, ping, isPong, timeout: 6, scheduler }));
      expectObservable(result$).toBe(
        '                                                       -----p---------#',
        undefined,
        new KeepAliveError(6),
      );
      scheduler.schedule(() => expect(at).toEqual([4, 9, 13]), 30);
    }),
  );

  it(
    'passes completion and errors, and stops pinging then',
    marbles(({ cold, expectObservable, scheduler }) => {
      const { at, ping } = pings(scheduler);
      for (const whenIdle of [false, true]) {
        const config = { every: 2, whenIdle, ping, isPong, timeout: 9, scheduler };
        expectObservable(cold('---|').pipe(keepAlive(config))).toBe('---|');
        expectObservable(cold('---#').pipe(keepAlive(config))).toBe('---#');
        expectObservable(EMPTY.pipe(keepAlive(config))).toBe('|');
        expectObservable(
          concat(
            of('a'),
            throwError(() => 'lost'),
          ).pipe(keepAlive(config)),
        ).toBe('(a#)', undefined, 'lost');
      }
      scheduler.schedule(() => expect(at).toEqual([2, 2, 2, 2]), 30);
    }),
  );

  it(
    'leaves nothing behind when unsubscribed, from within a ping too',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const { at, ping } = pings(scheduler);
      const source$ = cold('                                                           -a-----');
      const config = { every: 3, ping, isPong, timeout: 9, scheduler };
      expectObservable(source$.pipe(keepAlive(config)), '                              ^----!').toBe('-a');
      expectObservable(source$.pipe(keepAlive(config), take(1))).toBe('                -(a|)');
      const pinged$ = new Subject<string>();
      const once = { ...config, ping: () => pinged$.next('out') };
      expectObservable(pinged$.pipe(keepAlive(once), take(1))).toBe('                  ---(o|)', { o: 'out' });
      expectSubscriptions(source$.subscriptions).toBe(['                               ^----!', '^!']);
      scheduler.schedule(() => expect(at).toEqual([3]), 30);
    }),
  );

  it.each<[string, string, Partial<KeepAliveConfig<string>>]>([
    ['ping', '---#', { ping: fail }],
    ['isPong', '----#', { isPong: fail }],
    ['with', '-----#', { isPong: () => false, with: fail }],
  ])('errors with what %s throws', (_, picture, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('----p');
      const result$ = source$.pipe(keepAlive({ every: 3, ping: () => {}, isPong, timeout: 2, scheduler, ...options }));
      expectObservable(result$).toBe(picture.replace('-----#', '----p#'), undefined, new RangeError('mine'));
      expectSubscriptions(source$.subscriptions).toBe(picture.replace('-', '^').replace('#', '!'));
    })();
  });

  it(
    'gives a late timer a grace, for the pong may lie unread',
    marbles(({ expectObservable, scheduler }) => {
      let stalled = 0;
      const now = (): number => scheduler.now() + stalled;
      const clock = { wall: now, monotonic: now };
      scheduler.schedule(() => {
        stalled = 100;
      }, 4);
      const result$ = NEVER.pipe(keepAlive({ every: 3, ping: () => {}, isPong, timeout: 2, scheduler, clock }));
      expectObservable(result$).toBe('-------#', undefined, new KeepAliveError(2));
    }),
  );

  it(
    'pings in silence although the clock is set back',
    marbles(({ cold, expectObservable, scheduler }) => {
      const { at, ping } = pings(scheduler);
      let setBack = 0;
      const now = (): number => scheduler.now() - setBack;
      scheduler.schedule(() => {
        setBack = 100;
      }, 2);
      const result$ = cold('-a').pipe(
        keepAlive({ every: 4, whenIdle: true, ping, scheduler, clock: { wall: now, monotonic: now } }),
      );
      expectObservable(result$, '^--------------!').toBe('-a');
      scheduler.schedule(() => expect(at).toEqual([8, 12]), 30);
    }),
  );

  it('leaves no timer behind', () => {
    for (const whenIdle of [false, true]) {
      const scheduler = new VirtualTimeScheduler();
      const values$ = new Subject<string>();
      const subscription = values$
        .pipe(keepAlive({ every: 3, whenIdle, ping: () => {}, isPong, scheduler }))
        .subscribe();
      scheduler.schedule(() => subscription.unsubscribe(), 4);
      scheduler.flush();
      expect(scheduler.now()).toBe(4);
      expect(values$.observed).toBe(false);
    }
  });

  it('runs on real timers unless told otherwise', () => {
    const subscription = NEVER.pipe(keepAlive({ every: 60_000, ping: () => {} })).subscribe();
    expect(subscription.closed).toBe(false);
    subscription.unsubscribe();
  });
});

function fail(): never {
  throw new RangeError('mine');
}
