import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualTimeScheduler } from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { calendarWindow } from '../../operators/calendarWindow.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { tokenBucket } from '../../operators/tokenBucket.ts';

interface Spent {
  readonly at: number;
  readonly weight: number;
}

/** A budget with what it must do, told in the most naive way: from all that was ever spent. */
interface Kind {
  readonly name: string;
  readonly limit: number;
  readonly make: (scheduler: VirtualTimeScheduler) => Budget;
  readonly fits: (spent: readonly Spent[], weight: number, at: number) => boolean;
}

const sum = (spent: readonly Spent[]): number => spent.reduce((total, { weight }) => total + weight, 0);

const slidingKind = fc.record({ limit: fc.integer({ min: 1, max: 12 }), window: fc.integer({ min: 1, max: 40 }) }).map(
  ({ limit, window }): Kind => ({
    name: `slidingWindow ${limit}/${window}`,
    limit,
    make: (scheduler) => slidingWindow({ limit, window, scheduler }),
    fits: (spent, weight, at) => sum(spent.filter((each) => each.at + window > at)) + weight <= limit,
  }),
);
const calendarKind = fc.record({ limit: fc.integer({ min: 1, max: 12 }), window: fc.integer({ min: 1, max: 40 }) }).map(
  ({ limit, window }): Kind => ({
    name: `calendarWindow ${limit}/${window}`,
    limit,
    make: (scheduler) => calendarWindow({ limit, window, scheduler }),
    fits: (spent, weight, at) => {
      const page = (time: number): number => Math.floor(time / window);
      return sum(spent.filter((each) => page(each.at) === page(at))) + weight <= limit;
    },
  }),
);
const bucketKind = fc
  .record({
    capacity: fc.integer({ min: 1, max: 12 }),
    refill: fc.integer({ min: 1, max: 7 }),
    per: fc.integer({ min: 1, max: 40 }),
  })
  .map(
    ({ capacity, refill, per }): Kind => ({
      name: `tokenBucket ${capacity}, ${refill}/${per}`,
      limit: capacity,
      make: (scheduler) => tokenBucket({ capacity, refill, per, scheduler }),
      fits: (spent, weight, at) => {
        let [parts, since] = [capacity * per, 0];
        for (const each of [...spent, { at, weight: 0 }]) {
          parts = Math.min(capacity * per, parts + (each.at - since) * refill) - each.weight * per;
          since = each.at;
        }
        return parts >= weight * per;
      },
    }),
  );

type Step = { readonly at: number } & (
  | { readonly ask: number; readonly weight: number; readonly lane: number }
  | { readonly giveUp: number }
  | { readonly penalty: number }
  | { readonly spend: number }
);

const stepsFor = ({ limit }: Kind): fc.Arbitrary<readonly Step[]> => {
  const at = fc.nat(120);
  const ask = fc.record({ at, weight: fc.integer({ min: 0, max: limit }), lane: fc.nat(2), stays: fc.nat(60) });
  return fc
    .tuple(
      fc.array(ask, { maxLength: 40, size: 'max' }),
      fc.array(fc.record({ at, penalty: fc.integer({ min: -5, max: 30 }) }), { maxLength: 2 }),
      fc.array(fc.record({ at, spend: fc.nat(2 * limit) }), { maxLength: 3 }),
    )
    .map(([asks, penalties, spends]) => {
      const asked = asks.flatMap(({ stays, ...each }, ask): Step[] => [
        { ...each, ask },
        // Some give up, most do not.
        ...(stays < 20 ? [{ at: each.at + stays, giveUp: ask }] : []),
      ]);
      return [...asked, ...penalties, ...spends].sort((a, b) => a.at - b.at);
    });
};

const plans = fc
  .oneof(slidingKind, calendarKind, bucketKind)
  .chain((kind) => fc.record({ kind: fc.constant(kind), steps: stepsFor(kind) }));

/** Which asker was granted when, as the budget has it. */
function grantsOf(kind: Kind, steps: readonly Step[]): readonly string[] {
  const scheduler = new VirtualTimeScheduler();
  const budget = kind.make(scheduler);
  const grants: string[] = [];
  const askers = new Map<number, { unsubscribe(): void }>();
  for (const step of steps) {
    scheduler.schedule(() => {
      if ('ask' in step) {
        const { ask, weight, lane } = step;
        askers.set(
          ask,
          budget.acquire(weight, lane).subscribe(() => grants.push(`${ask} at ${scheduler.now()}`)),
        );
      } else if ('giveUp' in step) askers.get(step.giveUp)?.unsubscribe();
      else if ('penalty' in step) budget.penalise(step.penalty);
      else budget.spend(step.spend);
    }, step.at);
  }
  scheduler.flush();
  return grants;
}

/** The same, millisecond by millisecond, with everything looked up anew each time. */
function naiveGrantsOf(kind: Kind, steps: readonly Step[]): readonly string[] {
  const spent: Spent[] = [];
  const grants: string[] = [];
  let waiting: { readonly ask: number; readonly weight: number; readonly lane: number }[] = [];
  let penalisedUntil = 0;
  const inOrder = (): typeof waiting => waiting.toSorted((a, b) => a.lane - b.lane);
  const serve = (at: number): void => {
    for (const { ask, weight } of inOrder()) {
      if (at < penalisedUntil || !kind.fits(spent, weight, at)) return;
      spent.push({ at, weight });
      grants.push(`${ask} at ${at}`);
      waiting = waiting.filter((each) => each.ask !== ask);
    }
  };
  for (let at = 0; at <= 180 || waiting.length > 0; at++) {
    for (const step of steps.filter((each) => each.at === at)) {
      if ('ask' in step) {
        waiting.push(step);
        // Who comes first in line looks for itself; whoever stands behind it is not asked.
        if (inOrder()[0] === step) {
          const others = waiting.filter((each) => each !== step);
          waiting = [step];
          serve(at);
          waiting = [...others, ...waiting];
        }
      } else if ('giveUp' in step) waiting = waiting.filter(({ ask }) => ask !== step.giveUp);
      else if ('penalty' in step) penalisedUntil = Math.max(penalisedUntil, at + step.penalty);
      else spent.push({ at, weight: step.spend });
    }
    serve(at);
  }
  return grants;
}

describe('a budget', () => {
  it('grants to whom, and when, a naive one would', () => {
    fc.assert(
      fc.property(plans, ({ kind, steps }) => {
        expect(grantsOf(kind, steps)).toEqual(naiveGrantsOf(kind, steps));
      }),
      { numRuns: 300 },
    );
  });
});
