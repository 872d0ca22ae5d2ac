import type { FaultOf } from './fault.ts';
import type { DialLimit } from './venueSide.ts';

/** Why a dial gets no socket. Without a status nobody answered at all. */
export interface Refusal {
  readonly status?: number;
  /** Milliseconds after which to try again. */
  readonly retryAfterMs?: number;
}

/** Who is let in. */
export interface Gate {
  /** Counts a dial of this path, and says why it is refused, if it is. */
  knock(path: string): Refusal | undefined;
  /** The outage there is now. */
  outage(): Refusal | undefined;
  commit(fault: FaultOf<'outage'>, at: number): void;
}

/** What a gate depends on. */
export interface GateSettings {
  readonly paths: readonly string[];
  readonly limit: DialLimit;
  readonly now: () => number;
  readonly violate: (detail: string) => void;
}

/** A gate that lets in whoever knows a path, within the limit. */
export function gate({ paths, limit, now, violate }: GateSettings): Gate {
  const dials: number[] = [];
  let bannedUntil = Number.NEGATIVE_INFINITY;
  let down: (Refusal & { readonly until: number }) | undefined;

  const outage = (): Refusal | undefined => {
    if (down === undefined || down.until <= now()) return undefined;
    const { until: _, ...refusal } = down;
    return refusal;
  };
  const isTooOften = (): boolean => {
    while ((dials[0] ?? Number.POSITIVE_INFINITY) <= now() - limit.window) dials.shift();
    // Beyond the limit no more need be remembered to know it.
    if (dials.length < limit.count) dials.push(now());
    else {
      violate(`more than ${limit.count} dials in ${limit.window} ms`);
      bannedUntil = Math.max(bannedUntil, now() + limit.ban);
    }
    return now() < bannedUntil;
  };

  return {
    outage,
    knock(path) {
      const tooOften = isTooOften();
      const refusal = outage();
      if (refusal !== undefined) return refusal;
      if (tooOften) return { status: 429, retryAfterMs: bannedUntil - now() };
      return paths.includes(path) ? undefined : { status: 404 };
    },
    commit({ args }, at) {
      const { for: duration, status, retryAfter } = args;
      down = {
        until: at + duration,
        ...(status === undefined ? {} : { status }),
        ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
      };
    },
  };
}
