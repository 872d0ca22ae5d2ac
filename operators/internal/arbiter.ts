import type { ArbitratedEvent, ArbitratedLag } from '../arbitratedEvent.ts';
import { fifo } from './fifo.ts';
import type { Sequence } from './sequence.ts';

/** How legs are arbitrated. */
export interface ArbiterSettings<T, S extends Sequence> {
  /** How many legs there are. */
  readonly legs: number;
  readonly sequenceOf: (value: T) => S;
  readonly next: (sequence: S) => S;
  readonly compare: (a: S, b: S) => number;
  readonly startAt: S | undefined;
  readonly maxWait: number;
  readonly size: number;
  readonly lagEvery: number;
}

/** Decides, arrival by arrival, what is settled. Made by {@link arbiter}. */
export interface Arbiter<T, S extends Sequence> {
  readonly arrive: (leg: number, value: T, at: number) => readonly ArbitratedEvent<T, S>[];
  /** A leg has ended. */
  readonly leave: (leg: number, at: number) => readonly ArbitratedEvent<T, S>[];
  /** Time has passed. */
  readonly tick: (at: number) => readonly ArbitratedEvent<T, S>[];
  /** When the hole that is waited for is given up, if there is one. */
  readonly dueAt: () => number | undefined;
}

interface Held<T, S> {
  readonly sequence: S;
  readonly value: T;
  readonly leg: number;
  readonly at: number;
}

/** The first copy of each sequence, in order, out of legs that carry the same. Instants are of one monotonic clock. */
export function arbiter<T, S extends Sequence>(settings: ArbiterSettings<T, S>): Arbiter<T, S> {
  const { sequenceOf, next, compare, maxWait, size } = settings;
  /** What waits for its turn, in order. */
  const held: Held<T, S>[] = [];
  const passed = new Map<number, S | undefined>(Array.from({ length: settings.legs }, (_, leg) => [leg, undefined]));
  const lags = lagMeter<S>(size, settings.lagEvery);
  let expected = settings.startAt;

  const hold = (item: Held<T, S>): void => {
    let place = held.length;
    let order = 1;
    // From the end, where nearly all belong.
    for (; place > 0; place--) {
      order = compare(item.sequence, (held[place - 1] as Held<T, S>).sequence);
      if (order >= 0) break;
    }
    if (order !== 0) held.splice(place, 0, item);
  };
  const dueAt = (): number =>
    held.reduce((earliest, { at }) => Math.min(earliest, at), Number.POSITIVE_INFINITY) + maxWait;
  const isLost = (sequence: S, at: number): boolean =>
    [...passed.values()].every((reached) => reached !== undefined && compare(reached, sequence) > 0) ||
    held.length > size ||
    at >= dueAt();
  const settle = (at: number): readonly ArbitratedEvent<T, S>[] => {
    const events: ArbitratedEvent<T, S>[] = [];
    for (let first = held[0]; first !== undefined; first = held[0]) {
      const { sequence, leg, value } = first;
      if (expected !== undefined && compare(sequence, expected) > 0) {
        if (!isLost(expected, at)) break;
        events.push({ kind: 'gap', expected, found: sequence });
      }
      held.shift();
      expected = next(sequence);
      events.push({ kind: 'value', leg, value });
    }
    return events;
  };
  return {
    arrive: (leg, value, at) => {
      const sequence = sequenceOf(value);
      const reached = passed.get(leg);
      if (reached === undefined || compare(sequence, reached) > 0) passed.set(leg, sequence);
      const behind = lags.compare(leg, sequence, at);
      if (expected === undefined || compare(sequence, expected) >= 0) {
        lags.remember(leg, sequence, at);
        hold({ sequence, value, leg, at });
      }
      return [...behind, ...settle(at)];
    },
    leave: (leg, at) => {
      passed.delete(leg);
      return settle(at);
    },
    tick: settle,
    dueAt: () => (held.length === 0 ? undefined : dueAt()),
  };
}

interface LagMeter<S> {
  /** What is to be said of a leg that brings this. */
  readonly compare: (leg: number, sequence: S, at: number) => readonly ArbitratedLag[];
  readonly remember: (leg: number, sequence: S, at: number) => void;
}

/** Compares the arrivals of the same sequence on different legs, as far back as `size` sequences. */
function lagMeter<S>(size: number, every: number): LagMeter<S> {
  const firsts = new Map<S, { readonly leg: number; readonly at: number }>();
  const line = fifo<S>();
  const said = new Map<number, { readonly at: number; readonly worst: number }>();
  const tell = (leg: number, ms: number, at: number): readonly ArbitratedLag[] => {
    const before = said.get(leg) ?? { at: Number.NEGATIVE_INFINITY, worst: 0 };
    const worst = Math.max(before.worst, ms);
    const isDue = at - before.at >= every;
    said.set(leg, isDue ? { at, worst: 0 } : { at: before.at, worst });
    return isDue ? [{ kind: 'lag', leg, ms: worst }] : [];
  };
  return {
    compare: (leg, sequence, at) => {
      const first = firsts.get(sequence);
      return first === undefined || first.leg === leg ? [] : tell(leg, at - first.at, at);
    },
    remember: (leg, sequence, at) => {
      if (firsts.has(sequence)) return;
      firsts.set(sequence, { leg, at });
      line.push(sequence);
      if (line.size() > size) firsts.delete(line.shift() as S);
    },
  };
}
