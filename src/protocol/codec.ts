import type { Frame } from '../model/seams.ts';

/** How frames become messages, and messages frames. */
export type Codec = JsonCodec | CustomCodec;

/**
 * JSON, one text a message, and what venues mix with it. A frame it cannot read is a `protocol-violation`, for itself
 * alone. What only some venues need is a function that those venues name, so nobody else loads it.
 */
export interface JsonCodec {
  readonly kind: 'json';
  /**
   * What becomes of bare numbers. `text`: the exact wire text of each, as checksums need it. `number`: doubles. A function
   * is given the exact text: `losslessNumber` makes doubles, but of ids past 2^53.
   */
  readonly numbers: 'text' | 'number' | NumberReader;
  /**
   * Names whose value, wherever it stands, is the rows of one side of a book, `[["61837.63","3.78"],["61837.62","0.61"]]`: prices and
   * sizes in quotes, perhaps with more behind them. They are read at once into what `levelsOf` gives, several times as fast as
   * by way of their arrays. Default: none.
   */
  readonly levels?: readonly string[];
  /**
   * Frames that are no JSON (`pong`, a greeting), each with the message it stands for, given as it is. Exact, and the same
   * in text and in bytes. Default: none. To send one, see `plain`.
   */
  readonly tokens?: Readonly<Record<string, unknown>>;
  /** Reads binary frames. Default: as the text that they are in UTF-8. */
  readonly binary?: BinaryReader;
  /**
   * Makes the frame of a message, where JSON alone cannot say it: amounts that must go out as bare numbers, digit by digit. Pure; its
   * throwing is `not-sent`. Default: as JSON, or as the text of `plain`.
   */
  encode?(message: unknown): Frame;
}

/** What a bare JSON number is read as. Pure. */
export type NumberReader = (text: string) => unknown;

/**
 * Reads binary frames that are more than text in UTF-8: `inflated(gunzip)` for compressed ones, a venue's own function for a
 * language beside JSON, such as Protocol Buffers. `readText` reads bytes as the text of a frame. Pure; its throwing is a
 * `protocol-violation`, and what it throws must not quote the frame.
 */
export type BinaryReader = (frame: Uint8Array, readText: (text: Uint8Array) => unknown) => unknown;

/** No JSON at all: the venue brings the language. */
export interface CustomCodec {
  readonly kind: 'custom';
  /** One frame to one message. Pure; its throwing is a `protocol-violation`, and what it throws must not quote the frame. */
  decode(frame: Frame): unknown;
  /** One message to one frame. Pure; its throwing is `not-sent`. */
  encode(message: unknown): Frame;
}
