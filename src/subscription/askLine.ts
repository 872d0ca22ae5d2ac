import { type Observable, Subscription } from 'rxjs';

/** What waits to leave, by the frame. */
export interface AskLine<A> {
  /** Lines up behind the others, or joins those of its kind whose frame has not left. */
  add(asks: readonly A[]): void;
  /** Gives up a place, if it is still held. */
  remove(ask: A): void;
  size(): number;
  /** Forgets what waits; nothing leaves any more. */
  close(): void;
}

/** How a line moves. */
export interface AskLineSettings<A, F extends { readonly asks: ReadonlyMap<string, A> }> {
  /** Sorts what waits into frames, the first to leave first. */
  readonly framesOf: (asks: readonly A[]) => readonly F[];
  /** Waits for a turn, takes the frame that is first by then, and completes once it has left or failed. */
  readonly leave: (take: () => F) => Observable<unknown>;
}

/**
 * Lets frames leave one after the other, each decided when its turn comes and not before. At most one turn is waited for,
 * and none where nothing waits.
 */
export function askLine<A, F extends { readonly asks: ReadonlyMap<string, A> }>({
  framesOf,
  leave,
}: AskLineSettings<A, F>): AskLine<A> {
  const waiting = new Set<A>();
  let plan: F[] | undefined;
  let turn = Subscription.EMPTY;
  let closed = false;
  let moving = false;

  const take = (): F => {
    plan ??= [...framesOf([...waiting])];
    const frame = plan.shift() as F;
    for (const ask of frame.asks.values()) waiting.delete(ask);
    return frame;
  };
  const move = (): void => {
    if (moving) return;
    moving = true;
    // A loop, for turns that come at once.
    while (!closed && turn.closed && waiting.size > 0) {
      turn = leave(take).subscribe();
      turn.add(move);
    }
    moving = false;
  };
  return {
    add: (asks) => {
      for (const ask of asks) waiting.add(ask);
      plan = undefined;
      move();
    },
    remove: (ask) => {
      if (!waiting.delete(ask)) return;
      plan = undefined;
      if (waiting.size === 0) turn.unsubscribe();
    },
    size: () => waiting.size,
    close: () => {
      closed = true;
      waiting.clear();
      turn.unsubscribe();
    },
  };
}
