import { nextSequence } from '../../operators/internal/sequence.ts';
import type { BookSequence } from '../protocol/bookRule.ts';

/**
 * Below, at or above zero as the change `a` is earlier than, the same as or later than `b`. Of two numbers their difference;
 * of texts the longer is the later, so nothing is parsed.
 */
export function changeOrder(a: BookSequence, b: BookSequence): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}

/** Whether `b` is the change right after `a`. */
export function isNextChange(a: BookSequence, b: BookSequence): boolean {
  if (typeof a === 'number' && typeof b === 'number') return b - a === 1;
  return nextSequence(String(a)) === String(b);
}
