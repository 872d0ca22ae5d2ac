import { describe, expect, it } from '@jest/globals';
import { concat, defer, finalize, NEVER, of, Subject, take, tap, throwError, VirtualTimeScheduler } from 'rxjs';
import { failOnSilence, SilenceError } from '../../operators/index.ts';
import { marbles } from '../../src/testing/index.ts';

const silence = new SilenceError(5);

describe('failOnSilence', () => {
  it(
    'passes values and completion of a source that keeps talking',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                   --a----b--|');
      expectObservable(source$.pipe(failOnSilence({ within: 5, scheduler }))).toBe('--a----b--|');
      expectSubscriptions(source$.subscriptions).toBe('                        ^---------!');
    }),
  );

  it(
    'fails, and leaves the source, once nothing has come for so long',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                   -a--b--------c');
      expectObservable(source$.pipe(failOnSilence({ within: 5, scheduler }))).toBe('-a--b----#', undefined, silence);
      expectSubscriptions(source$.subscriptions).toBe('                        ^--------!');
    }),
  );

  it(
    'fails on a source that never emits, counting from subscription',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                   -');
      expectObservable(source$.pipe(failOnSilence({ within: 5, scheduler })), '--^').toBe('-------#', {}, silence);
      expectSubscriptions(source$.subscriptions).toBe('                        --^----!');
    }),
  );

  it(
    'passes the error of the source',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                   -a-#', {}, 'lost');
      expectObservable(source$.pipe(failOnSilence({ within: 5, scheduler }))).toBe('-a-#', {}, 'lost');
      expectSubscriptions(source$.subscriptions).toBe('                        ^--!');
    }),
  );

  it(
    'counts what the source emits on subscribe',
    marbles(({ expectObservable, scheduler }) => {
      const result$ = concat(of('a', 'b'), NEVER).pipe(failOnSilence({ within: 5, scheduler }));
      expectObservable(result$).toBe('(ab)-#', undefined, silence);
      expectObservable(of('a', 'b').pipe(failOnSilence({ within: 5, scheduler }))).toBe('(ab|)');
    }),
  );

  it(
    'unsubscribes from the source in the middle',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                       -a--b');
      expectObservable(source$.pipe(failOnSilence({ within: 5, scheduler })), '    ^--!').toBe('-a--');
      expectSubscriptions(source$.subscriptions).toBe('                            ^--!');
    }),
  );

  it.each([
    ['completion', of('a')],
    [
      'an error',
      concat(
        of('a'),
        throwError(() => 'lost'),
      ),
    ],
    ['a consumer that leaves', concat(of('a', 'b'), NEVER)],
    ['unsubscription', NEVER],
  ])('leaves no timer after %s', (after, source$) => {
    const scheduler = new VirtualTimeScheduler();
    const subscription = source$.pipe(failOnSilence({ within: 5, scheduler }), take(2)).subscribe({ error: () => {} });
    expect(scheduler.actions.length).toBe(after === 'unsubscription' ? 1 : 0);
    subscription.unsubscribe();
    expect(scheduler.actions).toEqual([]);
  });

  it(
    'lets pass what proves nothing without counting it',
    marbles(({ cold, expectObservable, scheduler }) => {
      const isProof = (value: string): boolean => value !== 'pong';
      const values = { a: 'tick', p: 'pong' };
      const result$ = cold('             -a-p-p-p-p-p', values).pipe(failOnSilence({ within: 5, isProof, scheduler }));
      expectObservable(result$).toBe('   -a-p-p#', values, silence);
    }),
  );

  it(
    'errors with what isProof throws',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('           -a-');
      const isProof = (): boolean => fail();
      const onSilence = (): never => fail('with');
      expectObservable(source$.pipe(failOnSilence({ within: 5, isProof, with: onSilence, scheduler }))).toBe(
        '                              -#',
        {},
        new RangeError('mine'),
      );
      expectSubscriptions(source$.subscriptions).toBe('^!');
    }),
  );

  it(
    'goes on with what is given in place of the error, once the source has been left',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const log: string[] = [];
      const source$ = cold('         -a-------');
      const instead$ = cold('              -x-y|');
      const onSilence = () => {
        log.push('asked');
        return instead$;
      };
      const left$ = source$.pipe(finalize(() => log.push('left')));
      const result$ = left$.pipe(failOnSilence({ within: 5, with: onSilence, scheduler }));
      expectObservable(result$).toBe('-a-----x-y|');
      expectSubscriptions(source$.subscriptions).toBe('^-----!');
      expectSubscriptions(instead$.subscriptions).toBe('------^---!');
      scheduler.schedule(() => expect(log).toEqual(['left', 'asked']), 20);
    }),
  );

  it(
    'errors with what `with` throws, and leaves what it gave on unsubscription',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const instead$ = cold('-x-y');
      const config = { within: 2, scheduler };
      expectObservable(NEVER.pipe(failOnSilence({ ...config, with: () => fail() }))).toBe(
        '--#',
        {},
        new RangeError('mine'),
      );
      expectObservable(NEVER.pipe(failOnSilence({ ...config, with: () => instead$ })), '^---!').toBe('---x-');
      expectSubscriptions(instead$.subscriptions).toBe('--^-!');
    }),
  );

  it(
    'takes a consumer that emits on the source, or leaves, within its own next',
    marbles(({ hot, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = hot('-a---b--------');
      const echo$ = defer(() => {
        const values$ = new Subject<string>();
        source$.subscribe(values$);
        return values$.pipe(
          failOnSilence({ within: 5, scheduler }),
          tap((value) => value === 'a' && values$.next('A')),
        );
      });
      expectObservable(echo$).toBe('-(Aa)b----#', undefined, silence);
      expectObservable(source$.pipe(failOnSilence({ within: 5, scheduler }), take(2))).toBe('-a---(b|)');
      expectSubscriptions(source$.subscriptions).toBe(['^', '^----!']);
    }),
  );

  it(
    'allows none at all with 0: what comes on subscribe passes, then it fails',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('-a');
      expectObservable(concat(of('x'), source$).pipe(failOnSilence({ within: 0, scheduler }))).toBe(
        '                   (x#)',
        undefined,
        new SilenceError(0),
      );
      expectSubscriptions(source$.subscriptions).toBe('(^!)');
    }),
  );

  it(
    'keeps limits that are longer than a timer can hold',
    marbles(({ expectObservable, scheduler }) => {
      const within = 2 ** 31 + 1_000;
      expectObservable(NEVER.pipe(failOnSilence({ within, scheduler }))).toBe(
        `${within}ms #`,
        {},
        new SilenceError(within),
      );
    }),
  );

  it('runs on real timers unless told otherwise', () => {
    const subscription = NEVER.pipe(failOnSilence({ within: 60_000 })).subscribe();
    expect(subscription.closed).toBe(false);
    subscription.unsubscribe();
  });
});

function fail(message = 'mine'): never {
  throw new RangeError(message);
}
