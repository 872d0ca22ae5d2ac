import { messageIdOf } from './askId.ts';

/** What the ids of what is asked to subscribe begin with over the WebSocket API, which takes texts. */
const ASK = 'ask-';

/**
 * The id by which something is asked to subscribe over the WebSocket API. It is a text, so that every number is left to requests: one
 * that a caller takes from a clock is as large as it likes, and the answer to an order is never taken for another.
 */
export function apiAskId(id: number | string): string {
  return `${ASK}${id}`;
}

/** The id of what a message answers, where that was asked to subscribe; else nothing. */
export function apiAnsweredId(message: unknown): string | undefined {
  const id = messageIdOf(message);
  return id?.startsWith(ASK) === true ? id.slice(ASK.length) : undefined;
}

/** The id of a message that answers a request. */
export function apiReplyIdOf(message: unknown): string | undefined {
  return apiAnsweredId(message) === undefined ? messageIdOf(message) : undefined;
}
