/** Remembers which leg of a rotation brought which of the last keys. Made by {@link keyMemory}. */
export interface KeyMemory {
  /** Whether a key is among the last. Only known between `compare` and `belongTo`. */
  has(key: unknown): boolean;
  /** Remembers a key that a leg brought; whether no other leg had brought it. */
  isNews(key: unknown, leg: number): boolean;
  /** From now on another leg may bring the same. */
  compare(): void;
  /** From now on that leg alone brings any. */
  belongTo(leg: number): void;
}

/**
 * Remembers the last `window` keys. While one leg alone has brought all of them, none can be another's: they are only noted, in
 * a circle, which costs next to nothing. They are sorted when there is something to compare with.
 */
export function keyMemory(window: number): KeyMemory {
  const noted: unknown[] = [];
  let oldest = 0;
  let owner = 0;
  // A map keeps the order of entry.
  let legs: Map<unknown, number> | undefined;
  /** How many of them another leg than the owner brought; unknown while legs are compared. */
  let foreign = Number.NaN;

  const note = (key: unknown): void => {
    if (noted.length < window) noted.push(key);
    else {
      noted[oldest] = key;
      oldest = (oldest + 1) % window;
    }
  };
  const forgetOldest = (known: Map<unknown, number>): void => {
    for (const [key, leg] of known) {
      if (known.size <= window) return;
      known.delete(key);
      if (leg !== owner) foreign--;
    }
  };
  return {
    has: (key) => key !== undefined && legs?.has(key) === true,
    isNews: (key, leg) => {
      if (legs === undefined) {
        if (window > 0) note(key);
        return true;
      }
      const before = legs.get(key);
      if (before !== undefined && before !== leg) return false;
      legs.delete(key);
      legs.set(key, leg);
      forgetOldest(legs);
      if (foreign === 0) {
        noted.push(...legs.keys());
        legs = undefined;
      }
      return true;
    },
    compare: () => {
      foreign = Number.NaN;
      if (legs !== undefined) return;
      legs = new Map();
      for (const key of [...noted.slice(oldest), ...noted.slice(0, oldest)]) {
        legs.delete(key);
        legs.set(key, owner);
      }
      noted.length = 0;
      oldest = 0;
    },
    belongTo: (leg) => {
      owner = leg;
      foreign = 0;
      for (const brought of legs?.values() ?? []) if (brought !== leg) foreign++;
    },
  };
}
