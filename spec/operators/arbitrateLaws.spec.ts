import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, ignoreElements, type Observable, of, timer, VirtualTimeScheduler } from 'rxjs';
import { arbitrate } from '../../operators/arbitrate.ts';

/** One value a leg was sent: when it arrives there, or that it does not. */
interface Arrival {
  readonly id: number;
  readonly at: number;
}

interface Seen {
  readonly at: number;
  readonly kind: 'value' | 'gap';
  readonly id: number;
  readonly to: number;
}

/** What each of some legs brings of 1, 2, 3, ... sent 10 ms apart: some lost, some late, never one before the last. */
const legsOf = (loss: boolean) =>
  fc
    .array(fc.array(fc.record({ late: fc.nat(60), lost: fc.nat(loss ? 3 : 0) }), { minLength: 12, maxLength: 12 }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((legs) =>
      legs.map((sent) => {
        let last = 0;
        return sent.flatMap(({ late, lost }, index): readonly Arrival[] => {
          if (lost > 1) return [];
          last = Math.max(last, index * 10 + late);
          return [{ id: index + 1, at: last }];
        });
      }),
    );

/** Runs the legs through; each ends at `end`. */
function run(legs: readonly (readonly Arrival[])[], maxWait: number, end = 10_000): readonly Seen[] {
  const scheduler = new VirtualTimeScheduler();
  const waiting = (ms: number): Observable<never> => timer(ms, scheduler).pipe(ignoreElements());
  const legs$ = legs.map((arrivals) => {
    const pauses = arrivals.map(({ at }, index) => at - (arrivals[index - 1]?.at ?? 0));
    const values = arrivals.map(({ id }, index) => concat(waiting(pauses[index] ?? 0), of(id)));
    return concat(...values, waiting(end - (arrivals.at(-1)?.at ?? 0)));
  });
  const seen: Seen[] = [];
  arbitrate({ legs: legs$, sequenceOf: (id) => id, startAt: 1, maxWait, scheduler }).subscribe((event) => {
    const at = scheduler.now();
    if (event.kind === 'value') seen.push({ at, kind: 'value', id: event.value, to: event.value + 1 });
    if (event.kind === 'gap') seen.push({ at, kind: 'gap', id: event.expected, to: event.found });
  });
  scheduler.flush();
  return seen;
}

const idsOf = (seen: readonly Seen[]): readonly number[] =>
  seen.filter(({ kind }) => kind === 'value').map(({ id }) => id);

const brought = (legs: readonly (readonly Arrival[])[]): ReadonlyMap<number, number> => {
  const firsts = new Map<number, number>();
  for (const { id, at } of legs.flat()) firsts.set(id, Math.min(at, firsts.get(id) ?? Number.POSITIVE_INFINITY));
  return firsts;
};

describe('arbitrate, whatever the legs lose and delay,', () => {
  it('passes all that any leg had, in order, each once, when it waits long enough', () => {
    fc.assert(
      fc.property(legsOf(true), (legs) => {
        expect(idsOf(run(legs, 5_000))).toEqual([...brought(legs).keys()].sort((a, b) => a - b));
      }),
    );
  });

  it('loses nothing that a leg had within the wait, and says every gap where it is', () => {
    fc.assert(
      fc.property(legsOf(true), fc.nat(80), (legs, maxWait) => {
        const firsts = brought(legs);
        const seen = run(legs, maxWait);
        const passed = new Set(idsOf(seen));
        // Gaps and values follow each other without a hole and without a repeat.
        let next = 1;
        for (const { id, to } of seen) {
          expect(id).toBe(next);
          next = to;
        }
        for (const [id, at] of firsts) {
          const behind = [...firsts].filter(([other]) => other > id).map(([, when]) => when);
          if (at < Math.min(...behind) + maxWait) expect(passed).toContain(id);
        }
        expect([...passed].every((id) => firsts.has(id))).toBe(true);
      }),
    );
  });

  it('passes each value when its first copy comes, where none is lost', () => {
    fc.assert(
      fc.property(legsOf(false), (legs) => {
        const seen = run(legs, 1_000);
        expect(new Map(seen.map(({ id, at }) => [id, at]))).toEqual(brought(legs));
      }),
    );
  });

  it('waits for a hole no longer than it is told', () => {
    fc.assert(
      fc.property(legsOf(true), fc.nat(80), (legs, maxWait) => {
        const firsts = brought(legs);
        for (const { kind, at, to } of run(legs, maxWait))
          if (kind === 'gap') expect(at).toBeLessThanOrEqual((firsts.get(to) ?? 0) + maxWait);
      }),
    );
  });
});
