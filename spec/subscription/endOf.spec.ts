import { describe, it } from '@jest/globals';
import { of, throwError } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { OrderRef } from '../../src/model/orderRequest.ts';
import { endOf } from '../../src/subscription/endOf.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { balanceSample, orderSample, positionSample } from '../helpers/accountSamples.ts';

const rejected = new ColdwireError('request-rejected', { reason: 'busy' });
const lost = orderSample({ status: 'unknown', receivedAt: 9 });

describe('the end of what a snapshot no longer names', () => {
  it(
    'is for an order what the venue says of it',
    marbles(({ cold, expectObservable }) => {
      const filled = orderSample({ status: 'filled', filled: 5 });
      const asked: OrderRef[] = [];
      const found$ = endOf(orderSample({ clientOrderId: 'c' }), 9, (which) => {
        asked.push(which);
        return cold('--(f|)', { f: filled });
      });
      expectObservable(found$).toBe('--(f|)', { f: filled });
      expectObservable(of(asked)).toBe('(a|)', { a: [{ symbol: 'A', orderId: 'o1', clientOrderId: 'c' }] });
    }),
  );

  it.each([
    ['the venue has it no more', () => of(undefined)],
    ['the venue cannot be asked', () => throwError(() => new ColdwireError('unsupported', { what: 'findOrder' }))],
    [
      'it is called by no symbol of ours',
      () => throwError(() => new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE' })),
    ],
    ['nobody can be asked', undefined],
  ])('is unknown where %s', (_, find) => {
    marbles(({ expectObservable }) => {
      expectObservable(endOf(orderSample(), 9, find)).toBe('(l|)', { l: lost });
    })();
  });

  it(
    'is not told where the look-up fails',
    marbles(({ expectObservable }) => {
      expectObservable(endOf(orderSample(), 9, () => throwError(() => rejected))).toBe('#', undefined, rejected);
    }),
  );

  it(
    'is nothing of a balance, and a flat position',
    marbles(({ expectObservable }) => {
      const texts = { freeText: '0', usedText: '0', totalText: '0' };
      expectObservable(endOf(balanceSample({ time: 3 }), 9, undefined)).toBe('(b|)', {
        b: balanceSample({ free: 0, used: 0, total: 0, ...texts, receivedAt: 9 }),
      });
      const flat = positionSample({ side: 'flat', size: 0, sizeText: '0', receivedAt: 9 });
      expectObservable(endOf(positionSample({ entryPrice: 7, time: 3 }), 9, undefined)).toBe('(p|)', { p: flat });
    }),
  );
});
