import { isRow } from '../../protocol/fields.ts';

/**
 * What is added to the ids of what is asked to subscribe, or to see what is subscribed: answers look like those to any request, and
 * say by their id alone which they are. A whole number that 32 bits hold, for streams of futures take no other.
 */
const ABOVE = 1_000_000_000;

/** The id by which something is asked to subscribe. */
export function askId(id: number | string): number {
  return ABOVE + Number(id);
}

/** The id of a message, as text; none where it says none. */
export function messageIdOf(message: unknown): string | undefined {
  const id = isRow(message) ? message['id'] : undefined;
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
}

/** The id of what a message answers, where that was asked to subscribe; else nothing. */
export function answeredId(message: unknown): string | undefined {
  const id = isRow(message) ? message['id'] : undefined;
  return typeof id === 'number' && id > ABOVE ? String(id - ABOVE) : undefined;
}

/** The id of a message that answers a request. */
export function replyIdOf(message: unknown): string | undefined {
  return answeredId(message) === undefined ? messageIdOf(message) : undefined;
}
