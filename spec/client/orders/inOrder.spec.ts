import { describe, it } from '@jest/globals';
import { inOrder } from '../../../src/client/orders/inOrder.ts';
import { marbles } from '../../../src/testing/marbles.ts';

describe('inOrder', () => {
  it(
    'subscribes to all at once, and tells the values of each after those before it',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('                        ----a---(b|)');
      const c$ = cold('                        --c-d-|     ');
      const e$ = cold('                        (e|)        ');
      expectObservable(inOrder([a$, c$, e$])).toBe('----a---(bcde|)');
      expectSubscriptions(a$.subscriptions).toBe('^-------!   ');
      expectSubscriptions(c$.subscriptions).toBe('^-----!     ');
      expectSubscriptions(e$.subscriptions).toBe('(^!)        ');
    }),
  );

  it(
    'fails with the first failure',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('                    a-----|');
      const b$ = cold('                    ---#   ');
      expectObservable(inOrder([a$, b$])).toBe('a--#   ');
      expectSubscriptions(a$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'leaves all when it is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('                           a-----');
      const b$ = cold('                           b-----');
      expectObservable(inOrder([a$, b$]), '       ^--!  ').toBe('a-----');
      expectSubscriptions(a$.subscriptions).toBe('^--!  ');
      expectSubscriptions(b$.subscriptions).toBe('^--!  ');
    }),
  );

  it(
    'is empty where there is nothing',
    marbles(({ expectObservable }) => {
      expectObservable(inOrder([])).toBe('|');
    }),
  );
});
