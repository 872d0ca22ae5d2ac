import { ColdwireError } from '../errors/coldwireError.ts';
import type { RequestOptions } from './connection.ts';

/** What cannot be meant by a request's options, found before anything is dialled or sent. */
export function faultOf<M>({ replies = 1, timeout = 0 }: RequestOptions<M>): ColdwireError | undefined {
  if (!Number.isSafeInteger(replies) || replies < 0) return invalid('replies', 'a whole number, not negative');
  return timeout >= 0 ? undefined : invalid('timeout', 'milliseconds, not negative');
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
