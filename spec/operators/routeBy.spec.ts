import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, defer, from, map, merge, NEVER, Observable, of, Subject, type Subscription, take, tap } from 'rxjs';
import { routeBy } from '../../operators/index.ts';
import { marbles } from '../../src/testing/index.ts';

/** Upper case and lower case of a letter go the same way; a digit has no key. */
const byLetter = routeBy((value: string) => (/\d/.test(value) ? undefined : value.toLowerCase()));

describe('routeBy', () => {
  it(
    'brings each value to those who asked for its key, over one subscription',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                           -a-b-A-c-B-|');
      const router = byLetter(source$);
      expectObservable(router.select('a')).toBe('      -a---A-----|');
      expectObservable(router.select('a')).toBe('      -a---A-----|');
      expectObservable(router.select('b')).toBe('      ---b-----B-|');
      expectSubscriptions(source$.subscriptions).toBe('^----------!');
    }),
  );

  it(
    'brings the rest what has no key and what nobody has selected at the time',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                              -a-1-b-a-b-a-|');
      const router = byLetter(source$);
      expectObservable(router.rest$).toBe('               -a-1-b-a---a-|');
      expectObservable(router.select('b'), '              ------^----!').toBe('---------b-');
      expectObservable(router.select('c'), '              -').toBe('-------------|');
      expectSubscriptions(source$.subscriptions).toBe('   ^------------!');
    }),
  );

  it(
    'subscribes to nothing before the first, and leaves with the last',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                           a-a-a-a-a-a-a');
      const router = byLetter(source$);
      expectObservable(router.select('a'), '           --^----!').toBe('       --a-a-a');
      expectObservable(router.rest$, '                 ----^----!').toBe('     --------a');
      expectObservable(router.select('a'), '           -----------^--!').toBe('-----------a-a');
      expectSubscriptions(source$.subscriptions).toBe(['--^------!', '       -----------^--!']);
    }),
  );

  it(
    'passes completion and errors of the source to every one, and subscribes anew after that',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                                        -a-#', undefined, 'lost');
      const router = byLetter(source$);
      expectObservable(router.select('a')).toBe('                   -a-#', undefined, 'lost');
      expectObservable(router.select('b')).toBe('                   ---#', undefined, 'lost');
      expectObservable(router.rest$).toBe('                         ---#', undefined, 'lost');
      expectObservable(router.select('a'), '                   -----^').toBe('------a-#', undefined, 'lost');
      expectSubscriptions(source$.subscriptions).toBe(['            ^--!', '-----^--!']);
    }),
  );

  it(
    'is silent with a source that never emits',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold<string>('                         -');
      expectObservable(byLetter(source$).select('a'), '      ^--!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('      ^--!');
    }),
  );

  it(
    'errors every one with what keyOf throws, and leaves the source',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-b');
      const router = routeBy((value: string) => (value === 'b' ? fail() : value))(source$);
      expectObservable(router.select('a')).toBe('-a-#', undefined, new RangeError('mine'));
      expectObservable(router.rest$).toBe('---#', undefined, new RangeError('mine'));
      expectSubscriptions(source$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'brings the first what the source emits on subscribe, and the end of it',
    marbles(({ expectObservable }) => {
      const router = byLetter(of('a', 'b', 'A', '1'));
      expectObservable(router.select('a')).toBe('(aA|)');
      expectObservable(router.select('b')).toBe('(b|)');
      expectObservable(router.rest$).toBe('(abA1|)', { a: 'a', b: 'b', A: 'A', 1: '1' });
      expectObservable(
        byLetter(concat(of('a', 'a', 'a'), NEVER))
          .select('a')
          .pipe(take(2)),
      ).toBe('(aa|)');
    }),
  );

  it('leaves a source that emits on subscribe as soon as its only consumer has gone', () => {
    let handed = 0;
    const source$ = concat(of('a', 'a', 'a'), NEVER).pipe(tap(() => handed++));
    byLetter(source$).select('a').pipe(take(1)).subscribe();
    expect(handed).toBe(1);
  });

  it('brings a selection made while a value is handed on the next value, not this one', () => {
    const source$ = new Subject<string>();
    const router = byLetter(source$);
    const log: string[] = [];
    const note = (who: string) => (value: string) => log.push(`${who} ${value}`);
    const first = router.select('a').subscribe((value) => {
      note('first')(value);
      if (value !== 'a') return;
      router.select('a').subscribe(note('same'));
      router.select('b').subscribe(note('other'));
      router.rest$.subscribe(note('rest'));
      first.unsubscribe();
    });
    for (const value of ['a', 'A', 'b', '1']) source$.next(value);
    expect(log).toEqual(['first a', 'same A', 'other b', 'rest 1']);
  });

  it('hands nothing more to who is unsubscribed by another while a value is handed on', () => {
    const source$ = new Subject<string>();
    const router = byLetter(source$);
    const log: string[] = [];
    const others: Subscription[] = [];
    router.select('a').subscribe((value) => {
      log.push(value);
      for (const other of others) other.unsubscribe();
    });
    others.push(router.select('a').subscribe(() => log.push('other')));
    source$.next('a');
    source$.next('a');
    expect(log).toEqual(['a', 'a']);
  });

  it('tells several of one key as a Subject would, what the first calls forth before what it heard', () => {
    const source$ = new Subject<string>();
    const { select } = routeBy<string, string>(() => 'key')(source$);
    const heard: string[] = [];
    select('key').subscribe((value) => value === 'a' && source$.next('b'));
    select('key').subscribe((value) => heard.push(value));
    source$.next('a');
    expect(heard).toEqual(['b', 'a']);
  });

  it('takes a consumer that feeds the source from within its own next', () => {
    const source$ = new Subject<string>();
    const router = byLetter(source$);
    const log: string[] = [];
    router.select('a').subscribe((value) => {
      log.push(value);
      if (value === 'a') for (const next of ['A', 'b', '1']) source$.next(next);
    });
    merge(router.select('b'), router.rest$).subscribe((value) => log.push(value));
    source$.next('a');
    expect(log).toEqual(['a', 'A', 'b', '1']);
  });

  it.each(['complete', 'error'] as const)('begins anew for who selects while the end is told (%s)', (end) => {
    let subscribed = 0;
    const source$ = new Subject<string>();
    const counted$ = defer(() => {
      subscribed++;
      return subscribed === 1 ? source$ : NEVER;
    });
    const router = byLetter(counted$);
    const again = (): Subscription => router.select('a').subscribe();
    router.select('a').subscribe({ complete: again, error: again });
    router.select('b').subscribe({ complete: again, error: again });
    source$[end]('lost');
    expect(subscribed).toBe(2);
  });

  it('begins anew for who selects while the source is torn down', () => {
    const seen: string[] = [];
    let subscribed = 0;
    const source$ = new Observable<string>((subscriber) => {
      const nth = ++subscribed;
      subscriber.next('a');
      return () => nth === 1 && router.select('a').subscribe((value) => seen.push(`again ${value}`));
    });
    const router = byLetter(source$);
    router
      .select('a')
      .subscribe((value) => seen.push(value))
      .unsubscribe();
    expect(seen).toEqual(['a', 'again a']);
  });

  it('does not begin for who has left already', () => {
    let subscribed = 0;
    const router = byLetter(
      defer(() => {
        subscribed++;
        return NEVER;
      }),
    );
    new Observable<string>((subscriber) => {
      subscriber.complete();
      router.select('a').subscribe(subscriber);
    }).subscribe();
    expect(subscribed).toBe(0);
    router.select('a').subscribe();
    expect(subscribed).toBe(1);
  });

  it('never mistakes an undefined selection for the rest', () => {
    const seen: unknown[] = [];
    const router = routeBy((value: number) => (value > 1 ? value : undefined) as number | null | undefined)(of(1, 2));
    router.select(undefined as never).subscribe((value) => seen.push(value));
    expect(seen).toEqual([]);
  });

  it('takes keys of any kind, compared as those of a Map', () => {
    const key = {};
    const router = routeBy((value: unknown) => value)(from([Number.NaN, null, 0, '', key, {}]));
    const seen = [Number.NaN, null, 0, '', key].map((each) => {
      const values: unknown[] = [];
      router.select(each).subscribe((value) => values.push(value));
      return values;
    });
    expect(seen).toEqual([[Number.NaN], [null], [0], [''], [key]]);
  });

  it('harms no other consumer with one that throws', () => {
    const source$ = new Subject<string>();
    const router = byLetter(source$);
    const seen: string[] = [];
    router
      .select('a')
      .pipe(map(() => fail()))
      .subscribe({ error: () => seen.push('error') });
    router.select('a').subscribe((value) => seen.push(value));
    source$.next('a');
    source$.next('A');
    expect(seen).toEqual(['error', 'a', 'A']);
  });

  it('asks for the key once a value, however many are selected, and looks at no other', () => {
    const source$ = new Subject<number>();
    let asked = 0;
    let handed = 0;
    const router = routeBy((value: number) => {
      asked++;
      return value;
    })(source$);
    const subscriptions = Array.from({ length: 1_000 }, (_, key) => router.select(key).subscribe(() => handed++));
    source$.next(7);
    source$.next(5_000);
    expect([asked, handed]).toEqual([2, 1]);
    for (const subscription of subscriptions) subscription.unsubscribe();
    expect(source$.observed).toBe(false);
  });

  it('gives every value to one lane: its key where selected, else the rest', () => {
    const values = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 });
    fc.assert(
      fc.property(values, fc.uniqueArray(fc.integer({ min: 1, max: 5 })), (sent, selected) => {
        const source$ = new Subject<number>();
        const router = routeBy((value: number) => (value === 0 ? undefined : value))(source$);
        const lanes = new Map(selected.map((key) => [key, [] as number[]]));
        const rest: number[] = [];
        for (const [key, lane] of lanes) router.select(key).subscribe((value) => lane.push(value));
        router.rest$.subscribe((value) => rest.push(value));
        for (const value of sent) source$.next(value);
        for (const [key, lane] of lanes) expect(lane).toEqual(sent.filter((value) => value === key));
        expect(rest).toEqual(sent.filter((value) => !lanes.has(value)));
      }),
    );
  });
});

function fail(): never {
  throw new RangeError('mine');
}

it('can end a pipe of rxjs, whose types alone know observables only', () => {
  const values$ = new Subject<string>();
  // rxjs types what `pipe` gives as an observable; it is what the last function made.
  const router = values$.pipe(byLetter as never) as unknown as ReturnType<typeof byLetter>;
  const seen: string[] = [];
  router.select('a').subscribe((value) => seen.push(value));
  values$.next('a');
  values$.next('b');
  expect(seen).toEqual(['a']);
});
