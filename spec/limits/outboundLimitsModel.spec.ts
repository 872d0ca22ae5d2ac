import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Observable, Subscription } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { type ConnectionLimits, outboundLimits, type Pace } from '../../src/limits/outboundLimits.ts';
import type { Lane } from '../../src/protocol/lane.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { type VirtualTime, virtualTime } from '../../src/simulation/virtualTime.ts';

/** From the most urgent. */
const LANES = ['cancel', 'heartbeat', 'order', 'auth', 'subscribe', 'snapshot'] as const satisfies readonly Lane[];

/** Who asks: one of two sockets of a dialect, what asks by REST beside them, or one who dials. */
const ASKERS = ['first socket', 'second socket', 'rest', 'dial'] as const;
type Asker = (typeof ASKERS)[number];

interface Spent {
  readonly at: number;
  readonly weight: number;
}

/** What counts, by all that was ever spent of it. */
interface Count {
  readonly spent: Spent[];
  readonly fits: (spent: readonly Spent[], weight: number, at: number) => boolean;
  penalisedUntil: number;
}

/** One who wants to send, and what of which counts that takes. */
interface Taker {
  readonly number: number;
  readonly lane: Lane;
  readonly bill: ReadonlyMap<Count, number>;
}

interface Model {
  readonly countsOf: (asker: Asker, lane: Lane | 'all', weight: number) => ReadonlyMap<Count, number>;
  /** What a penalty for one of these askers is laid on. */
  readonly heldBy: (asker: Asker) => readonly Count[];
  /** Those who wait, in the order they came. */
  readonly waiting: Taker[];
  takers: number;
  now: number;
}

interface Real {
  readonly time: VirtualTime;
  readonly limits: ConnectionLimits;
  readonly sockets: Readonly<Record<'first socket' | 'second socket', Pace>>;
  readonly taken: Subscription[];
  /** Who was let go since this was last looked at. */
  readonly granted: number[];
}

type Command = fc.Command<Model, Real>;

interface Rules {
  readonly own: { readonly limit: number; readonly window: number };
  readonly limits: readonly LimitRule[];
}

const rule: fc.Arbitrary<LimitRule> = fc
  .record({
    scope: fc.constantFrom<LimitRule['scope']>('socket', 'address'),
    counts: fc.constantFrom<LimitRule['counts']>('frames', 'weight', 'connects'),
    limit: fc.integer({ min: 1, max: 8 }),
    window: fc.integer({ min: 1, max: 30 }),
    slack: fc.nat({ max: 5 }),
    refill: fc.integer({ min: 1, max: 5 }),
    lanes: fc.option(fc.subarray([...LANES], { minLength: 1 })),
    kind: fc.constantFrom('sliding' as const, 'calendar' as const, 'bucket' as const),
  })
  .map(({ kind, scope, counts, limit, lanes, window, slack, refill }) => {
    const terms = { scope: counts === 'connects' ? 'address' : scope, counts, limit, ...(lanes && { lanes }) };
    return kind === 'bucket' ? { ...terms, kind, slack: 0, refill, per: window } : { ...terms, kind, slack, window };
  });

const rules: fc.Arbitrary<Rules> = fc.record({
  own: fc.record({ limit: fc.integer({ min: 1, max: 12 }), window: fc.integer({ min: 1, max: 40 }) }),
  limits: fc.array(rule, { maxLength: 5 }),
});

const sum = (spent: readonly Spent[]): number => spent.reduce((total, { weight }) => total + weight, 0);

const count = (fits: Count['fits']): Count => ({ spent: [], fits, penalisedUntil: 0 });
const windowOf = (limit: number, window: number): Count =>
  count((spent, weight, at) => sum(spent.filter((each) => each.at + window > at)) + weight <= limit);
const bucketOf = (limit: number, refill: number, per: number): Count =>
  count((spent, weight, at) => {
    let [parts, since] = [limit * per, 0];
    for (const each of [...spent, { at, weight: 0 }]) {
      parts = Math.min(limit * per, parts + (each.at - since) * refill) - each.weight * per;
      since = each.at;
    }
    return parts >= weight * per;
  });

/** The limits as they are to be read: which counts a frame is counted by, and how much of each it takes. */
function modelOf({ own, limits }: Rules): Model {
  const door = (): Count => count(() => true);
  const doors = { requests: door(), rest: door(), dial: door() };
  const client = windowOf(own.limit, own.window);
  const countOf = (each: LimitRule): Count =>
    each.kind === 'bucket'
      ? bucketOf(each.limit, each.refill, each.per)
      : windowOf(each.limit, each.window + (each.slack ?? 0));
  const shared = new Map(limits.map((each) => [each, countOf(each)]));
  const apart = Object.fromEntries(
    ASKERS.map((asker) => [asker, new Map(limits.map((each) => [each, countOf(each)]))]),
  );
  const ruled = (asker: Asker): readonly (readonly [LimitRule, Count])[] =>
    limits.flatMap((each) => {
      const found = each.scope === 'socket' ? apart[asker]?.get(each) : shared.get(each);
      return found === undefined || (each.counts === 'connects') !== (asker === 'dial') ? [] : [[each, found] as const];
    });
  return {
    countsOf: (asker, lane, weight) => {
      if (asker === 'dial')
        return new Map([doors.dial, ...ruled('dial').map(([, found]) => found)].map((one) => [one, 1]));
      const bill = new Map([[client, Math.min(weight, own.limit)]]);
      for (const [{ counts, lanes, limit }, found] of ruled(asker))
        if (lane === 'all' || lanes === undefined || lanes.includes(lane))
          bill.set(found, counts === 'weight' ? Math.min(weight, limit) : 1);
      if (asker === 'rest') bill.set(doors.rest, 1);
      else if (lane === 'cancel' || lane === 'order') bill.set(doors.requests, 1);
      return bill;
    },
    heldBy: (asker) => {
      const counts = ruled(asker).map(([, found]) => found);
      if (asker === 'dial') return [doors.dial, ...counts];
      return asker === 'rest' ? [doors.rest, ...counts] : [doors.requests];
    },
    waiting: [],
    takers: 0,
    now: 0,
  };
}

function realOf({ own, limits: ruled }: Rules): Real {
  const time = virtualTime();
  const limits = outboundLimits([slidingWindow({ ...own, scheduler: time })], { scheduler: time, clock: time.clock })({
    limits: ruled,
  });
  const sockets = { 'first socket': limits.pace(), 'second socket': limits.pace() };
  return { time, limits, sockets, taken: [], granted: [] };
}

const fits = ({ now }: Model, { bill }: Taker): boolean =>
  [...bill].every(([{ spent, penalisedUntil, fits }, weight]) => penalisedUntil <= now && fits(spent, weight, now));
const goesBefore = (a: Taker, b: Taker): boolean =>
  a.lane === b.lane ? a.number < b.number : LANES.indexOf(a.lane) < LANES.indexOf(b.lane);

/** Holds those who were let go, and those who were not, to the limits. */
function judge(own: Model, { time, granted }: Real): void {
  // Who moves up does so on the scheduler.
  time.advanceBy(0);
  for (const number of granted.splice(0)) {
    const at = own.waiting.findIndex((each) => each.number === number);
    const [taker] = at < 0 ? [] : own.waiting.splice(at, 1);
    if (taker === undefined) throw new Error(`${number} was let go and did not wait`);
    expect(fits(own, taker) ? 'within its limits' : `${number} beyond a limit`).toBe('within its limits');
    // Nobody is overtaken by one who takes of everything that he takes of himself.
    const overtaken = own.waiting.filter(
      (other) => goesBefore(other, taker) && [...other.bill.keys()].every((each) => taker.bill.has(each)),
    );
    expect(overtaken).toEqual([]);
    for (const [{ spent }, weight] of taker.bill) spent.push({ at: own.now, weight });
  }
  // Whoever waits, waits for room, or for one before him who takes of the same.
  const forgotten = own.waiting.filter(
    (taker) =>
      fits(own, taker) &&
      !own.waiting.some(
        (other) => goesBefore(other, taker) && [...other.bill.keys()].some((each) => taker.bill.has(each)),
      ),
  );
  expect(forgotten.map(({ number }) => number)).toEqual([]);
  if (own.waiting.length === 0) expect(time.pending()).toBe(0);
}

const command = (name: string, run: (own: Model, actual: Real) => void): Command => ({
  check: () => true,
  run: (own, actual) => {
    run(own, actual);
    judge(own, actual);
  },
  toString: () => name,
});

function turnOf({ limits, sockets }: Real, asker: Asker, lane: Lane, weight: number): Observable<void> {
  if (asker === 'dial') return limits.dial$;
  return (asker === 'rest' ? limits.asks : sockets[asker]).turn({ lane, weight });
}

const asker = fc.constantFrom(...ASKERS);
const taking = fc
  .record({ by: asker, lane: fc.constantFrom(...LANES), weight: fc.nat({ max: 5 }) })
  .map(({ by, lane, weight }) =>
    command(`take ${weight} by ${by} in ${lane}`, (own, actual) => {
      const number = own.takers++;
      // Those who dial are all alike.
      own.waiting.push({ number, lane: by === 'dial' ? 'cancel' : lane, bill: own.countsOf(by, lane, weight) });
      actual.taken.push(turnOf(actual, by, lane, weight).subscribe(() => actual.granted.push(number)));
    }),
  );

const leaving = fc.nat({ max: 30 }).map((number) =>
  command(`leave ${number}`, (own, { taken }) => {
    const at = own.waiting.findIndex((each) => each.number === number);
    if (at >= 0) own.waiting.splice(at, 1);
    taken[number]?.unsubscribe();
  }),
);

const passing = fc.integer({ min: 1, max: 30 }).map((milliseconds) =>
  command(`wait ${milliseconds}`, (own, actual) => {
    for (let passed = 0; passed < milliseconds; passed++) {
      actual.time.advanceBy(1);
      own.now++;
      judge(own, actual);
    }
  }),
);

const penalising = fc.record({ by: asker, duration: fc.integer({ min: 1, max: 40 }) }).map(({ by, duration }) =>
  command(`penalise ${by} for ${duration}`, (own, { limits, sockets }) => {
    for (const held of own.heldBy(by)) held.penalisedUntil = Math.max(held.penalisedUntil, own.now + duration);
    (by === 'dial' ? limits : by === 'rest' ? limits.asks : sockets[by]).penalise(duration);
  }),
);

const spending = fc.constantFrom('first socket' as const, 'second socket' as const).map((by) =>
  command(`spend by ${by}`, (own, { sockets }) => {
    for (const { spent } of own.countsOf(by, 'all', 1).keys()) spent.push({ at: own.now, weight: 1 });
    sockets[by].spend();
  }),
);

const commands = fc.commands([taking, taking, taking, taking, leaving, passing, passing, penalising, spending], {
  maxCommands: 60,
  size: 'max',
});

/** All of it, and then time enough for everybody. */
function play(given: Rules, story: Iterable<Command>): void {
  const setUp = { model: modelOf(given), real: realOf(given) };
  fc.modelRun(() => setUp, story);
  for (let passed = 0; passed < 5_000 && setUp.model.waiting.length > 0; passed++) {
    setUp.real.time.advanceBy(1);
    setUp.model.now++;
    judge(setUp.model, setUp.real);
  }
  expect(setUp.model.waiting).toEqual([]);
  expect(setUp.real.time.pending()).toBe(0);
}

describe('the limits of a client, beside a list of all that was ever taken', () => {
  it('let nobody go beyond any of them, keep nobody who may go, and let the urgent go first', () => {
    fc.assert(fc.property(rules, commands, play), { numRuns: 200 });
  });
});
