import type { Connection } from '../venueSide.ts';
import { heartbeat } from './answers.ts';

/** The heartbeats of one socket. */
export interface Heartbeats {
  /** Something is subscribed: beats from now on, until nothing is. */
  readonly begin: () => void;
  /** Something else was sent. */
  readonly heard: () => void;
}

/** Milliseconds without any other frame after which one is sent. */
const EVERY = 1_000;

/** No heartbeats yet. */
export function heartbeats({ send, after }: Connection, isNeeded: () => boolean): Heartbeats {
  let isBeating = false;
  let isQuiet = true;
  const beat = (): void => {
    isBeating = isNeeded();
    if (!isBeating) return;
    after(EVERY, beat);
    if (isQuiet) send(heartbeat);
    isQuiet = true;
  };
  return {
    heard() {
      isQuiet = false;
    },
    begin() {
      if (isBeating) return;
      isBeating = true;
      after(EVERY, beat);
    },
  };
}
