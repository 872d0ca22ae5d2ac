import { describe, expect, it } from '@jest/globals';
import { defer, NEVER, of } from 'rxjs';
import { oneShot } from '../../../src/client/orders/oneShot.ts';
import { marbles } from '../../../src/testing/marbles.ts';

describe('oneShot', () => {
  it(
    'gives every subscriber the values of one subscription, those that come after it too',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('             --a-(b|)');
      const once$ = oneShot(
        () => source$,
        () => [],
      );
      expectObservable(once$, '          -^------').toBe('---a-(b|)');
      expectObservable(once$, '          ----^---').toBe('----a(b|)');
      expectObservable(once$, '          9ms ^   ').toBe('9ms (ab|)');
      expectSubscriptions(source$.subscriptions).toBe('-^---!');
    }),
  );

  it(
    'is given up for good by the last who leaves before it was sent',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('             ----(a|)');
      const once$ = oneShot(
        () => source$,
        () => ['w'],
      );
      expectObservable(once$, '          ^!      ').toBe('-');
      expectObservable(once$, '          ^-!     ').toBe('-');
      expectObservable(once$, '          ---^    ').toBe('---(w|)');
      expectObservable(once$, '          9ms ^   ').toBe('9ms (w|)');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
    }),
  );

  it(
    'goes on unheard when they leave after it was sent',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('             ----(a|)');
      const once$ = oneShot(
        (onSent) =>
          defer(() => {
            onSent();
            return source$;
          }),
        () => ['w'],
      );
      expectObservable(once$, '          ^-!     ').toBe('-');
      expectObservable(once$, '          ---^    ').toBe('----(a|)');
      expectSubscriptions(source$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'tells its error to all, and never tries again',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('             --#     ');
      const once$ = oneShot(
        () => source$,
        () => [],
      );
      expectObservable(once$, '          ^       ').toBe('--#');
      expectObservable(once$, '          ----^   ').toBe('----#');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
    }),
  );

  it('sends once though its first value makes another subscribe', () => {
    let sent = 0;
    const once$ = oneShot(
      () => {
        sent++;
        return of('a');
      },
      () => [],
    );
    const heard: string[] = [];
    once$.subscribe((value) => {
      heard.push(value);
      once$.subscribe((again) => heard.push(`${again} again`));
    });
    expect(heard).toEqual(['a', 'a again']);
    expect(sent).toBe(1);
  });

  it('does nothing until it is subscribed', () => {
    const once$ = oneShot(
      () => {
        throw new Error('sent');
      },
      () => [],
    );
    expect(once$).toBeDefined();
    const kept$ = oneShot(
      () => NEVER,
      () => [],
    );
    expect(() => kept$.subscribe().unsubscribe()).not.toThrow();
  });
});
