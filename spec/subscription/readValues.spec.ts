import { describe, expect, it } from '@jest/globals';
import { Subject, take } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { readValues } from '../../src/subscription/readValues.ts';
import type { TopicSignal } from '../../src/subscription/session.ts';
import { marbles } from '../../src/testing/marbles.ts';

const arrival = (payload: unknown): TopicSignal => ({ kind: 'arrival', route: '', payload, receivedAt: 7 });
const signals = {
  A: { kind: 'acknowledged' } as TopicSignal,
  n: arrival([]),
  o: arrival(['1']),
  t: arrival(['2', '3']),
  x: arrival('unreadable'),
};
const news = {
  L: { kind: 'live' },
  S: { kind: 'stale', reason: 'sequence-gap' },
  1: { kind: 'data', value: '1@7' },
  2: { kind: 'data', value: '2@7' },
  3: { kind: 'data', value: '3@7' },
};

/** Reads arrays of texts, stamped; throws on all else. */
const read = (payload: unknown, receivedAt: number): readonly string[] => {
  if (!Array.isArray(payload)) throw new TypeError('no array');
  return payload.map((text) => `${text}@${receivedAt}`);
};

describe('readValues', () => {
  it(
    'is live with the acknowledgement and gives each value a payload holds',
    marbles(({ cold, expectObservable }) => {
      const signals$ = cold('                                       A-o-n-t---|', signals);
      expectObservable(signals$.pipe(readValues(read, () => {}))).toBe('L-1---(23)|', news);
    }),
  );

  it(
    'reports a payload that cannot be read, says stale before anything else, and is live again with the next that can',
    marbles(({ cold, expectObservable, flush }) => {
      const errors: unknown[] = [];
      const signals$ = cold('                                                          A-o-x-x-o---t---|', signals);
      expectObservable(signals$.pipe(readValues(read, (error) => errors.push(error)))).toBe('L-1-S---(L1)(23)|', news);
      flush();
      expect(errors).toHaveLength(2);
      expect(errors[0]).toEqual(new ColdwireError('protocol-violation', { what: 'payload' }));
      expect((errors[0] as Error).cause).toBeInstanceOf(TypeError);
    }),
  );

  it(
    'passes errors',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('A-#', signals).pipe(readValues(read, () => {}))).toBe('L-#', news);
    }),
  );

  it('stops in the middle of a payload when its subscriber has left', () => {
    const signals$ = new Subject<TopicSignal>();
    const seen: unknown[] = [];
    signals$
      .pipe(
        readValues(read, () => {}),
        take(1),
      )
      .subscribe((event) => seen.push(event));
    signals$.next(signals.t);
    expect(seen).toEqual([news[2]]);
    expect(signals$.observed).toBe(false);
  });
});
