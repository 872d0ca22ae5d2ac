import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  defer,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  throwError,
  timer,
  VirtualTimeScheduler,
} from 'rxjs';
import { rotate } from '../../operators/rotate.ts';

/** How a connection to the venue behaves. */
interface Leg {
  /** How long a number is under way. */
  readonly latency: number;
  /** How many numbers of the past come first. */
  readonly replay: number;
  /** `mute` never says anything, `broken` errors after its latency. */
  readonly health: 'well' | 'mute' | 'broken';
}

const END = 400;
const MAX_OVERLAP = 60;

/** The venue numbers what it publishes, at these instants. */
const published = fc
  .array(fc.nat(END), { minLength: 1, maxLength: 120, size: 'max' })
  .map((instants) => instants.toSorted((a, b) => a - b));
const leg: fc.Arbitrary<Leg> = fc.record({
  latency: fc.nat(MAX_OVERLAP - 1),
  replay: fc.nat(8),
  health: fc.constantFrom('well', 'well', 'well', 'mute', 'broken'),
});
const plans = fc.record({
  published,
  first: leg.map((each): Leg => ({ ...each, health: 'well' })),
  others: fc.array(leg, { minLength: 30, maxLength: 30 }),
  rotations: fc.uniqueArray(fc.nat(END), { maxLength: 30, size: 'max' }),
});

function connection(
  scheduler: VirtualTimeScheduler,
  { latency, replay, health }: Leg,
  instants: readonly number[],
): Observable<number> {
  return defer(() => {
    const since = scheduler.now();
    if (health === 'mute') return NEVER;
    if (health === 'broken') {
      return concat(
        timer(latency, scheduler).pipe(ignoreElements()),
        throwError(() => 'broken'),
      );
    }
    const upcoming = instants.findIndex((at) => at >= since);
    const next = upcoming === -1 ? instants.length : upcoming;
    const numbers = [...instants.keys()].slice(Math.max(0, next - replay));
    return merge(
      from(numbers).pipe(
        mergeMap((number) =>
          timer(Math.max(0, (instants[number] ?? 0) - since) + latency, scheduler).pipe(map(() => number)),
        ),
      ),
      NEVER,
    );
  });
}

describe('rotate, over a venue that numbers what it publishes', () => {
  it('loses nothing, repeats nothing and reorders nothing', () => {
    fc.assert(
      fc.property(plans, ({ published: instants, first, others, rotations }) => {
        const scheduler = new VirtualTimeScheduler();
        const legs = [first, ...others];
        let live = 0;
        let mostLive = 0;
        const source$ = defer(() => {
          mostLive = Math.max(mostLive, ++live);
          return connection(scheduler, legs.shift() ?? first, instants);
        });
        const counted$ = new Observable<number>((subscriber) => {
          subscriber.add(() => live--);
          subscriber.add(source$.subscribe(subscriber));
        });
        const seen: number[] = [];
        const when = from(rotations).pipe(mergeMap((at) => timer(at, scheduler)));
        const result = counted$
          .pipe(rotate({ when, keyOf: (number) => number, maxOverlap: MAX_OVERLAP, scheduler }))
          .subscribe({ next: (number) => seen.push(number), error: (error: unknown) => seen.push(error as number) });
        scheduler.flush();
        expect(seen).toEqual([...instants.keys()]);
        expect(mostLive).toBeLessThanOrEqual(2);
        expect(live).toBe(1);
        result.unsubscribe();
        expect(live).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
