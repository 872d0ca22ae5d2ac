import { ColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';
import type { Codec } from '../protocol/dialect.ts';
import { parseJson } from './parseJson.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The decoder a dialect's codec asks for. What it makes throws `protocol-violation` on frames it cannot read. */
export function decoderOf({ numbers }: Codec): (frame: Frame) => unknown {
  return (frame) => parseJson(typeof frame === 'string' ? frame : textOf(frame), { numbers });
}

/** JSON in one text frame. Throws on what JSON cannot say: a cycle, a BigInt, `undefined`, a function, a symbol. */
export function encodeJson(message: unknown): Frame {
  const text = JSON.stringify(message) as string | undefined;
  if (text === undefined) throw new ColdwireError('invalid-options', { option: 'message', expected: 'a JSON value' });
  return text;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new ColdwireError('protocol-violation', { what: 'text encoding', length: bytes.length }, { cause });
  }
}
