import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../../../src/client/orders/failureOf.ts';
import { outcomesOf } from '../../../src/client/orders/outcomesOf.ts';
import { ColdwireError, type ErrorKind } from '../../../src/errors/coldwireError.ts';

describe('the outcomes of verdicts', () => {
  it('are one an item, in order, under the id that the item was given', () => {
    const outcomes = outcomesOf(
      [
        { kind: 'accepted', orderId: 'o1', clientOrderId: 'other' },
        { kind: 'rejected', reason: 'r'.repeat(999), code: 'P' },
        { kind: 'rejected', reason: 'lost', isUnknown: true },
      ],
      [{ clientOrderId: 'a' }, { clientOrderId: 'b' }, { clientOrderId: 'c' }, { clientOrderId: 'd' }],
    );
    expect(outcomes).toMatchObject([
      { kind: 'accepted', clientOrderId: 'a', orderId: 'o1' },
      { kind: 'rejected', clientOrderId: 'b', error: { kind: 'request-rejected', context: { code: 'P' } } },
      { kind: 'outcome-unknown', clientOrderId: 'c', error: { context: { reason: 'lost' } } },
      { kind: 'outcome-unknown', clientOrderId: 'd', error: { cause: { kind: 'protocol-violation' } } },
    ]);
    const [, rejected] = outcomes;
    if (rejected?.kind !== 'rejected') throw new Error('rejected');
    expect(rejected.error.message.length).toBeLessThan(300);
  });

  it('have the id that the venue echoes where none was given, and none where it does not', () => {
    const verdict = { kind: 'accepted', orderId: 'o1' } as const;
    expect(outcomesOf([{ ...verdict, clientOrderId: 'echoed' }, verdict], [{}, {}])).toEqual([
      { ...verdict, clientOrderId: 'echoed' },
      { ...verdict, clientOrderId: '' },
    ]);
  });
});

describe('the failure of a request about orders', () => {
  it.each<[ErrorKind, boolean, string, ErrorKind]>([
    ['request-rejected', true, 'rejected', 'request-rejected'],
    ['not-sent', false, 'not-sent', 'not-sent'],
    ['outcome-unknown', true, 'outcome-unknown', 'outcome-unknown'],
    ['overflow', false, 'not-sent', 'not-sent'],
    ['protocol-violation', true, 'outcome-unknown', 'outcome-unknown'],
  ])('%s, sent: %s, is %s', (kind, isSent, outcome, told) => {
    const error = new ColdwireError(kind);
    const failure = failureOf(error, isSent);
    expect(failure).toMatchObject({ kind: outcome, error: { kind: told } });
    expect(failure.error === error || failure.error.cause === error).toBe(true);
  });

  it.each<ErrorKind>(['invalid-options', 'unsupported'])(
    'is none where it is %s, which no order is to blame for',
    (kind) => {
      const error = new ColdwireError(kind);
      expect(() => failureOf(error, false)).toThrow(error);
    },
  );
});
