import type { FaultOf } from './fault.ts';
import type { DialLimit, Handshake, Refusal, VenueEndpoint } from './venueSide.ts';

/** Who is let in. */
export interface Gate {
  /** Counts a dial, and says which endpoint takes it, or why none does. */
  knock(handshake: Handshake): VenueEndpoint | Refusal;
  /** The outage there is now. */
  outage(): Refusal | undefined;
  commit(fault: FaultOf<'outage'>, at: number): void;
}

/** What a gate depends on. */
export interface GateSettings {
  readonly endpoints: readonly VenueEndpoint[];
  readonly now: () => number;
  readonly violate: (detail: string) => void;
}

/** A gate that lets in whoever knows a path, within the limit of its endpoint. A dial of no endpoint counts for the first. */
export function gate({ endpoints, now, violate }: GateSettings): Gate {
  const rates = new Map<DialLimit, (limit: DialLimit) => number | undefined>();
  let down: (Refusal & { readonly until: number }) | undefined;

  const outage = (): Refusal | undefined => {
    if (down === undefined || down.until <= now()) return undefined;
    const { until: _, ...refusal } = down;
    return refusal;
  };
  const waitOf = (limit: DialLimit | undefined): number | undefined => {
    if (limit === undefined) return undefined;
    const rate = rates.get(limit) ?? dialRate(now, violate);
    rates.set(limit, rate);
    return rate(limit);
  };

  return {
    outage,
    knock(handshake) {
      const endpoint = endpoints.find(({ path }) => isPath(path, handshake.path));
      const retryAfterMs = waitOf((endpoint ?? endpoints[0])?.dials);
      const refusal = outage();
      if (refusal !== undefined) return refusal;
      if (retryAfterMs !== undefined) return { status: 429, retryAfterMs };
      return endpoint === undefined ? { status: 404 } : (endpoint.refusal?.(handshake) ?? endpoint);
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

/** Counts dials; gives the milliseconds to wait where one is too many. */
function dialRate(now: () => number, violate: GateSettings['violate']): (limit: DialLimit) => number | undefined {
  const dials: number[] = [];
  let bannedUntil = Number.NEGATIVE_INFINITY;
  return ({ count, window, ban }) => {
    while ((dials[0] ?? Number.POSITIVE_INFINITY) <= now() - window) dials.shift();
    // Beyond the limit no more need be remembered to know it.
    if (dials.length < count) dials.push(now());
    else {
      violate(`more than ${count} dials in ${window} ms`);
      bannedUntil = Math.max(bannedUntil, now() + ban);
      if (ban === 0) return (dials[0] ?? now()) + window - now();
    }
    return now() < bannedUntil ? bannedUntil - now() : undefined;
  };
}

function isPath(pattern: string, path: string): boolean {
  if (pattern.endsWith('*')) return path.startsWith(pattern.slice(0, -1));
  return withoutSlash(pattern) === withoutSlash(path);
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, '');
