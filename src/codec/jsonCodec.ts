import { ColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';
import type { Codec } from '../protocol/dialect.ts';
import { parseJson } from './parseJson.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The decoder a dialect's codec asks for. What it makes throws `protocol-violation` on frames it cannot read. */
export function decoderOf({ numbers }: Codec): (frame: Frame) => unknown {
  return (frame) => parseJson(typeof frame === 'string' ? frame : textOf(frame), { numbers });
}

/** JSON in one text frame. */
export function encodeJson(message: unknown): Frame {
  return JSON.stringify(message);
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new ColdwireError('protocol-violation', { what: 'text encoding', length: bytes.length }, { cause });
  }
}
