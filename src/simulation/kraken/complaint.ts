import type { Connection } from '../venueSide.ts';
import { exceededRate } from './answers.ts';

/** Complains about too many messages, in turn, and once for all that come until then. */
export function complaint({ inTurn, send }: Pick<Connection, 'inTurn' | 'send'>): () => void {
  let isComplaining = false;
  return () => {
    if (isComplaining) return;
    isComplaining = true;
    inTurn(() => {
      isComplaining = false;
      send(exceededRate);
    });
  };
}
