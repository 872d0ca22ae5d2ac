import type { VenueWorld } from '../venueSide.ts';

/** What requests cost, counted by the calendar's minute for one address. */
export interface WeightMeter {
  readonly limit: number;
  /** Counts; says why the request is refused, if it is. */
  readonly spend: (weight: number) => TooMuch | undefined;
  readonly used: () => number;
  /** Everything is too much until then, whatever was asked. */
  readonly exhaust: (until: number) => void;
}

/** 429, or 418 for who went on regardless; with the instant from which on to ask again. */
export interface TooMuch {
  readonly status: 429 | 418;
  readonly retryAfter: number;
}

const MINUTE = 60_000;
/** How many refusals in a minute are borne before the address is banned, and for how long at least. */
const PATIENCE = 10;
const BAN = 2 * MINUTE;

/** A meter at zero. */
export function weightMeter(limit: number, { now, violate }: Pick<VenueWorld, 'now' | 'violate'>): WeightMeter {
  let minute = Number.NEGATIVE_INFINITY;
  let [used, refused] = [0, 0];
  let bannedUntil = Number.NEGATIVE_INFINITY;
  let exhaustedUntil = Number.NEGATIVE_INFINITY;
  const turn = (): void => {
    const current = Math.floor(now() / MINUTE);
    if (current === minute) return;
    minute = current;
    [used, refused] = [0, 0];
  };
  return {
    limit,
    used() {
      turn();
      return used;
    },
    exhaust(until) {
      exhaustedUntil = until;
    },
    spend(weight) {
      turn();
      if (now() < bannedUntil) return { status: 418, retryAfter: bannedUntil };
      if (now() < exhaustedUntil) return { status: 429, retryAfter: exhaustedUntil };
      used += weight;
      if (used <= limit) return undefined;
      violate('weight', `${used} in a minute, where ${limit} is the most`);
      if (++refused > PATIENCE) bannedUntil = now() + BAN;
      return refused > PATIENCE
        ? { status: 418, retryAfter: bannedUntil }
        : { status: 429, retryAfter: (minute + 1) * MINUTE };
    },
  };
}
