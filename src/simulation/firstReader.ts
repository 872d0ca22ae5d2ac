import { Observable, type Subscriber } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';

/** Frames for one reader, kept until it comes. */
export interface FirstReader {
  readonly frames$: Observable<Frame>;
  readonly deliver: (frame: Frame) => void;
  /** No frame follows. */
  readonly end: () => void;
  /** Forgets everything and says nothing more. */
  readonly mute: () => void;
}

/** Frames kept for a reader who has not come, at most. */
const KEPT = 1_000;

/** Nothing delivered yet. More than a thousand frames without a reader are `overflow`. */
export function firstReader(overflow: (error: ColdwireError) => void): FirstReader {
  let early: Frame[] | undefined = [];
  let reader: Subscriber<Frame> | undefined;
  let ended = false;
  return {
    frames$: new Observable((subscriber) => {
      if (reader !== undefined) {
        subscriber.error(new ColdwireError('unsupported', { what: 'a second subscriber of frames$' }));
        return undefined;
      }
      reader = subscriber;
      // What arrives meanwhile queues up behind, so the order holds.
      for (let next = 0; early !== undefined && next < early.length && !subscriber.closed; next++) {
        subscriber.next(early[next] as Frame);
      }
      early = undefined;
      if (ended) subscriber.complete();
      return () => {
        reader = undefined;
      };
    }),
    deliver(frame) {
      if (early === undefined) reader?.next(frame);
      else if (early.length < KEPT) early.push(frame);
      else overflow(new ColdwireError('overflow', { limit: KEPT, what: 'frames before a subscriber' }));
    },
    end() {
      ended = true;
      reader?.complete();
    },
    mute() {
      early = undefined;
      reader = undefined;
    },
  };
}
