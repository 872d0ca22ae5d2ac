import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import { venueWords } from '../protocol/venueWords.ts';

/** What a venue means by closing with a code: dial again, dial again but not soon, or give up (the login is no good). */
export type Closes = Readonly<Record<number, 'retry' | 'wait' | 'surface'>>;

/** What to do about a failure. */
export interface Remedy {
  /** What consumers are told, where dialling again cannot help. */
  readonly surfaced?: Error;
  /** Milliseconds before which not to dial, whatever the backoff draws. */
  readonly atLeast: number;
  /** How many more to draw from. */
  readonly spread: number;
  /** How many failures in a row, this one included, look as if they would not heal. */
  readonly doubts: number;
}

/** So that no more than two dials a minute meet what only a human or a long while can mend, in milliseconds. */
const SOON = 30_000;
/** How many doubtful failures in a row are believed. */
const DOUBTS = 3;
/** How Node's TLS names a certificate that it does not accept. */
const UNVERIFIED =
  /^(ERR_TLS_CERT_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(GET|VERIFY|DE)|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$)/;

/**
 * What to do about what ended a dial or a connection, with `doubts` doubtful failures in a row before it.
 *
 * | failure | is |
 * | --- | --- |
 * | `unsupported`, `invalid-options`, `authentication-failed` | surfaced |
 * | the last with `retryAfterMs`, a failed dial with Retry-After | dialled again, not before that |
 * | a certificate that does not verify, a handshake answered 401 | dialled again after 30 to 60 s, surfaced the third time in a row: as `invalid-options` of `url`, as `authentication-failed` |
 * | any other 3xx or 4xx but 408 and 425: a wrong path, a ban of unknown length | dialled again after 30 to 60 s |
 * | a close that the dialect says `wait` or `surface` of | the same; surfaced as `authentication-failed` |
 * | everything else | dialled again by the backoff alone |
 */
export function remedyOf(error: unknown, doubts = 0, closes: Closes = {}): Remedy {
  if (!isColdwireError(error)) return RETRY;
  switch (error.kind) {
    case 'unsupported':
    case 'invalid-options':
      return { ...RETRY, surfaced: error };
    case 'authentication-failed':
      return error.context.retryAfterMs === undefined
        ? { ...RETRY, surfaced: error }
        : { ...RETRY, atLeast: error.context.retryAfterMs };
    case 'connection-lost':
      return ofClose(error, closes);
    case 'dial-failed':
      return ofDial(error, doubts);
    default:
      return RETRY;
  }
}

const RETRY: Remedy = { atLeast: 0, spread: 0, doubts: 0 };
const LATER: Remedy = { ...RETRY, atLeast: SOON, spread: SOON };

function ofClose(cause: ColdwireError<'connection-lost'>, closes: Closes): Remedy {
  const { code = 0, reason } = cause.context;
  const verdict = Object.hasOwn(closes, code) ? closes[code] : undefined;
  if (verdict === 'wait') return LATER;
  if (verdict !== 'surface') return RETRY;
  const words = venueWords(reason, `close ${code}`);
  return { ...RETRY, surfaced: new ColdwireError('authentication-failed', { reason: words }, { cause }) };
}

function ofDial(cause: ColdwireError<'dial-failed'>, before: number): Remedy {
  const { status = 0, retryAfterMs } = cause.context;
  if (retryAfterMs !== undefined) return { ...RETRY, atLeast: retryAfterMs };
  const told = doubted(cause, status);
  if (told !== undefined) {
    const doubts = before + 1;
    return doubts < DOUBTS ? { ...LATER, doubts } : { ...RETRY, surfaced: told };
  }
  return status >= 300 && status < 500 && status !== 408 && status !== 425 ? LATER : RETRY;
}

/** What consumers are told of a failed dial, if it keeps failing that way. */
function doubted(cause: ColdwireError<'dial-failed'>, status: number): ColdwireError | undefined {
  if (status === 401) return new ColdwireError('authentication-failed', { reason: 'HTTP 401' }, { cause });
  const { code } = (cause.cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && UNVERIFIED.test(code)
    ? new ColdwireError('invalid-options', { option: 'url', expected: 'a certificate that verifies' }, { cause })
    : undefined;
}
