import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { asyncScheduler as scheduler, EMPTY, type Observable, of } from 'rxjs';
import { acquireAll } from '../../operators/acquireAll.ts';
import { type Assigned, assignIds } from '../../operators/assignIds.ts';
import { batchWithin } from '../../operators/batchWithin.ts';
import type { Budget } from '../../operators/budget.ts';
import { budgetOf } from '../../operators/budgetOf.ts';
import { calendarWindow } from '../../operators/calendarWindow.ts';
import { keepAlive } from '../../operators/keepAlive.ts';
import { rateLimit } from '../../operators/rateLimit.ts';
import { requestIds } from '../../operators/requestIds.ts';
import { rotate } from '../../operators/rotate.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { tokenBucket } from '../../operators/tokenBucket.ts';

interface Order {
  readonly legs: number;
  readonly isCancel: boolean;
}

const orders$: Observable<Order> = EMPTY;
const texts$: Observable<string> = EMPTY;
const frames = slidingWindow({ limit: 5, window: 1_000 });
const weights: Budget = tokenBucket({ capacity: 5, refill: 1 });
const ints = requestIds({ kind: 'int' });

describe('the operators that pace, ask and stay alive, through pipe without annotations', () => {
  it('infer what their options are told', () => {
    const limited$ = orders$.pipe(
      rateLimit({
        budgets: [frames, weights],
        lane: (order) => (order.isCancel ? 0 : 1),
        weight: (order, budget) => (budget === frames ? 1 : order.legs),
        onDrop: (order) => expectTypeOf(order).toEqualTypeOf<Order>(),
      }),
    );
    expectTypeOf(limited$).toEqualTypeOf<Observable<Order>>();
    expectTypeOf(
      orders$.pipe(rateLimit({ budgets: [{ limit: 5, window: 1_000 }], weight: (order) => order.legs, scheduler })),
    ).toEqualTypeOf<Observable<Order>>();
    expectTypeOf(texts$.pipe(batchWithin({ time: 5 }))).toEqualTypeOf<Observable<string[]>>();
    expectTypeOf(texts$.pipe(batchWithin({ bytes: 5, sizeOf: (text) => text.length }))).toEqualTypeOf<
      Observable<string[]>
    >();
    expectTypeOf(
      orders$.pipe(rotate({ every: 9, jitter: 1, random: () => 0, keyOf: (order) => order.legs })),
    ).toEqualTypeOf<Observable<Order>>();
    expectTypeOf(orders$.pipe(rotate({ when: texts$, isReady: (order) => order.isCancel }))).toEqualTypeOf<
      Observable<Order>
    >();
    expectTypeOf(calendarWindow({ limit: 5, window: 1_000 })).toEqualTypeOf<Budget>();
    expectTypeOf(
      budgetOf({ limit: 5, waitFor: (weight, now) => weight + now, spend: (weight) => void weight.toFixed() }),
    ).toEqualTypeOf<Budget>();
    expectTypeOf(frames.acquire()).toEqualTypeOf<Observable<void>>();
    expectTypeOf(acquireAll([{ budget: frames, weight: 1 }], 0)).toEqualTypeOf<Observable<void>>();
  });

  it('infer ids by their kind', () => {
    expectTypeOf(ints.next()).toEqualTypeOf<number>();
    expectTypeOf(requestIds({ kind: 'uint64' }).next()).toEqualTypeOf<string>();
    const random = (): number => 0;
    expectTypeOf(requestIds({ kind: 'uuid-v7', now: () => 0, random }).next()).toEqualTypeOf<string>();
    expectTypeOf(requestIds({ kind: 'alphanumeric', length: 8, random }).next()).toEqualTypeOf<string>();
    expectTypeOf(requestIds({ kind: 'custom', make: () => 1n }).next()).toEqualTypeOf<bigint>();
    expectTypeOf(orders$.pipe(assignIds(ints))).toEqualTypeOf<Observable<Assigned<Order, number>>>();
  });

  it('infer what they go on with', () => {
    const ping = (): void => {};
    expectTypeOf(texts$.pipe(keepAlive({ every: 5, ping, isPong: (text) => text === 'pong' }))).toEqualTypeOf<
      Observable<string>
    >();
    expectTypeOf(texts$.pipe(keepAlive({ every: 5, ping, with: () => of(1) }))).toEqualTypeOf<
      Observable<string | number>
    >();
  });

  it('refuse what they cannot work on', () => {
    const refused = [
      // @ts-expect-error budgets are needed
      () => orders$.pipe(rateLimit({})),
      // @ts-expect-error a window lasts a time
      () => orders$.pipe(rateLimit({ budgets: [{ limit: 5 }] })),
      // @ts-expect-error no such way to overflow
      () => orders$.pipe(rateLimit({ budgets: [frames], onFull: 'drop' })),
      // @ts-expect-error a bound in bytes needs the size of a value
      () => texts$.pipe(batchWithin({ bytes: 5 })),
      // @ts-expect-error the size of a value needs a bound in bytes
      () => texts$.pipe(batchWithin({ time: 5, sizeOf: (text: string) => text.length })),
      // @ts-expect-error jitter needs chance
      () => texts$.pipe(rotate({ every: 5, jitter: 1 })),
      // @ts-expect-error by signals or by the clock, not both
      () => texts$.pipe(rotate({ every: 5, when: orders$ })),
      // @ts-expect-error a time is needed
      () => texts$.pipe(rotate({ keyOf: (text: string) => text })),
      // @ts-expect-error a ping is needed
      () => texts$.pipe(keepAlive({ every: 5 })),
      // @ts-expect-error letters come by chance
      () => requestIds({ kind: 'alphanumeric', length: 5 }),
      // @ts-expect-error no such kind
      () => requestIds({ kind: 'snowflake' }),
      // @ts-expect-error these ids are numbers
      () => ints.release('1'),
      // @ts-expect-error ids are made by what knows which are pending
      () => orders$.pipe(assignIds(() => 1)),
      // @ts-expect-error what is assigned is released by whoever got it, not by its id
      () => ints.release(orders$.pipe(assignIds(ints))),
      // @ts-expect-error a window lasts a time
      () => slidingWindow({ limit: 5 }),
      // @ts-expect-error so it does by the calendar
      () => calendarWindow({ limit: 5 }),
      // @ts-expect-error a bucket is refilled
      () => tokenBucket({ capacity: 5 }),
      // @ts-expect-error what meters says when there is room
      () => budgetOf({ limit: 5, spend: () => {} }),
      // @ts-expect-error each need has a weight
      () => acquireAll([{ budget: frames }]),
      // @ts-expect-error a window of its own is no budget to ask
      () => acquireAll([{ budget: { limit: 5, window: 1_000 }, weight: 1 }]),
    ];
    expect(refused).toHaveLength(20);
  });
});
