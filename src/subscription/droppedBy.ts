import { isColdwireError } from '../errors/coldwireError.ts';

/** How many frames of a topic were lost with `error`: a bounded queue that overflows loses what it held and one more. */
export function droppedBy(error: unknown): number | undefined {
  return isColdwireError(error, 'overflow') && error.context.limit !== undefined ? error.context.limit + 1 : undefined;
}
