import { ColdwireError } from '../errors/coldwireError.ts';
import type { Frame } from '../model/seams.ts';
import type { Codec } from '../protocol/codec.ts';
import { plainTextOf } from '../protocol/plain.ts';
import { parseJson } from './parseJson.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The decoder a codec asks for. What it makes throws `protocol-violation` on frames it cannot read, and whatever the
 * venue's own functions throw.
 */
export function decoderOf(codec: Codec): (frame: Frame) => unknown {
  if (codec.kind === 'custom') return codec.decode;
  const { tokens = {}, binary = (frame, readText) => readText(frame) } = codec;
  const readText = (text: string): unknown => {
    try {
      return parseJson(text, codec);
    } catch (error) {
      // Last, so that JSON never pays for it.
      if (Object.hasOwn(tokens, text)) return tokens[text];
      throw error;
    }
  };
  const readBytes = (bytes: Uint8Array): unknown => readText(textOf(bytes));
  return (frame) => (typeof frame === 'string' ? readText(frame) : binary(frame, readBytes));
}

/** The encoder a codec asks for. */
export function encoderOf(codec: Codec): (message: unknown) => Frame {
  return codec.encode ?? encodeJson;
}

/**
 * One text frame: what `plain` made as its bare text, anything else as JSON. Throws on what JSON cannot say: a cycle, a
 * BigInt, `undefined`, a function, a symbol.
 */
export function encodeJson(message: unknown): Frame {
  const text = plainTextOf(message) ?? (JSON.stringify(message) as string | undefined);
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
