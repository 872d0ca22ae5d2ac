import { isColdwireError } from '../errors/coldwireError.ts';

/** Whether something was not sent because too much waits to leave, on a socket that lives on. */
export function isSocketFull(error: unknown): boolean {
  return isColdwireError(error, 'not-sent') && isColdwireError(error.cause, 'overflow');
}
