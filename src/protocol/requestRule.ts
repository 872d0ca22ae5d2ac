import type { SignedText } from './signedText.ts';
import type { SendContext } from './sendContext.ts';

/** Why a venue refused a request. */
export interface Rejection {
  /** The venue's own words, never what was sent. The engine cuts them to 200 characters. */
  readonly reason: string;
  /** The venue's own code, where it has one. */
  readonly code?: string;
  /**
   * It is no refusal: the venue itself does not know what became of the request (a timeout between its own machines). The
   * request ends as unanswered, `outcome-unknown` if not idempotent. Default false.
   */
  readonly isUnknown?: boolean;
  /** It is the token that the venue did not accept: the next request gets a new one. */
  readonly tokenRefused?: boolean;
  /**
   * It was refused because too much was asked: for so many milliseconds no request leaves for that dialect, on any socket. Those
   * that wait meanwhile end within their `timeout`, as `not-sent`. Default: nothing is held back.
   */
  readonly retryAfterMs?: number;
}

/** What a dialect says of requests and their replies: data and pure functions. What one of them throws on stays unanswered. */
export interface RequestRule<M = unknown> {
  /** Whether a message is asked as somebody: signed, with a token. Needs `auth`. Default: all are, where there is `auth`. */
  isPrivate?(message: unknown): boolean;
  /** The text to sign for a private message, its id in place, just before it leaves. Default: nothing is signed. */
  sign?(message: unknown, context: SendContext): SignedText;
  /** The message as it leaves: with its time, its signature, its token. Given with its id in place. Default: as it is. */
  complete?(message: unknown, context: SendContext): unknown;
  /**
   * Whether a reply is the last one, where the caller says neither how many there are nor which is the last. Default: the
   * first is.
   */
  isFinal?(reply: M): boolean;
  /** The refusal that a reply is, if it is one: it ends the request, whatever else was to come. Default: none is. */
  rejectionOf?(reply: M): Rejection | undefined;
}
