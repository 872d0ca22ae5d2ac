import type { Clock, Frame } from '../model/seams.ts';
import { systemClock } from '../transport/clock.ts';
import { base64Of } from '../util/base64.ts';
import { tellerOf } from '../client/tellerOf.ts';
import { redactSecrets } from './redactSecrets.ts';
import type { SessionLine } from './sessionLine.ts';

/** How a recording is written. */
export interface RecordOptions {
  /**
   * What every text goes through before the sink sees it: urls, frames, bodies. In place of {@link redactSecrets}, the default,
   * which a function of one's own should call too.
   */
  readonly redact?: (text: string) => string;
  /** Dates the lines: its wall time where the recording begins, its monotonic time from there. Default: the machine's. */
  readonly clock?: Clock;
}

/** Told each line of a recording, in order. Its own throw is reported by rxjs and harms nothing else. */
export type RecordSink = (line: SessionLine) => void;

/** Writes what happens, redacted and dated, to a sink. */
export interface Recorder {
  /** Milliseconds since the epoch that never go back. */
  now(): number;
  /** `content` is a frame or a body. */
  write(line: Pick<SessionLine, 'k' | 'c' | 'url'>, at: number, content?: Frame): void;
}

/** A recorder for one sink. */
export function recorder(sink: RecordSink, { redact = redactSecrets, clock = systemClock }: RecordOptions): Recorder {
  const tell = tellerOf(sink);
  const offset = clock.wall() - clock.monotonic();
  const contentOf = (frame: Frame): Pick<SessionLine, 'raw' | 'b64'> =>
    typeof frame === 'string' ? { raw: redact(frame) } : { b64: base64Of(redactedBytes(frame, redact)) };
  return {
    now: () => offset + clock.monotonic(),
    write: ({ url, ...line }, at, content) =>
      tell({
        t: Math.round(at * 1_000),
        ...line,
        ...(url === undefined ? {} : { url: redact(url) }),
        ...(content === undefined ? {} : contentOf(content)),
      }),
  };
}

/** Bytes that are a text in UTF-8 are redacted as one; what cannot be read stays as it is. */
function redactedBytes(bytes: Uint8Array, redact: (text: string) => string): Uint8Array {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
  return new TextEncoder().encode(redact(text));
}
