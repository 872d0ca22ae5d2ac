import { describe, expect, it } from '@jest/globals';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { catchUp } from '../../src/subscription/catchUp.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';

const subscription = { channel: 'book', symbol: 'A' } as const;
const data = (value: number): FeedEvent<number> => ({ kind: 'data', subscription, value });
const values: Readonly<Record<string, FeedEvent<number>>> = {
  L: { kind: 'live', subscription, epoch: 2 },
  x: { kind: 'stale', subscription, epoch: 2, reason: 'silence', since: 0 },
  1: data(1),
  2: data(2),
  3: data(3),
  4: data(4),
};

/** Catches up with what has value 3, within 5 ms. */
const withThree = ({ scheduler }: MarbleHelpers) =>
  catchUp<number>({ isAbreast: (value) => Number(value) >= 3, within: 5, scheduler });

describe('catchUp', () => {
  it(
    'withholds live and what is behind until a value is abreast, and passes all from then on',
    marbles((helpers) => {
      const source$ = helpers.cold('                                     -x-L12-3---412-|', values);
      helpers.expectObservable(source$.pipe(withThree(helpers))).toBe('  -x-----(L3)412-|', values);
      helpers.expectSubscriptions(source$.subscriptions).toBe('          ^--------------!');
    }),
  );

  it(
    'passes live and the latest value when the time is up since live',
    marbles((helpers) => {
      const source$ = helpers.cold('                                     -L-1-2-----1-|', values);
      helpers.expectObservable(source$.pipe(withThree(helpers))).toBe('  ------(L2)-1-|', values);
    }),
  );

  it(
    'begins again with what is stale meanwhile',
    marbles((helpers) => {
      const source$ = helpers.cold('                                     -L1-x--L-3---|', values);
      helpers.expectObservable(source$.pipe(withThree(helpers))).toBe('  ----x----(L3)|', values);
    }),
  );

  it(
    'errors as the source does, and leaves source and timer when left',
    marbles((helpers) => {
      const failing$ = helpers.cold('                                    -L1#', values, 'lost');
      helpers.expectObservable(failing$.pipe(withThree(helpers))).toBe(' ---#', undefined, 'lost');
      const source$ = helpers.cold('                                     -L1---', values);
      helpers.expectObservable(source$.pipe(withThree(helpers)), '       ^--!').toBe('');
      helpers.expectSubscriptions(source$.subscriptions).toBe('          ^--!');
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});
