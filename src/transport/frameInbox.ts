import { Observable, type Subscriber } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';

/** What an inbox keeps before it has a subscriber. */
export interface InboxBounds {
  readonly frames: number;
  /** Bytes of binary frames and characters of text ones. */
  readonly bytes: number;
}

/** The arriving side of a socket. */
export interface FrameInbox {
  /** One subscriber at a time: the first gets what was kept; what arrives while nobody listens any more is dropped. */
  readonly frames$: Observable<Frame>;
  deliver(frame: Frame): void;
  /** No frame follows: `frames$` completes once the kept ones are read. */
  end(): void;
  /** Forgets everything and says nothing more. */
  mute(): void;
}

/** Keeps what arrives, within bounds, until its first subscriber comes, then passes it on. Too much is `onOverflow`. */
export function frameInbox(bounds: InboxBounds, onOverflow: (error: ColdwireError<'overflow'>) => void): FrameInbox {
  // Holds frames until somebody has read them, and is gone after: a delivery then costs one test.
  let kept: Frame[] | undefined = [];
  let keptBytes = 0;
  let reader: Subscriber<Frame> | undefined;
  let ended = false;

  const keep = (early: Frame[], frame: Frame): void => {
    keptBytes += frame.length;
    if (early.length >= bounds.frames) {
      onOverflow(new ColdwireError('overflow', { limit: bounds.frames, what: 'frames before a subscriber' }));
    } else if (keptBytes > bounds.bytes) {
      onOverflow(new ColdwireError('overflow', { limit: bounds.bytes, what: 'bytes before a subscriber' }));
    } else {
      early.push(frame);
    }
  };

  const readKept = (subscriber: Subscriber<Frame>): void => {
    // What arrives meanwhile queues up behind, so the order holds.
    for (let next = 0; kept !== undefined && next < kept.length && !subscriber.closed; next++) {
      subscriber.next(kept[next] as Frame);
    }
    kept = undefined;
  };

  const frames$ = new Observable<Frame>((subscriber) => {
    if (reader !== undefined) {
      subscriber.error(new ColdwireError('unsupported', { what: 'a second subscriber of frames$' }));
      return;
    }
    reader = subscriber;
    subscriber.add(() => {
      reader = undefined;
    });
    readKept(subscriber);
    if (ended) subscriber.complete();
  });

  return {
    frames$,
    deliver(frame) {
      if (kept === undefined) reader?.next(frame);
      else keep(kept, frame);
    },
    end() {
      ended = true;
      reader?.complete();
    },
    mute() {
      kept = undefined;
      reader = undefined;
    },
  };
}
