import { describe, expect, it } from '@jest/globals';
import { of, throwError } from 'rxjs';
import { oneAtATime } from '../../src/auth/oneAtATime.ts';
import { marbles } from '../../src/testing/marbles.ts';

describe('oneAtATime', () => {
  it(
    'subscribes each once the one before is over, however that ends',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const inLine = oneAtATime();
      const first$ = cold(' -a|');
      const second$ = cold('--#');
      const third$ = cold(' -c|');
      expectObservable(first$.pipe(inLine())).toBe(' -a|');
      expectObservable(second$.pipe(inLine())).toBe('----#');
      expectObservable(third$.pipe(inLine())).toBe(' -----c|');
      expectSubscriptions(first$.subscriptions).toBe(' ^-!');
      expectSubscriptions(second$.subscriptions).toBe('--^-!');
      expectSubscriptions(third$.subscriptions).toBe(' ----^-!');
    }),
  );

  it(
    'lets who leaves go, whether its turn has come or not',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const inLine = oneAtATime();
      const [first$, second$, third$] = [cold('---a'), cold('b|'), cold('c|')];
      expectObservable(first$.pipe(inLine()), '^-!').toBe(' ---');
      expectObservable(second$.pipe(inLine()), '^!').toBe(' --');
      expectObservable(third$.pipe(inLine())).toBe('       --c|');
      expectSubscriptions(first$.subscriptions).toBe('       ^-!');
      expectSubscriptions(second$.subscriptions).toBe([]);
      expectSubscriptions(third$.subscriptions).toBe('       --^!');
    }),
  );

  it('takes sources that are over at once, and who asks again from within', () => {
    const inLine = oneAtATime();
    const heard: unknown[] = [];
    const ask = (what: string) => of(what).pipe(inLine());
    ask('a').subscribe((value) => {
      heard.push(value);
      ask('b').subscribe({ next: (later) => heard.push(later), complete: () => heard.push('b over') });
      heard.push('a over');
    });
    throwError(() => 'c')
      .pipe(inLine())
      .subscribe({ error: (error) => heard.push(error) });
    ask('d').subscribe((value) => heard.push(value));
    expect(heard).toEqual(['a', 'a over', 'b', 'b over', 'c', 'd']);
  });
});
