import { encoderOf } from '../codec/jsonCodec.ts';
import type { Codec } from '../protocol/codec.ts';

/** How many bytes a message is, as a frame of a codec. */
export function frameBytes(codec: Codec): (message: unknown) => number {
  const encode = encoderOf(codec);
  return (message) => {
    const frame = encode(message);
    return typeof frame === 'string' ? new TextEncoder().encode(frame).length : frame.length;
  };
}
