import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { from, of, Subject, take, VirtualTimeScheduler } from 'rxjs';
import { detectGaps } from '../../operators/detectGaps.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { data, live, stale, subscription } from './feedEvents.ts';

/** Digits are values of that sequence; r resets to 1. */
const sequenceOf = (value: string): number => (value === 'r' ? 1 : Number(value));
const isReset = (value: string): boolean => value === 'r';
const gap = (since: number, epoch = 1) => stale('sequence-gap', since, { epoch });
const connecting = (since = 0) => stale('connecting', since, { epoch: 0 });
const values: Record<string, FeedEvent<string>> = {
  C: connecting(),
  L: live(1),
  M: live(2),
  N: live(3),
  ...Object.fromEntries(['r', '1', '2', '3', '4', '8', '9'].map((value) => [value, data(value)])),
};

describe('detectGaps', () => {
  it(
    'says at once that it awaits, is live at the first value and passes what follows in sequence',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                                --8---9-|');
      expectObservable(source$.pipe(detectGaps({ subscription, sequenceOf, scheduler }))).toBe('C-(L8)9-|', values);
      expectSubscriptions(source$.subscriptions).toBe('                                     ^-------!');
    }),
  );

  it(
    'is stale from a gap to the next reset, since the last good value',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                      -r---2-4-5-3-r---2|');
      const result$ = source$.pipe(detectGaps({ subscription, sequenceOf, isReset, scheduler }));
      expectObservable(result$).toBe('                                            C(Lr)2-S-----(Mr)2|', {
        ...values,
        S: gap(5),
      });
    }),
  );

  it(
    'drops a copy of the last value, and takes one of an older for a gap',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                           -1---2-2-3-2-|');
      expectObservable(source$.pipe(detectGaps({ subscription, sequenceOf, scheduler }))).toBe('C(L1)2---3-S-|', {
        ...values,
        S: gap(9),
      });
    }),
  );

  it(
    'passes a reset while it is live like any other value, and counts on from there',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                      -8---9-r-2-r-r-2-4-|');
      const result$ = source$.pipe(detectGaps({ subscription, sequenceOf, isReset, scheduler }));
      expectObservable(result$).toBe('                                            C(L8)9-r-2-r-r-2-S-|', {
        ...values,
        S: gap(15),
      });
    }),
  );

  it(
    'says a gap once and nothing more where nothing resets',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                                -r---3-r-2-|');
      expectObservable(source$.pipe(detectGaps({ subscription, sequenceOf, scheduler }))).toBe('C(Lr)S-----|', {
        ...values,
        S: gap(1),
      });
    }),
  );

  it('needs no more than to be told how values are numbered, and speaks of trades of no symbol then', () => {
    const seen: FeedEvent<string>[] = [];
    const next = (sequence: number): number => sequence + 1;
    of('1', '2', '4', 'r', '2')
      .pipe(detectGaps({ sequenceOf, next, isReset }))
      .subscribe((event) => seen.push(event));
    expect(seen.map((event) => (event.kind === 'data' ? event.value : event.kind))).toEqual([
      'stale',
      'live',
      '1',
      '2',
      'stale',
      'live',
      'r',
      '2',
    ]);
    expect(new Set(seen.map((event) => event.subscription))).toEqual(new Set([{ channel: 'trades' }]));
  });

  it('counts numbers, bigints and decimal text, or as it is told', () => {
    const kindsOf = (result: readonly FeedEvent<unknown>[]): string => result.map(({ kind }) => kind[0]).join('');
    const run = <T, S extends string | number | bigint>(
      list: readonly T[],
      of: (value: T) => S,
      next?: (sequence: S) => S,
    ): string => {
      const seen: FeedEvent<T>[] = [];
      from(list)
        .pipe(detectGaps({ subscription, sequenceOf: of, ...(next === undefined ? {} : { next }) }))
        .subscribe((event) => seen.push(event));
      return kindsOf(seen);
    };
    expect(run([0, 1, 3], (value) => value)).toBe('sldds');
    expect(run([2n ** 64n, 2n ** 64n + 1n, 2n ** 64n + 3n], (value) => value)).toBe('sldds');
    expect(run(['9007199254740992', '9007199254740993', '9007199254740993', '9007199254740995'], (v) => v)).toBe(
      'sldds',
    );
    expect(
      run(
        [10, 20, 30, 50],
        (value) => value,
        (sequence) => sequence + 10,
      ),
    ).toBe('slddds');
  });

  it(
    'errors with what its options throw and with sequences that cannot be counted, and leaves the source',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const fail = (): never => {
        throw new Error('thrown');
      };
      const source$ = cold('-1---2');
      expectObservable(source$.pipe(detectGaps({ subscription, sequenceOf: (): number => fail(), scheduler }))).toBe(
        '                   C#',
        values,
        new Error('thrown'),
      );
      const withReset$ = cold<string>('-1').pipe(detectGaps({ subscription, sequenceOf, isReset: fail, scheduler }));
      expectObservable(withReset$).toBe('C#', values, new Error('thrown'));
      const next = (): number => fail();
      const withNext$ = cold<string>('-1---2').pipe(detectGaps({ subscription, sequenceOf, next, scheduler }));
      expectObservable(withNext$).toBe('C(L1)#', values, new Error('thrown'));
      const named$ = cold<string>('-a---b').pipe(detectGaps({ subscription, sequenceOf: (value) => value, scheduler }));
      expectObservable(named$).toBe('C(La)#', { C: connecting(), L: live(), a: data('a') }, expect.any(TypeError));
      expectSubscriptions(source$.subscriptions).toBe('^!');
    }),
  );

  it(
    'errors with the source, completes with an empty one, leaves one that never emits or is left in the middle',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const operator = detectGaps({ subscription, sequenceOf, scheduler });
      const never$ = cold<string>('-');
      expectObservable(cold<string>('-1---#').pipe(operator)).toBe('C(L1)#', values);
      expectObservable(cold<string>('--|').pipe(operator)).toBe('C-|', values);
      expectObservable(never$.pipe(operator), '--!').toBe('C', values);
      expectObservable(of('1', '2', '3').pipe(operator, take(3))).toBe('(CL1|)', values);
      expectSubscriptions(never$.subscriptions).toBe('^-!');
    }),
  );

  it(
    'counts for each subscriber by itself',
    marbles(({ cold, expectObservable, scheduler }) => {
      const result$ = cold<string>('-1---2|').pipe(detectGaps({ subscription, sequenceOf, scheduler }));
      expectObservable(result$).toBe('          C(L1)2|', values);
      expectObservable(result$, '      --^').toBe('--D(L1)2|', { ...values, D: connecting(2) });
    }),
  );

  it('lets a value that comes while live is handed on wait for the first', () => {
    const source$ = new Subject<string>();
    const seen: FeedEvent<string>[] = [];
    source$.pipe(detectGaps({ subscription, sequenceOf })).subscribe((event) => {
      if (event.kind !== 'stale') seen.push(event);
      if (event.kind === 'live') source$.next('2');
    });
    source$.next('1');
    expect(seen).toEqual([live(), data('1'), data('2')]);
  });

  it('stamps by the wall side of the clock given', () => {
    const seen: FeedEvent<string>[] = [];
    const clock = { wall: () => 123, monotonic: () => 7 };
    of('1', '3')
      .pipe(detectGaps({ subscription, sequenceOf, clock, scheduler: new VirtualTimeScheduler() }))
      .subscribe((event) => seen.push(event));
    expect(seen.at(-1)).toEqual(gap(123));
  });

  it('passes every value up to the first that is missing, and again from each reset', () => {
    const arrivals = fc.array(
      fc
        .record({ step: fc.constantFrom(1, 1, 1, 1, 0, 2, -1), reset: fc.boolean().filter((yes) => !yes) })
        .chain((value) => fc.constantFrom(value, value, value, { ...value, reset: true })),
      { maxLength: 40, size: 'max' },
    );
    fc.assert(
      fc.property(arrivals, (steps) => {
        let at = 100n;
        const list = steps.map(({ step, reset }, index) => {
          at = reset ? 1n : at + BigInt(step);
          return { id: String(at), reset, index };
        });
        const seen: FeedEvent<(typeof list)[number]>[] = [];
        from(list)
          .pipe(detectGaps({ subscription, sequenceOf: ({ id }) => id, isReset: ({ reset }) => reset }))
          .subscribe((event) => seen.push(event));
        // The plain way to say it, value by value.
        let last: bigint | undefined;
        let blind = false;
        const wanted = list.filter(({ id, reset }) => {
          const number = BigInt(id);
          const follows = last === undefined || number === last + 1n;
          if (reset) blind = false;
          else if (blind || number === last) return false;
          else if (!follows) blind = true;
          if (!blind) last = number;
          return !blind;
        });
        expect(seen.flatMap((event) => (event.kind === 'data' ? [event.value] : []))).toEqual(wanted);
        expect(seen.map(({ kind }) => kind).join(' ')).toMatch(/^((stale )+live( data)* ?)*(stale ?)*$/);
        const epochs = seen.flatMap((event) => (event.kind === 'live' ? [event.epoch] : []));
        expect(epochs).toEqual(epochs.map((_, index) => index + 1));
      }),
    );
  });
});
