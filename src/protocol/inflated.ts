import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import { countOption } from '../util/countOption.ts';
import type { BinaryReader } from './codec.ts';

/** Inflates bytes, at once. Throws where they are not what it reads, and before it has made more than `most` bytes of them. */
export type Inflate = (bytes: Uint8Array, most: number) => Uint8Array;

/** What {@link inflated} lets through. */
export interface InflatedOptions {
  /** Most bytes of a frame. Default 1 MiB. */
  readonly maxCompressed?: number;
  /** Most bytes of what is in it. Default 16 MiB. */
  readonly maxInflated?: number;
}

const MEBIBYTE = 1_048_576;

/**
 * Reads binary frames as compressed text: for `binary` of a codec. A frame over a cap, before or after inflation, is a
 * `protocol-violation`, and so is whatever else `inflate` throws: it costs that frame, and no more memory than the caps
 * say. What comes with the package is `gunzip`, `inflateRaw` and `inflateDetected`.
 *
 * Throws `invalid-options` for caps that are no counts.
 *
 * @example
 * ```ts
 * import { type Codec, gunzip, inflated } from 'coldwire';
 *
 * const codec: Codec = { kind: 'json', numbers: 'text', binary: inflated(gunzip, { maxInflated: 2 ** 20 }) };
 * ```
 */
export function inflated(inflate: Inflate, options: InflatedOptions = {}): BinaryReader {
  const maxCompressed = countOption('maxCompressed', options.maxCompressed, MEBIBYTE);
  const maxInflated = countOption('maxInflated', options.maxInflated, 16 * MEBIBYTE);
  return (frame, readText) => {
    if (frame.length > maxCompressed) throw violation('compressed length', frame.length);
    let text: Uint8Array;
    try {
      text = inflate(frame, maxInflated);
    } catch (cause) {
      throw isColdwireError(cause, 'protocol-violation') ? cause : violation('compression', frame.length, { cause });
    }
    if (text.length > maxInflated) throw violation('inflated length', frame.length);
    return readText(text);
  };
}

function violation(what: string, length: number, options?: { readonly cause: unknown }): Error {
  return new ColdwireError('protocol-violation', { what, length }, options);
}
