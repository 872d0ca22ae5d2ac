/** Registered, so that every copy of the package in a program has the same. */
const TEXT: unique symbol = Symbol.for('coldwire.plain');

/** A message that is sent as a bare text. */
export interface PlainText {
  readonly [TEXT]: string;
}

/**
 * A message that goes out as this text alone, not as JSON: for venues that are kept alive by a bare `ping`.
 *
 * @example
 * ```ts
 * import { connect, plain } from 'coldwire';
 *
 * connect({
 *   endpoint: { url: 'wss://venue.example/ws' },
 *   heartbeat: { every: 20_000, message: () => plain('ping') },
 * }); // sends ping, where message: () => 'ping' would send "ping"
 * ```
 */
export function plain(text: string): PlainText {
  return { [TEXT]: text };
}

/** The text of a message made by {@link plain}; undefined for any other. */
export function plainTextOf(message: unknown): string | undefined {
  return (message as Partial<PlainText> | null | undefined)?.[TEXT];
}
