import { describe, expect, it } from '@jest/globals';
import { concat, NEVER, of, Subject, take } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { holdUntilAcknowledged } from '../../src/subscription/holdUntilAcknowledged.ts';
import type { SessionSignal, TopicSignal } from '../../src/subscription/session.ts';
import { marbles } from '../../src/testing/marbles.ts';

const arrival = (payload: string): TopicSignal => ({ kind: 'arrival', route: '', payload, receivedAt: 0 });
const values = {
  A: { kind: 'acknowledged' } as TopicSignal,
  a: arrival('a'),
  b: arrival('b'),
  c: arrival('c'),
  d: arrival('d'),
};
const overflow = new ColdwireError('overflow', { limit: 2, what: 'data before its acknowledgement' });

describe('holdUntilAcknowledged', () => {
  it(
    'lets what came before the acknowledgement follow it, in order',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const signals$ = cold('                              a-b-A----c-d-', values);
      const unsub = '                                      ^-----------!';
      expectObservable(signals$.pipe(holdUntilAcknowledged(2)), unsub).toBe('----(Aab)c-d-', values);
      expectSubscriptions(signals$.subscriptions).toBe('   ^-----------!');
    }),
  );

  it(
    'forgets what was of the subscription before, and nothing once acknowledged',
    marbles(({ cold, expectObservable }) => {
      const signals$ = cold<SessionSignal>('                a-b-E-c-A----d-E-b-', { ...values, E: { kind: 'ended' } });
      expectObservable(signals$.pipe(holdUntilAcknowledged(2))).toBe('--------(Ac)-d---b-', values);
    }),
  );

  it(
    'errors with overflow at the first signal too many, and leaves',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const signals$ = cold('                                      a-b-c-A', values);
      expectObservable(signals$.pipe(holdUntilAcknowledged(2))).toBe('----#', undefined, overflow);
      expectSubscriptions(signals$.subscriptions).toBe('           ^---!');
    }),
  );

  it(
    'passes completion and errors, and leaves with its subscriber',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      expectObservable(cold('a-|', values).pipe(holdUntilAcknowledged(2))).toBe('--|');
      expectObservable(cold('a-#', values).pipe(holdUntilAcknowledged(2))).toBe('--#');
      const signals$ = cold('aAb', values);
      expectObservable(signals$.pipe(holdUntilAcknowledged(2), take(2))).toBe('-(Aa|)', values);
      expectSubscriptions(signals$.subscriptions).toBe('^!');
    }),
  );

  it('takes signals that come at once', () => {
    const seen: TopicSignal[] = [];
    const { a, A, b } = values;
    concat(of(a, A, b), NEVER)
      .pipe(holdUntilAcknowledged(2))
      .subscribe((signal) => seen.push(signal));
    expect(seen).toEqual([A, a, b]);
  });

  it('lets nothing overtake what it held, however a consumer reacts', () => {
    const signals$ = new Subject<TopicSignal>();
    const seen: TopicSignal[] = [];
    const { a, b, c, d, A } = values;
    signals$.pipe(holdUntilAcknowledged(2)).subscribe((signal) => {
      seen.push(signal);
      if (signal === A) signals$.next(c);
      if (signal === a) signals$.next(d);
    });
    for (const signal of [a, A, b]) signals$.next(signal);
    expect(seen).toEqual([A, a, c, d, b]);
  });
});
