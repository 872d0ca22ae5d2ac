import { describe, expect, it } from '@jest/globals';
import { share, Subject } from 'rxjs';
import { serialised } from '../../src/subscription/serialised.ts';
import { marbles } from '../../src/testing/marbles.ts';

describe('serialised', () => {
  it(
    'passes values, completion and errors, and leaves with its subscriber',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      expectObservable(cold('a-b|').pipe(serialised())).toBe('a-b|');
      expectObservable(cold('a-b#').pipe(serialised())).toBe('a-b#');
      const source$ = cold('                            -a-b-');
      expectObservable(source$.pipe(serialised()), '    ^--!').toBe('-a-');
      expectSubscriptions(source$.subscriptions).toBe(' ^--!');
    }),
  );

  it('lets all hear one value before the one that hearing it causes', () => {
    const source$ = new Subject<number>();
    const shared$ = source$.pipe(serialised(), share());
    const heard: string[] = [];
    shared$.subscribe((value) => {
      heard.push(`a${value}`);
      if (value === 1) source$.next(2);
    });
    shared$.subscribe((value) => heard.push(`b${value}`));
    source$.next(1);
    expect(heard).toEqual(['a1', 'b1', 'a2', 'b2']);
  });
});
