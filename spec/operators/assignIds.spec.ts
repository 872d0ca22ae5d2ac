import { describe, expect, it } from '@jest/globals';
import { EMPTY, finalize, map, mergeMap, NEVER, of, Subject, take, tap } from 'rxjs';
import { assignIds } from '../../operators/assignIds.ts';
import { awaitReplies } from '../../operators/awaitReplies.ts';
import { IdsExhaustedError } from '../../operators/idsExhaustedError.ts';
import { requestIds } from '../../operators/requestIds.ts';
import { marbles } from '../../src/testing/index.ts';

const shown = map(({ id, value }: { readonly id: number; readonly value: string }) => `${value}${id}`);

describe('assignIds', () => {
  it(
    'gives each value an id of its own, shared with all who use the same ids',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const ids = requestIds({ kind: 'int' });
      const source$ = cold('                                          -a-b-|');
      expectObservable(source$.pipe(assignIds(ids), shown)).toBe('    -A-B-|', { A: 'a1', B: 'b3' });
      expectObservable(cold('--c|').pipe(assignIds(ids), shown)).toBe('--C|', { C: 'c2' });
      expectSubscriptions(source$.subscriptions).toBe('               ^----!');
    }),
  );

  it(
    'passes errors, completion and silence, and leaves the source when left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const ids = requestIds({ kind: 'int' });
      const source$ = cold('                                                -a-#', undefined, 'lost');
      expectObservable(source$.pipe(assignIds(ids), shown)).toBe('          -A-#', { A: 'a1' }, 'lost');
      expectObservable(source$.pipe(assignIds(ids), shown), '               --!').toBe('-A', { A: 'a2' });
      expectObservable(EMPTY.pipe(assignIds(ids))).toBe('|');
      expectObservable(NEVER.pipe(assignIds(ids))).toBe('-');
      expectSubscriptions(source$.subscriptions).toBe(['                    ^--!', '^-!']);
    }),
  );

  it(
    'errors where no id is left, and leaves the source',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const ids = requestIds({ kind: 'int', last: 1 });
      const source$ = cold('                                      -a-b-');
      expectObservable(source$.pipe(assignIds(ids), shown)).toBe('-A-#', { A: 'a1' }, new IdsExhaustedError(1, 1));
      expectSubscriptions(source$.subscriptions).toBe('           ^--!');
    }),
  );

  it('takes ids for values that come while another is handed on', () => {
    const ids = requestIds({ kind: 'int' });
    const source$ = new Subject<string>();
    const seen: string[] = [];
    source$.pipe(assignIds(ids), shown).subscribe((text) => {
      seen.push(text);
      if (text === 'a1') source$.next('b');
    });
    source$.next('a');
    expect(seen).toEqual(['a1', 'b2']);
  });

  it('releases an id once, even when somebody else has it by then', () => {
    const ids = requestIds({ kind: 'int', last: 1 });
    const releases: (() => void)[] = [];
    const ask$ = of('a').pipe(
      assignIds(ids),
      tap(({ release }) => releases.push(release)),
    );
    ask$.subscribe();
    releases[0]?.();
    ask$.subscribe();
    releases[0]?.();
    expect(ids.pending).toBe(1);
    releases[1]?.();
    expect(ids.pending).toBe(0);
  });

  it(
    'goes with awaitReplies: ids are free again when answered, timed out or left',
    marbles(({ cold, hot, expectObservable, scheduler }) => {
      const ids = requestIds({ kind: 'int' });
      const messages$ = hot('                     ----2----', { 2: { id: 2 } });
      const asked$ = (requests: string) =>
        cold(requests).pipe(
          assignIds(ids),
          mergeMap(({ id, release }) => {
            const replies$ = messages$.pipe(
              awaitReplies({ id, idOf: (message) => message.id, timeout: 5, with: () => of({ id: -id }), scheduler }),
            );
            return replies$.pipe(finalize(release));
          }),
          map(({ id }) => id),
        );
      expectObservable(asked$('ab|')).toBe('      ----x(y|)', { x: 2, y: -1 });
      expectObservable(asked$('--c-').pipe(take(1)), '^---!').toBe('-----');
      scheduler.schedule(() => expect(ids.pending).toBe(3), 3);
      scheduler.schedule(() => expect(ids.pending).toBe(1), 5);
      scheduler.schedule(() => expect(ids.pending).toBe(0), 9);
    }),
  );
});
