import { ColdwireError } from '../errors/coldwireError.ts';
import { laneNumbers } from '../limits/laneNumbers.ts';
import type { RequestOptions } from './connection.ts';

/** What cannot be meant by a request's options, found before anything is dialled or sent. No frame may weigh more than `most`. */
export function faultOf<M>(
  { replies = 1, timeout = 0, lane = 'order', weight = 1 }: RequestOptions<M>,
  most: number = Number.POSITIVE_INFINITY,
): ColdwireError | undefined {
  if (!Object.hasOwn(laneNumbers, lane)) return invalid('lane', Object.keys(laneNumbers).join(', '));
  if (!(weight >= 0 && weight <= most)) return invalid('weight', `a number from 0 to ${most}`);
  if (!Number.isSafeInteger(replies) || replies < 0) return invalid('replies', 'a whole number, not negative');
  return timeout >= 0 ? undefined : invalid('timeout', 'milliseconds, not negative');
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
