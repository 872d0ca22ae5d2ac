import type { BookSide } from '../../model/orderBook.ts';
import type { BookLevel } from '../market/marketBook.ts';

/**
 * What must be told to somebody who saw the levels before, so that they see those after: each price once, best first, what is gone
 * with no lots. A level that a better one pushed out of sight is gone too: OKX says so (recordings of 2022).
 */
export function changesBetween(
  before: readonly BookLevel[],
  after: readonly BookLevel[],
  side: BookSide,
): readonly BookLevel[] {
  const sign = side === 'bid' ? -1 : 1;
  const changes: BookLevel[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old === undefined || (now !== undefined && (now.ticks - old.ticks) * sign < 0)) {
      changes.push(now as BookLevel);
      j++;
    } else if (now === undefined || now.ticks !== old.ticks) {
      changes.push({ ticks: old.ticks, lots: 0 });
      i++;
    } else {
      if (old.lots !== now.lots) changes.push(now);
      i++;
      j++;
    }
  }
  return changes;
}
