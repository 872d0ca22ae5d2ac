import { describe, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { BookInput } from '../../src/book/followBook.ts';
import { putInOrder } from '../../src/book/putInOrder.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { delta, numbered, snapshot } from './bookSamples.ts';

const input = (text: string): BookInput => ({ frame: numbered(text), receivedAt: 0 });
/** Deltas of one change each, by it; S a snapshot of change 3, T one of change 9. */
const inputs: Readonly<Record<string, BookInput>> = {
  ...Object.fromEntries('12345678'.split('').map((digit) => [digit, input(`${digit}-${digit}`)])),
  S: input('=3'),
  T: input('=9'),
};
const words = map(({ frame }: BookInput): string =>
  frame.kind === 'snapshot' ? (frame.last === 3 ? 'S' : 'T') : String(frame.last),
);
const ordered = (source$: Observable<BookInput>, limit = 3) =>
  source$.pipe(putInOrder({ by: 'contiguous', limit }), words);

describe('putInOrder by sequence', () => {
  it(
    'passes what is in order at once',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('1-2-3-|', inputs);
      expectObservable(ordered(source$)).toBe('1-2-3-|');
      expectSubscriptions(source$.subscriptions).toBe('^-----!');
    }),
  );

  it(
    'holds what comes too early until what is missing has come, and drops copies',
    marbles(({ cold, expectObservable }) => {
      expectObservable(ordered(cold('1-4-3-2----5|', inputs))).toBe('1-----(234)5|');
      expectObservable(ordered(cold('1-2-2-1-3-3|', inputs))).toBe(' 1-2-----3--|');
      expectObservable(ordered(cold('1-3-3-2---4|', inputs))).toBe(' 1-----(23)4|');
    }),
  );

  it(
    'lets go of what it holds once it is more than the limit, hole and all',
    marbles(({ cold, expectObservable }) => {
      expectObservable(ordered(cold('1-5-4-3----6|', inputs), 2)).toBe('1-----(345)6|');
    }),
  );

  it(
    'passes a snapshot at once, and behind it what was held and is not in it',
    marbles(({ cold, expectObservable }) => {
      expectObservable(ordered(cold('1-3-4-S----5|', inputs))).toBe('1-----(S4)-5|');
      expectObservable(ordered(cold('1-3-4-T---|', inputs))).toBe('  1-----T---|');
    }),
  );

  it(
    'passes errors, drops what it holds at the end, and leaves with its subscriber',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      expectObservable(ordered(cold('1-3#', inputs, 'lost'))).toBe('1--#', undefined, 'lost');
      expectObservable(ordered(cold('1-3|', inputs))).toBe('1--|');
      const source$ = cold('1-2-3', inputs);
      expectObservable(ordered(source$), '^--!').toBe('1-2');
      expectSubscriptions(source$.subscriptions).toBe('^--!');
    }),
  );
});

describe('putInOrder by time', () => {
  const at = (time: number): BookInput => ({ frame: delta({}, { time, last: time }), receivedAt: 0 });
  const timed: Readonly<Record<string, BookInput>> = {
    ...Object.fromEntries('12345678'.split('').map((digit) => [digit, at(Number(digit))])),
    S: { frame: snapshot({}, { time: 3, last: 3 }), receivedAt: 0 },
  };
  const byTime = (source$: Observable<BookInput>, limit = 2) => source$.pipe(putInOrder({ by: 'time', limit }), words);

  it(
    'holds each until enough later ones have come, and passes them by their instants',
    marbles(({ cold, expectObservable }) => {
      expectObservable(byTime(cold('1-3-2-4-5-|', timed))).toBe('----1-2-3-|');
      expectObservable(byTime(cold('2-1-3-|', timed), 0)).toBe(' 2-1-3-|');
    }),
  );

  it(
    'passes a snapshot at once and forgets what it held from before',
    marbles(({ cold, expectObservable }) => {
      expectObservable(byTime(cold('2-5-S-6-7-|', timed))).toBe('----S---5-|');
    }),
  );
});
