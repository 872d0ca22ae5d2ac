import { isRow } from '../../protocol/fields.ts';
import { embeddedRequest } from './embeddedRequest.ts';

/** The operations whose answers are no acknowledgements. */
const ASKS: readonly unknown[] = ['subscribe', 'unsubscribe', 'login'];

/**
 * The id of a reply to a request: of an answer that names its operation, or of an error that has an id or repeats the
 * request. Acknowledgements have ids of their own kind.
 */
export function idOf(message: unknown): string | undefined {
  if (!isRow(message)) return undefined;
  const { event, op, msg } = message;
  if (typeof op === 'string') return idOfRequest(message);
  if (event !== 'error') return undefined;
  const embedded = embeddedRequest(msg);
  return embedded === undefined || ASKS.includes(embedded['op']) ? undefined : idOfRequest(embedded);
}

/** The id that a message bears, which the venue writes as text. */
export function idOfRequest(message: unknown): string | undefined {
  const id = isRow(message) ? message['id'] : undefined;
  return typeof id === 'string' && id !== '' && id.length <= 32 ? id : undefined;
}
