/** What waits to leave, sorted into frames when one is needed. */
export interface WaitingAsks<A, F> {
  /** Behind what waits. */
  add(asks: readonly A[]): void;
  /** In front of it. */
  giveBack(asks: readonly A[]): void;
  /** Takes an ask out. False where it does not wait. */
  remove(ask: A): boolean;
  /** Takes out the frame that is first. */
  takeFrame(): F;
  size(): number;
  clear(): void;
}

/** Asks that wait, in no order but that of their frames. These are sorted anew only after something came or went. */
export function waitingAsks<A, F extends { readonly asks: ReadonlyMap<string, A> }>(
  framesOf: (asks: readonly A[]) => readonly F[],
): WaitingAsks<A, F> {
  let waiting = new Set<A>();
  let plan: F[] | undefined;
  const replace = (asks: Iterable<A>): void => {
    waiting = new Set(asks);
    plan = undefined;
  };
  return {
    add: (asks) => {
      for (const ask of asks) waiting.add(ask);
      plan = undefined;
    },
    giveBack: (asks) => replace([...asks, ...waiting]),
    remove: (ask) => {
      const waited = waiting.delete(ask);
      if (waited) plan = undefined;
      return waited;
    },
    takeFrame: () => {
      plan ??= [...framesOf([...waiting])];
      const frame = plan.shift() as F;
      for (const ask of frame.asks.values()) waiting.delete(ask);
      return frame;
    },
    size: () => waiting.size,
    clear: () => replace([]),
  };
}
