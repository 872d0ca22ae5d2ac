import { describe, expect, it } from '@jest/globals';
import { filter, map, type Observable, of, Subject, take, VirtualTimeScheduler } from 'rxjs';
import { type ArbitrateConfig, arbitrate } from '../../operators/arbitrate.ts';
import type { ArbitratedEvent } from '../../operators/arbitratedEvent.ts';
import { marbles } from '../../src/testing/index.ts';

const sequenceOf = (value: string): number => Number(value);

/** The events in words. */
function tell(event: ArbitratedEvent<string, number>): string {
  switch (event.kind) {
    case 'value':
      return `${event.value} of leg ${event.leg}`;
    case 'gap':
      return `gap ${event.expected} to ${event.found}`;
    case 'lag':
      return `leg ${event.leg} is ${event.ms} late`;
    case 'out':
      return `leg ${event.leg} is out${'error' in event ? `: ${String(event.error)}` : ''}`;
  }
}

const all = (config: Omit<ArbitrateConfig<string, number>, 'sequenceOf'>): Observable<string> =>
  arbitrate({ sequenceOf, ...config }).pipe(map(tell));

/** Without what is said of the legs. */
const course = (config: Omit<ArbitrateConfig<string, number>, 'sequenceOf'>): Observable<string> =>
  arbitrate({ sequenceOf, ...config }).pipe(
    filter(({ kind }) => kind === 'value' || kind === 'gap'),
    map(tell),
  );

/** Values by the leg whose copy won: of the first as they are, of the second as letters. */
const WINNERS: Readonly<Record<string, string>> = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((n) => [
    [String(n), `${n} of leg 0`],
    ['ABCDE'.charAt(n - 1), `${n} of leg 1`],
  ]),
);

/** Two legs and what comes of them; in `words`, what is no value. */
interface Race {
  readonly title: string;
  readonly legs: readonly [string, string];
  readonly result: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly options?: Pick<ArbitrateConfig<string, number>, 'lagEvery' | 'maxWait' | 'size'>;
  /** Whether what is said of the legs is looked at as well. */
  readonly whole?: true;
}

const races: readonly Race[] = [
  {
    title: 'passes the first copy of each value, whichever leg brings it',
    legs: ['-1--2-----3|', '--1--2-3--|'],
    result: '-1--2--C---|',
  },
  {
    title: 'holds what lies behind a hole until another leg fills it',
    legs: ['1-34-----------|', '-1----2----3-4-|'],
    result: '1-----(B34)----|',
  },
  {
    title: 'says a gap once every leg has passed it, and not before',
    legs: ['1-4--------|', '1-----5----|'],
    result: '1-----(g4E)|',
    words: { g: 'gap 2 to 4' },
  },
  {
    title: 'gives a hole up after the wait, and drops what comes for it later',
    legs: ['1-3-4-5-------|', '-1---------2--|'],
    options: { maxWait: 5 },
    result: '1------(g345)-|',
    words: { g: 'gap 2 to 3' },
  },
  {
    title: 'waits for each hole by itself',
    legs: ['1-3-----5---------|', '1-----------------|'],
    options: { maxWait: 5 },
    result: '1------(g3)--(h5)-|',
    words: { g: 'gap 2 to 3', h: 'gap 4 to 5' },
  },
  {
    title: 'gives a hole up when more than so many values are held',
    legs: ['1-345-----|', '1---------|'],
    options: { size: 2 },
    result: '1---(g345)|',
    words: { g: 'gap 2 to 3' },
  },
  {
    title: 'says how far a leg is behind, the worst since it last said so',
    whole: true,
    legs: ['1-2-------3-|', '-1------2--3|'],
    options: { lagEvery: 9 },
    result: '1l2-------3m(op|)',
    words: { l: 'leg 1 is 1 late', m: 'leg 1 is 6 late', o: 'leg 0 is out', p: 'leg 1 is out' },
  },
  {
    title: 'drops what a leg repeats by itself without a word, held or passed',
    whole: true,
    legs: ['1-1-33----|', '------2---|'],
    result: '1-----(B3)(op|)',
    words: { o: 'leg 0 is out', p: 'leg 1 is out' },
  },
  {
    title: 'is not set back by what a leg repeats',
    legs: ['1-41-------|', '1-----5----|'],
    result: '1-----(g4E)|',
    words: { g: 'gap 2 to 4' },
  },
  {
    title: 'remembers no more arrivals than it may hold values',
    whole: true,
    legs: ['(123)-----|', '------12--|'],
    options: { size: 2 },
    result: '(123)--l--(op|)',
    words: { l: 'leg 1 is 7 late', o: 'leg 0 is out', p: 'leg 1 is out' },
  },
];

describe('arbitrate', () => {
  it.each(races)('$title', ({ legs: pictures, result, words, options, whole }) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const legs = pictures.map((picture) => cold(picture));
      const told$ = (whole === true ? all : course)({ legs, ...options, scheduler });
      expectObservable(told$).toBe(result, { ...WINNERS, ...words });
      for (const [index, { subscriptions }] of legs.entries())
        expectSubscriptions(subscriptions).toBe(`^${'-'.repeat((pictures[index]?.length ?? 0) - 2)}!`);
    })();
  });

  it(
    'begins with what comes first, or where it is told to',
    marbles(({ cold, expectObservable, scheduler }) => {
      const legs = [cold('                                           2-----|'), cold('-1-2--|')];
      expectObservable(course({ legs, scheduler })).toBe('           b-----|', { b: '2 of leg 0' });
      expectObservable(course({ legs, startAt: 2, scheduler })).toBe('b-----|', { b: '2 of leg 0' });
      expectObservable(course({ legs, startAt: 1, scheduler })).toBe('-(ab)-|', { a: '1 of leg 1', b: '2 of leg 0' });
    }),
  );

  it(
    'no longer waits for a leg that is out',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const a$ = cold('                                          1-3-------4--|');
      const b$ = cold('                                          1---#', undefined, 'lost');
      expectObservable(all({ legs: [a$, b$], scheduler })).toBe('(al)(ogc)-d--(p|)', {
        a: '1 of leg 0',
        l: 'leg 1 is 0 late',
        o: 'leg 1 is out: lost',
        g: 'gap 2 to 3',
        c: '3 of leg 0',
        d: '4 of leg 0',
        p: 'leg 0 is out',
      });
      expectSubscriptions(b$.subscriptions).toBe('               ^---!');
    }),
  );

  it(
    'errors with the last error once every leg has failed, after what was held',
    marbles(({ cold, expectObservable, scheduler }) => {
      const legs = [cold('                              1-3#', undefined, 'one'), cold('-----#', undefined, 'two')];
      const words = {
        a: '1 of leg 0',
        o: 'leg 0 is out: one',
        p: 'leg 1 is out: two',
        g: 'gap 2 to 3',
        c: '3 of leg 0',
      };
      expectObservable(all({ legs, scheduler })).toBe('a--o-(pgc#)', words, 'two');
    }),
  );

  it(
    'completes after the last leg when one has completed, and at once without legs',
    marbles(({ cold, expectObservable, scheduler }) => {
      const words = {
        a: '1 of leg 0',
        o: 'leg 0 is out: error',
        p: 'leg 1 is out',
        q: 'leg 0 is out',
        r: 'leg 1 is out: error',
      };
      expectObservable(all({ legs: [cold('1--#'), cold('-----|')], scheduler })).toBe('a--o-(p|)', words);
      expectObservable(all({ legs: [cold('1--|'), cold('-----#')], scheduler })).toBe('a--q-(r|)', words);
      expectObservable(all({ legs: [], scheduler })).toBe('|');
    }),
  );

  it(
    'takes legs that emit on subscribe',
    marbles(({ expectObservable, scheduler }) => {
      expectObservable(course({ legs: [of('1', '2', '4'), of('1', '3', '4')], scheduler })).toBe('(abcd|)', {
        a: '1 of leg 0',
        b: '2 of leg 0',
        c: '3 of leg 1',
        d: '4 of leg 0',
      });
    }),
  );

  it(
    'leaves every leg when it is left, and stops legs that emit on subscribe',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const a$ = cold('                                               1-3---|');
      const b$ = cold('                                               ------|');
      expectObservable(course({ legs: [a$, b$], scheduler }), '       ---!').toBe('a--', { a: '1 of leg 0' });
      expectSubscriptions(a$.subscriptions).toBe('                    ^--!');
      expectSubscriptions(b$.subscriptions).toBe('                    ^--!');
      const never$ = cold<string>('-');
      expectObservable(course({ legs: [of('1', '2'), never$], scheduler }).pipe(take(1))).toBe('(a|)', {
        a: '1 of leg 0',
      });
      expectSubscriptions(never$.subscriptions).toBe([]);
    }),
  );

  it(
    'errors with what its options throw and leaves the legs',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const a$ = cold<string>('-1-3--');
      const b$ = cold<string>('------');
      const legs = [a$, b$];
      const fail = (): never => {
        throw new Error('thrown');
      };
      const thrown = new Error('thrown');
      const value = { kind: 'value', leg: 0, value: '1' };
      expectObservable(arbitrate({ legs, sequenceOf: (): number => fail(), scheduler })).toBe('-#', {}, thrown);
      expectObservable(arbitrate({ legs, sequenceOf, next: (): number => fail(), scheduler })).toBe('-#', {}, thrown);
      expectObservable(arbitrate({ legs, sequenceOf, compare: (): number => fail(), scheduler })).toBe(
        '                      -v-#',
        { v: value },
        thrown,
      );
      expectSubscriptions(a$.subscriptions).toBe(['^!', '^!', '^--!']);
      expectSubscriptions(b$.subscriptions).toBe(['^!', '^!', '^--!']);
    }),
  );

  it('orders text by number, takes bigints, and counts as it is told', () => {
    const run = <S extends string | number | bigint>(config: ArbitrateConfig<S, S>): readonly unknown[] => {
      const seen: unknown[] = [];
      arbitrate(config).subscribe((event) => {
        if (event.kind === 'value') seen.push(event.value);
        if (event.kind === 'gap') seen.push(event);
      });
      return seen;
    };
    expect(run({ legs: [of('9', '11'), of('9', '10')], sequenceOf: (text) => text })).toEqual(['9', '10', '11']);
    expect(run({ legs: [of(1n, 3n), of(2n)], sequenceOf: (value) => value })).toEqual([1n, 2n, 3n]);
    expect(run({ legs: [of(10, 30), of(10)], sequenceOf: (value) => value, next: (value) => value + 10 })).toEqual([
      10,
      { kind: 'gap', expected: 20, found: 30 },
      30,
    ]);
  });

  it('keeps the order of what comes while an event is handed on', () => {
    const [a$, b$] = [new Subject<string>(), new Subject<string>()];
    const seen: string[] = [];
    course({ legs: [a$, b$], scheduler: new VirtualTimeScheduler() }).subscribe((words) => {
      seen.push(words);
      if (words.startsWith('2')) b$.next('4');
    });
    a$.next('1');
    a$.next('3');
    b$.next('2');
    expect(seen).toEqual(['1 of leg 0', '2 of leg 1', '3 of leg 0', '4 of leg 1']);
  });

  it('times by the monotonic side of the clock given, with a timer only while something is held', () => {
    const scheduler = new VirtualTimeScheduler();
    const [a$, b$] = [new Subject<string>(), new Subject<string>()];
    const seen: string[] = [];
    let ahead = 0;
    const clock = { wall: () => Number.NaN, monotonic: () => scheduler.now() + ahead };
    const told = course({ legs: [a$, b$], maxWait: 100, scheduler, clock }).subscribe((words) => seen.push(words));
    a$.next('1');
    expect(scheduler.actions).toHaveLength(0);
    a$.next('3');
    a$.next('4');
    expect(scheduler.actions).toHaveLength(1);
    ahead = 100;
    a$.next('5');
    expect(seen).toEqual(['1 of leg 0', 'gap 2 to 3', '3 of leg 0', '4 of leg 0', '5 of leg 0']);
    scheduler.flush();
    expect(scheduler.actions).toHaveLength(0);
    a$.next('7');
    expect(scheduler.actions).toHaveLength(1);
    told.unsubscribe();
    scheduler.flush();
    expect(seen).toHaveLength(5);
    expect([a$.observed, b$.observed]).toEqual([false, false]);
  });
});
