import { ColdwireError } from '../errors/coldwireError.ts';

/** One event of a recorded session, in arrival order. */
export interface SessionLine {
  /** Recorder's time, microseconds since the epoch. */
  readonly t: number;
  /** Connection within the file; absent on `http` lines. */
  readonly c?: number;
  readonly k: 'open' | 'send' | 'recv' | 'http';
  /** On `open` and `http`; empty where the recording did not keep it. */
  readonly url?: string;
  /** A text frame, or the body of an `http` answer, verbatim. */
  readonly raw?: string;
  /** A binary frame, base64. */
  readonly b64?: string;
}

const KINDS: readonly unknown[] = ['open', 'send', 'recv', 'http'];

/**
 * Reads one line of a session, as text or as it was told to a recorder's sink. Throws `protocol-violation` for what is none, with the line's number where it is
 * given; the error never holds the line.
 */
export function sessionLineOf(text: string | SessionLine, number?: number): SessionLine {
  const refuse = (): never => {
    const what = number === undefined ? 'session line' : `session line ${number}`;
    throw new ColdwireError('protocol-violation', {
      what,
      ...(typeof text === 'string' ? { length: text.length } : {}),
    });
  };
  let line: unknown;
  try {
    line = typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    // The cause would quote the line.
    return refuse();
  }
  return isSessionLine(line) ? line : refuse();
}

function isSessionLine(value: unknown): value is SessionLine {
  if (typeof value !== 'object' || value === null) return false;
  const { t, c, k, url, raw, b64 }: Partial<Record<keyof SessionLine, unknown>> = value;
  const isTimed = typeof t === 'number' && Number.isFinite(t) && t >= 0;
  const isPlaced = c === undefined || Number.isSafeInteger(c);
  const areTexts = [url, raw, b64].every((field) => field === undefined || typeof field === 'string');
  return (
    isTimed && isPlaced && areTexts && KINDS.includes(k) && (k !== 'recv' || raw !== undefined || b64 !== undefined)
  );
}
