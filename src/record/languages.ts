import { decoderOf } from '../codec/jsonCodec.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Incoming } from '../protocol/incoming.ts';
import { bytesOfBase64 } from '../util/base64.ts';
import type { SessionLine } from './sessionLine.ts';

/** A dialect with its ear. */
export interface Language {
  readonly dialect: Dialect;
  readonly decode: (frame: Frame) => unknown;
}

/** What a frame meant, and in which dialect. */
export interface Heard {
  readonly language: Language;
  readonly incoming: Incoming;
}

/** A dialect with the decoder its codec asks for. */
export function languageOf(dialect: Dialect): Language {
  const decode = decoderOf(dialect.codec);
  return {
    dialect,
    decode: (frame) => {
      try {
        return decode(frame);
      } catch (cause) {
        if (isColdwireError(cause, 'protocol-violation')) throw cause;
        // The venue's own function threw: a fault of the frame all the same.
        throw new ColdwireError('protocol-violation', { what: 'frame', length: frame.length }, { cause });
      }
    },
  };
}

/** Whether no other dialect would make the same of a frame; greetings and heartbeats are much alike everywhere. */
export function isTelling({ kind }: Incoming): boolean {
  return kind === 'data' || kind === 'ack' || kind === 'refusal' || kind === 'several';
}

/**
 * A recorded frame in the first language in which it tells something, else in one in which it means anything. Throws
 * `protocol-violation` where none can decode it.
 */
export function hear(line: SessionLine, languages: readonly Language[]): Heard | undefined {
  const frame = frameOf(line);
  let failure: unknown;
  let heard: Heard | undefined;
  for (const language of languages) {
    try {
      const incoming = language.dialect.classify(language.decode(frame));
      if (isTelling(incoming)) return { language, incoming };
      if (heard === undefined || heard.incoming.kind === 'unknown') heard = { language, incoming };
    } catch (error) {
      failure = error;
    }
  }
  if (heard === undefined && failure !== undefined) throw failure as Error;
  return heard;
}

function frameOf({ raw, b64 = '' }: SessionLine): Frame {
  if (raw !== undefined) return raw;
  try {
    return bytesOfBase64(b64);
  } catch (cause) {
    throw new ColdwireError('protocol-violation', { what: 'base64', length: b64.length }, { cause });
  }
}
