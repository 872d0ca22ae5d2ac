/** A queue that knows at any time what all it holds amounts to. Made by {@link foldingQueue}. */
export interface FoldingQueue<S extends object> {
  readonly length: number;
  push(part: S): void;
  /** Takes a part in without remembering it by itself: it never leaves alone. */
  absorb(part: S): void;
  /** Drops the oldest part. */
  shift(): void;
  /** All parts combined, the oldest first; nothing where it is empty. */
  fold(): S | undefined;
}

/**
 * A queue whose parts are combined as they come and go, at an amortised O(1) a step for any associative `combine`: two
 * stacks, of which the older one holds sums up to its newest part, the newer one its total.
 */
export function foldingQueue<S extends object>(combine: (older: S, newer: S) => S): FoldingQueue<S> {
  /** Sums from a part to the newest of the older ones; the oldest part's is last. */
  const older: S[] = [];
  let newer: S[] = [];
  let newerTotal: S | undefined;
  const join = (a: S | undefined, b: S | undefined): S | undefined => {
    if (a === undefined) return b;
    return b === undefined ? a : combine(a, b);
  };
  return {
    get length() {
      return older.length + newer.length;
    },
    push: (part) => {
      newer.push(part);
      newerTotal = join(newerTotal, part);
    },
    absorb: (part) => {
      newerTotal = join(newerTotal, part);
    },
    shift: () => {
      if (older.length === 0) {
        for (let part = newer.pop(); part !== undefined; part = newer.pop()) older.push(join(part, older.at(-1)) as S);
        newer = [];
        newerTotal = undefined;
      }
      older.pop();
    },
    fold: () => join(older.at(-1), newerTotal),
  };
}
