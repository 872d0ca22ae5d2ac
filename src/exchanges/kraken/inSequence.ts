import { ColdwireError } from '../../errors/coldwireError.ts';
import { decimalOf, type Row, rowsOf } from '../../protocol/fields.ts';
import type { AccountPayload } from './accountPayload.ts';

/**
 * The rows of the frames of a private channel, one attempt at it. A snapshot begins; every frame after it has the next number.
 * What comes before it is in it, and what comes twice is told once. Throws `sequence-gap` where a frame is missing.
 */
export function inSequence(): (payload: AccountPayload) => readonly Row[] {
  let last: number | undefined;
  return ({ snapshot, rows, sequence }) => {
    const number = decimalOf(sequence, 'sequence');
    if (!snapshot) {
      if (last === undefined || number === last) return [];
      if (number !== last + 1)
        throw new ColdwireError('sequence-gap', { expected: String(last + 1), received: String(number) });
    }
    last = number;
    return rowsOf(rows, 'data');
  };
}
