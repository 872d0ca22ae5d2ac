import type { SchedulerLike, Subscription } from 'rxjs';
import { heap } from './heap.ts';
import { LONGEST_DELAY } from './longestDelay.ts';

/** Somebody who waits, maybe in several lines. */
export interface Place {
  /** The smaller the sooner. */
  readonly lane: number;
  /** Its arrival: of two in one lane that share a line, the smaller came first. */
  readonly ticket: number;
  /** Goes if every budget lets it, else lines up where it is held up. Whether it went. */
  readonly tryToGo: () => boolean;
}

/** Those who wait for one budget, the first of them watched by a timer. */
export interface WaitingLine {
  /** Numbers an arrival, above `floor` and above all numbered before. */
  number(floor: number): number;
  /** Whether somebody stands there who goes before this one. */
  isBehind(place: Place): boolean;
  /** Lines up with what it weighs here, unless it stands there already, and sees that the first is woken in time. */
  join(place: Place, weight: number): void;
  /** Gives the place up, if any. Who moves up by it does so on the scheduler. */
  leave(place: Place): void;
}

function goesBefore(a: Place, b: Place): boolean {
  return a.lane === b.lane ? a.ticket < b.ticket : a.lane < b.lane;
}

/** The line of a budget in which there is room for a weight after `waitFor(weight)` ms. */
export function waitingLine(waitFor: (weight: number) => number, scheduler: SchedulerLike): WaitingLine {
  const places = heap<Place>(goesBefore);
  const weights = new WeakMap<Place, number>();
  let arrivals = 0;
  let timing: Subscription | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;

  const stop = (): void => {
    timing?.unsubscribe();
    timing = undefined;
    wakesAt = Number.POSITIVE_INFINITY;
  };
  const wake = (): void => {
    stop();
    while (places.first()?.tryToGo() === true);
  };
  const watch = (): void => {
    const first = places.first();
    if (first === undefined) return stop();
    // Rounded up, or a timer of whole milliseconds could fire before there is room.
    const wait = Math.min(Math.ceil(waitFor(weights.get(first) ?? 0)), LONGEST_DELAY);
    const at = scheduler.now() + wait;
    // A timer that fires too early finds no room and is set again, which is cheaper than to move it each time.
    if (wakesAt <= at) return;
    stop();
    wakesAt = at;
    timing = scheduler.schedule(wake, wait);
  };
  return {
    number: (floor) => {
      arrivals = Math.max(arrivals, floor) + 1;
      return arrivals;
    },
    isBehind: (place) => {
      const first = places.first();
      return first !== undefined && goesBefore(first, place);
    },
    join: (place, weight) => {
      if (!places.has(place)) {
        places.add(place);
        weights.set(place, weight);
      }
      watch();
    },
    leave: (place) => {
      const moves = places.first() === place;
      if (places.remove(place) && moves) watch();
    },
  };
}
