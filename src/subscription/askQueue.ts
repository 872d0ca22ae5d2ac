import { type SchedulerLike, Subscription } from 'rxjs';

/** What waits to be handled together. */
export interface AskQueue<A> {
  add(item: A): void;
  /** Takes an item back, if it still waits. */
  remove(item: A): void;
  size(): number;
  /** Forgets what waits, and takes in no more. */
  close(): void;
}

/** Collects what is added at one instant and hands it on together, in order, in the scheduler's next turn. */
export function askQueue<A>(handOn: (items: readonly A[]) => void, scheduler: SchedulerLike): AskQueue<A> {
  let waiting = new Set<A>();
  let turn = Subscription.EMPTY;
  let isTurnDue = false;
  let closed = false;
  const takeTurn = (): void => {
    const items = [...waiting];
    waiting = new Set();
    isTurnDue = false;
    handOn(items);
  };
  return {
    add: (item) => {
      if (closed) return;
      waiting.add(item);
      if (isTurnDue) return;
      isTurnDue = true;
      turn = scheduler.schedule(takeTurn);
    },
    remove: (item) => {
      waiting.delete(item);
    },
    size: () => waiting.size,
    close: () => {
      closed = true;
      waiting = new Set();
      turn.unsubscribe();
    },
  };
}
