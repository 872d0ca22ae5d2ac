import type { Clock } from '../model/seams.ts';

/** Tells a stall of this side from a silence of the other. */
export interface StallWatch {
  /** To be asked at whatever happens: whether nothing had happened here, not even this, for longer than allowed. */
  isStalled(): boolean;
}

/**
 * A watch that finds a stall when, at whatever happens first after it, more than `within` milliseconds have passed since
 * anything last did. Something must be sure to happen in half that time: a timer that fires too late is the sign itself.
 *
 * It judges this side alone, by whatever happens here for any topic; `quietWatch`, beneath the operator `staleAfter`, judges one
 * stream's silence by the pace that it has learnt of it, and tells a stall only where its own timer came late.
 */
export function stallWatch(within: number, clock: Pick<Clock, 'monotonic'>): StallWatch {
  let last = clock.monotonic();
  return {
    isStalled: () => {
      const now = clock.monotonic();
      const passed = now - last;
      last = now;
      return passed > within;
    },
  };
}
