import { describe, expect, it } from '@jest/globals';
import { concat, defer, EMPTY, ignoreElements, type Observable, of, Subject, take } from 'rxjs';
import { type AskLine, askLine } from '../../src/subscription/askLine.ts';

interface Frame {
  readonly asks: ReadonlyMap<string, string>;
}

/** A line of letters, two a frame, that leaves when told to, or at once. */
function lined(atOnce = false) {
  const go$ = new Subject<void>();
  const left: string[] = [];
  let sorted = 0;
  const line: AskLine<string> = askLine<string, Frame>({
    framesOf: (asks) => {
      sorted++;
      const frames: Frame[] = [];
      for (let at = 0; at < asks.length; at += 2)
        frames.push({ asks: new Map(asks.slice(at, at + 2).map((ask) => [ask, ask])) });
      return frames;
    },
    leave: (turn): Observable<never> =>
      concat(
        atOnce ? EMPTY : go$.pipe(take(1), ignoreElements()),
        defer(() => {
          left.push([...turn.take().asks.keys()].join(''));
          return of().pipe(ignoreElements());
        }),
      ),
  });
  return { line, go: () => go$.next(), left, waits: () => go$.observed, sorted: () => sorted };
}

describe('askLine', () => {
  it('lets frames leave one a turn, and waits for no turn when none is left', () => {
    const { line, go, left, waits } = lined();
    line.add(['a', 'b', 'c']);
    expect([left, line.size()]).toEqual([[], 3]);
    go();
    expect([left, line.size(), waits()]).toEqual([['ab'], 1, true]);
    go();
    expect([left, line.size(), waits()]).toEqual([['ab', 'c'], 0, false]);
  });

  it('decides a frame as it leaves: who came meanwhile joins it, who went leaves its place', () => {
    const { line, go, left } = lined();
    line.add(['a', 'b', 'c']);
    line.remove('a');
    line.add(['d']);
    line.remove('x');
    go();
    go();
    expect(left).toEqual(['bc', 'd']);
  });

  it('gives its turn up when the last has gone, and asks anew for the next', () => {
    const { line, go, left, waits } = lined();
    line.add(['a']);
    line.remove('a');
    expect(waits()).toBe(false);
    line.add(['b']);
    go();
    expect(left).toEqual(['b']);
  });

  it('sorts once what leaves at once, however much, without piling up calls', () => {
    const { line, left, sorted } = lined(true);
    line.add(Array.from({ length: 40_000 }, (_, index) => String(index)));
    expect([left.length, line.size(), sorted()]).toEqual([20_000, 0, 1]);
  });

  it('forgets all when closed, its turn too', () => {
    const { line, go, left, waits } = lined();
    line.add(['a']);
    line.close();
    line.add(['b']);
    expect(waits()).toBe(false);
    go();
    expect(left).toEqual([]);
  });
});
