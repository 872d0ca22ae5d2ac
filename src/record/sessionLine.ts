import { ColdwireError } from '../errors/coldwireError.ts';

/** One event of a recorded session, in arrival order. */
export interface SessionLine {
  /** Recorder's time, microseconds since the epoch. */
  readonly t: number;
  /** Connection within the file; absent on `http` lines. */
  readonly c?: number;
  readonly k: 'open' | 'send' | 'recv' | 'http';
  readonly url?: string;
  /** A text frame, verbatim. */
  readonly raw?: string;
  /** A binary frame, base64. */
  readonly b64?: string;
}

/** Reads one JSON line of a session file. Throws `protocol-violation` for what is none. */
export function sessionLineOf(text: string): SessionLine {
  let line: Partial<SessionLine>;
  try {
    line = JSON.parse(text) as Partial<SessionLine>;
  } catch (cause) {
    throw new ColdwireError('protocol-violation', { what: 'session line', length: text.length }, { cause });
  }
  if (typeof line?.t !== 'number' || !['open', 'send', 'recv', 'http'].includes(String(line.k)))
    throw new ColdwireError('protocol-violation', { what: 'session line', length: text.length });
  return line as SessionLine;
}
