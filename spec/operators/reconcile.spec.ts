import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, defer, finalize, map, NEVER, of, range, Subject, take } from 'rxjs';
import { reconcile } from '../../operators/index.ts';
import { marbles } from '../../src/testing/index.ts';

const same = (item: string): string => item;
const mine = new RangeError('mine');

/** Items that begin as `+a` and write their end, `-a`, into a log. */
const told = (log: string[]) => (item: string) =>
  concat(of(`+${item}`), NEVER).pipe(finalize(() => log.push(`-${item}`)));

describe('reconcile', () => {
  it(
    'begins what is new, leaves what is gone, and touches nothing else',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const sets$ = cold('                  -x----y----z--', { x: ['a', 'b'], y: ['b', 'c'], z: ['c', 'a'] });
      const items: Record<string, ReturnType<typeof cold<string>>> = {
        a: cold('                            --1-2-3-4-5'),
        b: cold('                            ---4-------5'),
        c: cold('                                 -6--7---8'),
      };
      const result$ = sets$.pipe(reconcile(same, (item) => items[item] ?? NEVER));
      expectObservable(result$, '           ^-------------!').toBe('---142-6--7--1');
      expectSubscriptions(items['a']?.subscriptions ?? []).toBe(['-^----!', '-----------^--!']);
      expectSubscriptions(items['b']?.subscriptions ?? []).toBe('-^---------!');
      expectSubscriptions(items['c']?.subscriptions ?? []).toBe('------^-------!');
      expectSubscriptions(sets$.subscriptions).toBe('^-------------!');
    }),
  );

  it('goes by the key, counts one a key, and projects the first of it', () => {
    const projected: unknown[] = [];
    const set = (...texts: readonly string[]) => texts.map((text) => ({ text }));
    of(set('a', 'A', 'b'), set('A', 'b', 'B'), new Set(set('c')))
      .pipe(
        reconcile(
          ({ text }: { text: string }) => text.toLowerCase(),
          ({ text }) => {
            projected.push(text);
            return NEVER;
          },
        ),
      )
      .subscribe();
    expect(projected).toEqual(['a', 'b', 'c']);
  });

  it('leaves what is gone before it begins what is new', () => {
    const log: string[] = [];
    of(['a', 'b'], ['b', 'c'], [])
      .pipe(reconcile(same, told(log)))
      .subscribe((value) => log.push(value));
    expect(log).toEqual(['+a', '+b', '-a', '+c', '-b', '-c']);
  });

  it(
    'begins what has completed again only after its key has left the set',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const sets$ = cold('         x---y---e---x-----', { x: ['a'], y: ['a', 'a'], e: [] });
      const item$ = cold('         -1|');
      const result$ = sets$.pipe(reconcile(same, () => item$));
      expectObservable(result$, '  ^---------------!').toBe('-1-----------1');
      expectSubscriptions(item$.subscriptions).toBe(['^-!', '------------^-!']);
    }),
  );

  it(
    'is frozen by completion of the sets, and completes with the last projection',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const sets$ = cold('                 x-|', { x: ['a', 'b'] });
      const items: Record<string, ReturnType<typeof cold<string>>> = {
        a: cold('                          -1--2|'),
        b: cold('                          --3----4|'),
      };
      const result$ = sets$.pipe(reconcile(same, (item) => items[item] ?? NEVER));
      expectObservable(result$).toBe('     -13-2--4|');
      expectSubscriptions(items['a']?.subscriptions ?? []).toBe('^----!');
      expectSubscriptions(items['b']?.subscriptions ?? []).toBe('^-------!');
      expectObservable(cold('              --|').pipe(reconcile(same, () => NEVER))).toBe('--|');
      expectObservable(cold('              x-|', { x: [] }).pipe(reconcile(same, () => NEVER))).toBe('--|');
      expectObservable(cold('              (x|)', { x: ['a'] }).pipe(reconcile(same, () => NEVER))).toBe('-');
      expectObservable(of(['a', 'b']).pipe(reconcile(same, (item) => of(item)))).toBe('(ab|)');
    }),
  );

  it('has left all before it tells an error, of the sets or of a projection', () => {
    for (const failing of ['sets', 'projection']) {
      const log: string[] = [];
      const sets$ = new Subject<string[]>();
      const failing$ = new Subject<string>();
      sets$
        .pipe(reconcile(same, (item) => (item === 'x' ? failing$ : told(log)(item))))
        .subscribe({ error: (error) => log.push(String(error), `${sets$.observed} ${failing$.observed}`) });
      sets$.next(['a', 'x', 'b']);
      (failing === 'sets' ? sets$ : failing$).error('lost');
      expect(log).toEqual(['-a', '-b', 'lost', 'false false']);
    }
  });

  it('leaves all on unsubscription, also in the midst of a set', () => {
    const log: string[] = [];
    const sets$ = new Subject<string[]>();
    const following = sets$.pipe(reconcile(same, told(log))).subscribe();
    sets$.next(['a', 'b']);
    following.unsubscribe();
    expect([...log, sets$.observed]).toEqual(['-a', '-b', false]);
    const begun: string[] = [];
    range(1, 1e9)
      .pipe(
        map((n) => [`${n}`, 'x']),
        reconcile(same, told(begun)),
        take(1),
      )
      .subscribe((value) => begun.push(value));
    expect(begun).toEqual(['+1', '-1']);
  });

  it.each(['keyOf', 'project', 'the iterator'])('passes on what %s throws, after leaving all', (thrower) => {
    const log: string[] = [];
    const fail = (who: string): void => {
      if (who === thrower) throw mine;
    };
    const sets$ = new Subject<Iterable<string>>();
    sets$
      .pipe(
        reconcile(
          (item: string) => {
            if (item === 'x') fail('keyOf');
            return item;
          },
          (item) => {
            if (item === 'x') fail('project');
            return told(log)(item);
          },
        ),
      )
      .subscribe({ error: (error) => log.push(error) });
    sets$.next(['a']);
    sets$.next(
      (function* () {
        yield 'a';
        yield 'x';
        fail('the iterator');
      })(),
    );
    expect(log).toEqual(['-a', mine]);
    expect(sets$.observed).toBe(false);
  });
});

describe('a set that comes while another is applied', () => {
  /** Runs sets, the next of which comes when a value is heard, and writes down what begins and ends. */
  const run = (first: readonly string[], reactions: Readonly<Record<string, readonly string[]>>): readonly string[] => {
    const log: string[] = [];
    const sets$ = new Subject<readonly string[]>();
    sets$.pipe(reconcile(same, told(log))).subscribe((value) => {
      log.push(value);
      const reaction = reactions[value];
      if (reaction !== undefined) sets$.next(reaction);
    });
    sets$.next(first);
    return log;
  };

  it('is applied at once; what the older one has not begun it does not begin', () => {
    expect(run(['a', 'b', 'c'], { '+a': ['a', 'c', 'd'] })).toEqual(['+a', '+c', '+d']);
    expect(run(['a', 'b'], { '+a': [] })).toEqual(['+a', '-a']);
    // What ends while it is still being subscribed is torn down once that is done.
    expect(run(['a', 'b'], { '+a': ['b'], '+b': ['c'] })).toEqual(['+a', '+b', '+c', '-b', '-a']);
  });

  it('ends a projection that is still emitting on subscribe', () => {
    const seen: unknown[] = [];
    const sets$ = new Subject<string[]>();
    sets$
      .pipe(
        reconcile(
          (item: string) => item,
          () => range(1, 1e9),
        ),
      )
      .subscribe((value) => {
        seen.push(value);
        sets$.next([]);
      });
    sets$.next(['a']);
    expect(seen).toEqual([1]);
  });

  it('finds gone what the older one ends, though it comes from the ending itself', () => {
    const log: string[] = [];
    const sets$ = new Subject<string[]>();
    const reaction = (item: string): void => {
      if (item === 'a') sets$.next(['a', 'b']);
    };
    sets$
      .pipe(reconcile(same, (item) => told(log)(item).pipe(finalize(() => reaction(item)))))
      .subscribe((value) => log.push(value));
    sets$.next(['a', 'b']);
    sets$.next(['c']);
    // The last set wins whole: a returned, b left and returned, and c never was.
    expect(log).toEqual(['+a', '+b', '-a', '+a', '+b', '-b']);
  });

  it('does not begin what is left of a set when the consumer leaves, or the sets fail', () => {
    for (const end of ['leaves', 'fails']) {
      const begun: string[] = [];
      const left: string[] = [];
      const sets$ = new Subject<string[]>();
      const project = (item: string) => {
        begun.push(item);
        return told(left)(item);
      };
      const following = sets$.pipe(reconcile(same, project)).subscribe({
        next: () => {
          if (end === 'leaves') following.unsubscribe();
          else sets$.error('lost');
        },
        error: () => {},
      });
      sets$.next(['a', 'b']);
      expect([begun, left]).toEqual([['a'], ['-a']]);
    }
  });

  it('is the newer one, though the older is only being read', () => {
    const log: string[] = [];
    const sets$ = new Subject<Iterable<string>>();
    sets$.pipe(reconcile(same, told(log))).subscribe((value) => log.push(value));
    sets$.next(
      (function* () {
        yield 'a';
        sets$.next(['b']);
      })(),
    );
    expect(log).toEqual(['+b']);
  });

  it('does not complete the result before what is left of a set has begun', () => {
    const log: string[] = [];
    const sets$ = new Subject<string[]>();
    sets$.pipe(reconcile(same, (item) => of(item))).subscribe({
      next: (value) => {
        log.push(value);
        sets$.complete();
      },
      complete: () => log.push('complete'),
    });
    sets$.next(['a', 'b']);
    expect(log).toEqual(['a', 'b', 'complete']);
  });
});

describe('the work of a set', () => {
  it('is as long as it and what it ends are: one key an item, one beginning or end a change', () => {
    let keys = 0;
    let begun = 0;
    let ended = 0;
    const sets$ = new Subject<Iterable<number>>();
    const numbers = (from: number): readonly number[] => Array.from({ length: 10_000 }, (_, index) => from + index);
    sets$
      .pipe(
        reconcile(
          (item: number) => {
            keys++;
            return item;
          },
          () => {
            begun++;
            return NEVER.pipe(finalize(() => ended++));
          },
        ),
      )
      .subscribe();
    sets$.next(numbers(0));
    expect([keys, begun, ended]).toEqual([10_000, 10_000, 0]);
    sets$.next(numbers(1));
    expect([keys, begun, ended]).toEqual([20_000, 10_001, 1]);
    sets$.next(numbers(10_001).toReversed());
    expect([keys, begun, ended]).toEqual([30_000, 20_001, 10_001]);
  });

  it('leaves exactly one subscription for each key of the last set, whatever sets came before', () => {
    const all = ['a', 'b', 'c', 'd'];
    const key = fc.constantFrom(...all);
    fc.assert(
      fc.property(fc.array(fc.array(key, { maxLength: 6 }), { maxLength: 20 }), (sets) => {
        const open = new Map<string, number>();
        let changes = 0;
        const count = (item: string, by: number): void => {
          changes++;
          open.set(item, (open.get(item) ?? 0) + by);
        };
        const sets$ = new Subject<readonly string[]>();
        const following = sets$
          .pipe(
            reconcile(same, (item) =>
              defer(() => {
                count(item, 1);
                return NEVER.pipe(finalize(() => count(item, -1)));
              }),
            ),
          )
          .subscribe();
        let before = new Set<string>();
        for (const set of sets) {
          changes = 0;
          sets$.next(set);
          const now = new Set(set);
          for (const item of all) expect(open.get(item) ?? 0).toBe(now.has(item) ? 1 : 0);
          expect(changes).toBe(all.filter((item) => now.has(item) !== before.has(item)).length);
          before = now;
        }
        following.unsubscribe();
        expect([...open.values()].every((users) => users === 0)).toBe(true);
      }),
    );
  });
});
