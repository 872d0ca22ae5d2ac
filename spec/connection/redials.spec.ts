import { describe, expect, it } from '@jest/globals';
import { combineLatest, concat, map, NEVER, of, Subject, VirtualTimeScheduler } from 'rxjs';
import { redials } from '../../src/connection/redials.ts';
import { marbles } from '../../src/testing/marbles.ts';

/** Endpoints by letter, `n` for none. */
const shown = map((endpoint: string | undefined) => endpoint ?? 'n');

describe('redials', () => {
  it(
    'passes at once what is there on subscribe, the last of it, and none where there is nothing',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const shownOf = (endpoint$: Parameters<typeof redials<string>>[0]) => redials(endpoint$, scheduler).pipe(shown);
      expectObservable(shownOf(of('a'))).toBe('(a|)');
      expectObservable(shownOf(of('a', 'b'))).toBe('(b|)');
      expectObservable(shownOf(of(undefined))).toBe('(n|)');
      expectObservable(shownOf(NEVER)).toBe('n');
      expectObservable(shownOf(cold('    #', undefined, 'lost'))).toBe('(n#)', undefined, 'lost');
      const late$ = cold('               ---a--#', undefined, 'lost');
      expectObservable(shownOf(late$)).toBe('n--a--#', undefined, 'lost');
      expectSubscriptions(late$.subscriptions).toBe('^-----!');
    }),
  );

  it('says none at once when it changes, and the new one in the next turn', () => {
    const scheduler = new VirtualTimeScheduler();
    const endpoint$ = new Subject<string | undefined>();
    const log: unknown[] = [];
    const following = redials(concat(of('a'), endpoint$), scheduler).subscribe((endpoint) => log.push(endpoint));
    endpoint$.next('b');
    expect(log).toEqual(['a', undefined]);
    scheduler.flush();
    expect([log, scheduler.now()]).toEqual([['a', undefined, 'b'], 0]);
    endpoint$.next(undefined);
    scheduler.flush();
    endpoint$.next('c');
    scheduler.flush();
    expect(log.slice(3)).toEqual([undefined, 'c']);
    endpoint$.next('d');
    following.unsubscribe();
    expect([scheduler.actions, endpoint$.observed]).toEqual([[], false]);
  });

  it('tells nothing half changed, where two streams change at one instant', () => {
    const scheduler = new VirtualTimeScheduler();
    const change$ = new Subject<number>();
    const log: unknown[] = [];
    const each$ = concat(of(1), change$);
    redials(combineLatest([each$, each$]).pipe(map((both) => both.join())), scheduler).subscribe((both) =>
      log.push(both),
    );
    change$.next(2);
    scheduler.flush();
    expect(log).toEqual(['1,1', undefined, '2,2']);
  });
});
