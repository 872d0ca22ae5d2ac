import type { Clock } from '../model/seams.ts';

/** Counts what has been asked of a peer and still holds it to an answer, or to data. */
export interface Outstanding {
  /** One more, until what it gives back is called; calling that twice counts once. */
  begin(): () => void;
  /** Whether there is any. */
  some(): boolean;
  /** How long there has been any, all times together, in milliseconds. */
  lasted(): number;
}

/** Nothing outstanding yet. */
export function outstanding({ monotonic }: Pick<Clock, 'monotonic'>): Outstanding {
  let count = 0;
  let before = 0;
  let since = 0;
  return {
    begin: () => {
      let isOpen = true;
      if (count++ === 0) since = monotonic();
      return () => {
        if (isOpen && --count === 0) before += monotonic() - since;
        isOpen = false;
      };
    },
    some: () => count > 0,
    lasted: () => (count === 0 ? before : before + monotonic() - since),
  };
}
