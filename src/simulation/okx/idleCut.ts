import type { Connection } from '../venueSide.ts';
import { limits } from './limits.ts';

/** Ends a connection over which nothing passes; says when something did. Protocol pings are nothing. */
export function idleCut({ after, close }: Pick<Connection, 'after' | 'close'>, now: () => number): () => void {
  let heardAt = now();
  const look = (): void => {
    const wait = heardAt + limits.idle - now();
    if (wait > 0) after(wait, look);
    else close({ code: 4004, reason: 'No data received in 30s' });
  };
  after(limits.idle, look);
  return () => {
    heardAt = now();
  };
}
