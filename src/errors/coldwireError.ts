/**
 * What each kind of failure tells about itself. The kind names the failure, the context its particulars; neither
 * ever holds a payload or a secret, so an error can be logged as it stands. A `reason` is in the peer's own words.
 */
export interface ErrorContexts {
  /** The socket did not open. `status` is the HTTP status of the handshake; `retryAfterMs` is the venue's own wish. */
  'dial-failed': { readonly url?: string; readonly status?: number; readonly retryAfterMs?: number };
  /** An open socket ended, whoever ended it and however politely. */
  'connection-lost': { readonly code?: number; readonly reason?: string; readonly wasClean?: boolean };
  /** Nothing that proves life came for `within` ms. */
  silence: { readonly within?: number };
  /** The venue did not accept the credentials, or no longer does; with `retryAfterMs` where trying again may help. */
  'authentication-failed': { readonly reason?: string; readonly retryAfterMs?: number };
  /** The venue refused a subscription; `permanent` when asking again cannot help. */
  'subscription-rejected': { readonly subscription?: string; readonly reason?: string; readonly permanent?: boolean };
  /**
   * In `timeout` ms a subscription was neither confirmed nor refused, or confirmed and never served; or, where no
   * subscription is named, a connection did not pass its ready gate.
   */
  'ack-timeout': { readonly subscription?: string; readonly timeout?: number };
  /** The venue ended a subscription by itself. */
  'unsubscribed-by-venue': { readonly subscription?: string; readonly reason?: string };
  /** The venue refused a request. `code` is its own. */
  'request-rejected': { readonly id?: string | number; readonly reason?: string; readonly code?: string };
  /** Nothing was handed to the socket: safe to try again. */
  'not-sent': { readonly id?: string | number };
  /** An idempotent request went unanswered; with a `reason` where the venue said that it could not answer. */
  'reply-timeout': {
    readonly id?: string | number;
    readonly timeout?: number;
    readonly reason?: string;
    readonly code?: string;
  };
  /** Bytes may have left and no answer came, or one that the venue itself does not know: only it can find out. */
  'outcome-unknown': {
    readonly id?: string | number;
    readonly timeout?: number;
    readonly reason?: string;
    readonly code?: string;
  };
  /** A change that should follow on what is known does not. */
  'sequence-gap': { readonly symbol?: string; readonly expected?: string; readonly received?: string };
  /** The venue's checksum is not that of the book it should be of. */
  'checksum-mismatch': { readonly symbol?: string; readonly expected?: number; readonly actual?: number };
  /** A book whose best bid is not below its best ask, though all its checks agree. */
  crossed: { readonly symbol?: string; readonly bid?: string; readonly ask?: string };
  /** A bounded queue was full. `limit` counts items unless the text says bytes. */
  overflow: { readonly limit?: number; readonly what?: string };
  /** The peer sent what its own protocol does not allow. `length` is the frame's, in characters or bytes. */
  'protocol-violation': { readonly what?: string; readonly length?: number };
  /** Neither venue nor runtime has `what` was asked for. */
  unsupported: { readonly what?: string };
  /** What was asked for cannot be meant. */
  'invalid-options': { readonly option?: string; readonly expected?: string };
}

/** What a failure is called: the `kind` of a {@link ColdwireError}. */
export type ErrorKind = keyof ErrorContexts;

/** Registered, so that every copy of the package in a program has the same. */
const BRAND = Symbol.for('coldwire.error');
/** Longest text that a message quotes of one fact. */
const LONGEST_FACT = 200;

/**
 * The one family of errors coldwire raises: a literal `kind`, a typed `context`, and the `cause` where there is one.
 *
 * The message is the kind with the context's facts on one line: of each at most 200 characters, without control characters,
 * for some are the peer's words. The context has them whole.
 *
 * @example
 * ```ts
 * import { ColdwireError, isColdwireError } from 'coldwire';
 *
 * const error: unknown = new ColdwireError('connection-lost', { code: 1006, wasClean: false });
 * if (isColdwireError(error, 'connection-lost')) console.log(error.context.code); // 1006
 * ```
 */
export class ColdwireError<K extends ErrorKind = ErrorKind> extends Error {
  /** Names the failure. */
  readonly kind: K;
  /** Its particulars. */
  readonly context: ErrorContexts[K];

  constructor(kind: K, context: ErrorContexts[K] = {}, options: { readonly cause?: unknown } = {}) {
    super(messageOf(kind, context), 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ColdwireError';
    this.kind = kind;
    this.context = context;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** A ColdwireError whose kind narrows its context: what {@link isColdwireError} gives when no kind is asked for. */
export type AnyColdwireError = { [K in ErrorKind]: ColdwireError<K> }[ErrorKind];

/**
 * Whether `value` is a ColdwireError, of `kind` if one is given. Holds across entry points, across two copies of the
 * package in one program and across realms, where `instanceof` does not.
 *
 * @example
 * ```ts
 * import { ColdwireError, isColdwireError } from 'coldwire';
 *
 * const error: unknown = new ColdwireError('silence', { within: 10_000 });
 * console.log(isColdwireError(error), isColdwireError(error, 'overflow')); // true false
 * ```
 */
export function isColdwireError(value: unknown): value is AnyColdwireError;
export function isColdwireError<K extends ErrorKind>(value: unknown, kind: K): value is ColdwireError<K>;
export function isColdwireError(value: unknown, kind?: ErrorKind): boolean {
  if (typeof value !== 'object' || value === null || !(BRAND in value)) return false;
  return kind === undefined || (value as Partial<ColdwireError>).kind === kind;
}

function messageOf(kind: ErrorKind, context: object): string {
  const facts = Object.entries(context).filter(([, value]) => value !== undefined && value !== '');
  return facts.length === 0 ? kind : `${kind} (${facts.map(([name, value]) => `${name}: ${quote(value)}`).join(', ')})`;
}

/** A fact fit for one line of a log: what moves a terminal's cursor, colours it or ends the line becomes a space. */
function quote(fact: unknown): string {
  const text = String(fact);
  const short = text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT - 1)}…` : text;
  return short.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
}
