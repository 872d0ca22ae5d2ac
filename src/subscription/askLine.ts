import { type Observable, Subscription } from 'rxjs';
import { waitingAsks } from './waitingAsks.ts';

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
  readonly leave: (turn: LineTurn<A, F>) => Observable<unknown>;
}

/** One turn of a line. */
export interface LineTurn<A, F> {
  /** Takes the frame that is first now. */
  take(): F;
  /** Puts what of it is to leave later in front of all that waits. */
  giveBack(asks: readonly A[]): void;
  /** Lets the next turn begin, while the frame that was taken is still on its way. */
  moveOn(): void;
}

/**
 * Lets frames leave one after the other, each decided when its turn comes and not before. At most one turn is waited for,
 * and none where nothing waits.
 */
export function askLine<A, F extends { readonly asks: ReadonlyMap<string, A> }>({
  framesOf,
  leave,
}: AskLineSettings<A, F>): AskLine<A> {
  const waiting = waitingAsks(framesOf);
  // The one that is waited for, and not once a frame was taken by it.
  let turn = Subscription.EMPTY;
  let waitsForTurn = false;
  let moving = false;
  const work = new Subscription();

  const begin = (): void => {
    let passed = false;
    const moveOn = (): void => {
      if (passed) return;
      passed = true;
      waitsForTurn = false;
      move();
    };
    let taken = false;
    waitsForTurn = true;
    const leaving = leave({
      take: () => {
        taken = true;
        turn = Subscription.EMPTY;
        return waiting.takeFrame();
      },
      giveBack: waiting.giveBack,
      moveOn,
    }).subscribe();
    if (!taken) turn = leaving;
    leaving.add(moveOn);
    work.add(leaving);
  };
  const move = (): void => {
    if (moving) return;
    moving = true;
    // A loop, for turns that come at once.
    while (!work.closed && !waitsForTurn && waiting.size() > 0) begin();
    moving = false;
  };
  return {
    add: (asks) => {
      waiting.add(asks);
      move();
    },
    remove: (ask) => {
      if (waiting.remove(ask) && waiting.size() === 0) turn.unsubscribe();
    },
    size: waiting.size,
    close: () => {
      waiting.clear();
      work.unsubscribe();
    },
  };
}
