/** Says whether one more now is too many. */
export type RequestRate = (now: number) => boolean;

/** Counts what comes in a window that rolls. What was too many does not count. */
export function requestRate({ count, window }: { readonly count: number; readonly window: number }): RequestRate {
  const times: number[] = [];
  return (now) => {
    while ((times[0] ?? Number.POSITIVE_INFINITY) <= now - window) times.shift();
    if (times.length >= count) return true;
    times.push(now);
    return false;
  };
}
