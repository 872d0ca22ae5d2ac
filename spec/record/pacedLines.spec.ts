import { describe, expect, it } from '@jest/globals';
import {
  lastValueFrom,
  map,
  type ObservableInput,
  of,
  queueScheduler,
  take,
  toArray,
  VirtualTimeScheduler,
} from 'rxjs';
import { pacedLines } from '../../src/record/pacedLines.ts';
import { marbles } from '../../src/testing/index.ts';

const T0 = 1_785_641_750_000;
/** A line recorded `ms` after the first. */
const line = (ms: number): string => JSON.stringify({ t: (T0 + ms) * 1_000, c: 0, k: 'recv', raw: '' });
const since = map(({ t }: { readonly t: number }) => t / 1_000 - T0);

/** When each line came, and which: `[instant, recorded instant]`. */
function timesOf(lines: ObservableInput<string>, speed: number): readonly (readonly [number, number])[] {
  const scheduler = new VirtualTimeScheduler();
  const times: (readonly [number, number])[] = [];
  pacedLines(lines, speed, scheduler)
    .pipe(since)
    .subscribe((ms) => times.push([scheduler.now(), ms]));
  scheduler.flush();
  return times;
}

/** Lines that tell how far they were read and whether they were left. */
function watched(count: number): {
  readonly lines: Iterable<string>;
  readonly read: () => number;
  readonly left: () => boolean;
} {
  let read = 0;
  let left = false;
  function* generate(): Generator<string> {
    try {
      for (; read < count; ) yield line(read++);
    } finally {
      left = true;
    }
  }
  return { lines: generate(), read: () => read, left: () => left };
}

describe('pacedLines', () => {
  it(
    'comes all at once at full speed',
    marbles(({ expectObservable, scheduler }) => {
      const lines$ = pacedLines([line(0), line(3), line(9)], 'max', scheduler).pipe(since);
      expectObservable(lines$).toBe('(abc|)', { a: 0, b: 3, c: 9 });
    }),
  );

  it(
    'spaces an iterable as it was recorded, from each subscription on',
    marbles(({ expectObservable, scheduler }) => {
      const lines$ = pacedLines([line(0), line(3), line(9), line(14)], 1, scheduler).pipe(since);
      const values = { a: 0, b: 3, c: 9, d: 14 };
      expectObservable(lines$).toBe('              a--b-----c----(d|)', values);
      expectObservable(lines$, '--^').toBe('       --a--b-----c----(d|)', values);
      expectObservable(lines$, '^------!').toBe('  a--b----', values);
    }),
  );

  it(
    'spaces an observable alike, and unsubscribes from it',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                 a-b-c-----|', { a: line(0), b: line(4), c: line(8) });
      const lines$ = pacedLines(source$, 1, scheduler).pipe(since);
      const values = { a: 0, b: 4, c: 8 };
      expectObservable(lines$).toBe('        a---b---c-|', values);
      expectObservable(lines$, '^----!').toBe('a---b-', values);
      expectSubscriptions(source$.subscriptions).toBe(['^---------!', '^----!']);
    }),
  );

  it.each([
    [2, [0, 2, 5]],
    [0.5, [0, 8, 20]],
  ])('plays %d times as fast', (speed, instants) => {
    for (const lines of [[line(0), line(4), line(10)], of(line(0), line(4), line(10))])
      expect(timesOf(lines, speed).map(([at]) => at)).toEqual(instants);
  });

  it('does not wait for what goes back in time', () => {
    for (const lines of [[line(4), line(0), line(4), line(6)], of(line(4), line(0), line(4), line(6))])
      expect(timesOf(lines, 1)).toEqual([
        [0, 4],
        [0, 0],
        [0, 4],
        [2, 6],
      ]);
  });

  it('plays what is due without a timer each, however much that is', () => {
    const many = Array.from({ length: 50_000 }, () => line(0));
    expect(timesOf(many, 1)).toHaveLength(50_000);
  });

  it('passes over blank lines, which count', () => {
    for (const speed of ['max', 1] as const)
      for (const lines of [['', line(0), '  ', 'x'], of('', line(0), '  ', 'x')]) {
        const heard: unknown[] = [];
        pacedLines(lines, speed, queueScheduler).subscribe({
          next: ({ t }) => heard.push(t / 1_000 - T0),
          error: ({ context }) => heard.push(context.what),
        });
        expect(heard).toEqual([0, 'session line 4']);
      }
  });

  it('reads an iterable no further than the first line that is not due, and leaves it', () => {
    const { lines, read, left } = watched(100);
    const scheduler = new VirtualTimeScheduler();
    scheduler.maxFrames = 3;
    const subscription = pacedLines(lines, 1, scheduler).subscribe();
    expect(read()).toBe(2);
    scheduler.flush();
    expect([read(), left()]).toEqual([5, false]);
    subscription.unsubscribe();
    expect([read(), left(), scheduler.actions]).toEqual([5, true, []]);
  });

  it.each(['max', 1_000_000] as const)('stops reading at speed %s when nobody listens any more', async (speed) => {
    const { lines, read, left } = watched(100);
    await lastValueFrom(pacedLines(lines, speed, queueScheduler).pipe(take(3)));
    expect([read(), left()]).toEqual([3, true]);
  });

  it('pulls an asynchronous iterable one line at a time, and leaves it', async () => {
    const { lines, read, left } = watched(100);
    async function* later(): AsyncGenerator<string> {
      yield* lines;
    }
    const instants: number[] = [];
    const scheduler = new VirtualTimeScheduler();
    const subscription = pacedLines(later(), 1, scheduler)
      .pipe(since)
      .subscribe((ms) => instants.push(ms));
    await new Promise(setImmediate);
    expect([instants, read()]).toEqual([[0], 2]);
    scheduler.flush();
    await new Promise(setImmediate);
    expect([instants, read(), left()]).toEqual([[0, 1], 3, false]);
    subscription.unsubscribe();
    await new Promise(setImmediate);
    expect([instants, read(), left()]).toEqual([[0, 1], 3, true]);
  });

  it('ends with an asynchronous iterable, and with its error', async () => {
    async function* good(): AsyncGenerator<string> {
      yield line(0);
      yield '';
      yield line(0);
    }
    async function* bad(): AsyncGenerator<string> {
      yield line(0);
      throw new Error('disk');
    }
    const all = (lines: AsyncIterable<string>) =>
      lastValueFrom(pacedLines(lines, 1, queueScheduler).pipe(since, toArray()));
    expect(await all(good())).toEqual([0, 0]);
    await expect(all(bad())).rejects.toThrow('disk');
  });
});
