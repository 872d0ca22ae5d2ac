import { ColdwireError } from '../errors/coldwireError.ts';
import type { NumberReader } from '../protocol/codec.ts';
import { readLevels } from '../protocol/levelsOf.ts';
import { scanLevels } from './scanLevels.ts';

/** How {@link parseJson} reads. */
export interface ParseJsonOptions {
  /**
   * `text` makes of every bare number the string of its exact wire text; `number`, the default, makes a double; a function
   * decides, given the text.
   */
  readonly numbers?: 'text' | 'number' | NumberReader;
  /** Names whose rows of price and size are read at once into levels, for `levelsOf`; see the codec's `levels`. Default: none. */
  readonly levels?: readonly string[] | undefined;
  /** Most arrays and objects inside one another, 64 by default. */
  readonly maxDepth?: number;
}

/** Where a parse stands. */
interface Cursor {
  readonly text: string;
  readonly numbers: 'text' | 'number' | NumberReader;
  readonly levels: readonly string[] | undefined;
  /** Whether what is kept of the text must not keep the text. */
  readonly copies: boolean;
  at: number;
}

const MAX_NUMBER_LENGTH = 400;
const MAX_KNOWN_KEY_LENGTH = 32;
/** A text of more characters than this must not be kept alive by a price out of it. */
const MAX_KEPT_LENGTH = 16_384;
/** V8 copies a slice up to this length; of a longer one it makes a view of the whole text. */
const MAX_COPIED_LENGTH = 12;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const UPPER_E = 0x45;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Keys met lately. A key found here needs neither a new string nor a look-up in the engine's table of names, which is
 * most of what an object costs. A memory only: what is in it never changes a result, and it cannot grow.
 */
const knownKeys: string[] = Array.from({ length: 256 }, () => '');

/**
 * Parses JSON without losing what the wire said: with `numbers: 'text'`, `45281.0` stays `'45281.0'`, as checksums and
 * ids past 2^53 need it. Strings are strings either way, but those in rows of `levels`.
 *
 * Accepts exactly what `JSON.parse` accepts but for two bounds, and gives the same value when `numbers` is `number`.
 * A key `__proto__` becomes a property like any other. Throws `protocol-violation` for anything else, for nesting
 * beyond `maxDepth` and for a number of more than 400 characters; the error names the kind of fault and the length of
 * the text, never the text. What is kept of a large text does not keep the text.
 *
 * `parseJson('{"price":45281.0}', { numbers: 'text' })` is `{ price: '45281.0' }`.
 */
export function parseJson(text: string, { numbers = 'number', levels, maxDepth = 64 }: ParseJsonOptions = {}): unknown {
  const cursor: Cursor = { text, numbers, levels, copies: text.length > MAX_KEPT_LENGTH, at: 0 };
  const value = readValue(cursor, nextCode(cursor), maxDepth);
  nextCode(cursor);
  return cursor.at === text.length ? value : fail(cursor);
}

function fail({ text }: Cursor, what = 'JSON'): never {
  throw new ColdwireError('protocol-violation', { what, length: text.length });
}

/** The code of the next character that is not white space, which the cursor then stands on; NaN at the end. */
function nextCode(cursor: Cursor): number {
  const { text } = cursor;
  let code = text.charCodeAt(cursor.at);
  while (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB)
    code = text.charCodeAt(++cursor.at);
  return code;
}

function readValue(cursor: Cursor, code: number, depthLeft: number): unknown {
  switch (code) {
    case QUOTE:
      return readString(cursor);
    case OPEN_BRACE:
      return readObject(cursor, depthLeft);
    case OPEN_BRACKET:
      return readArray(cursor, depthLeft);
    case LOWER_T:
      return readWord(cursor, 'true', true);
    case LOWER_F:
      return readWord(cursor, 'false', false);
    case LOWER_N:
      return readWord(cursor, 'null', null);
    default:
      return readNumber(cursor, code);
  }
}

function readObject(cursor: Cursor, depthLeft: number): unknown {
  if (depthLeft < 1) fail(cursor, 'JSON depth');
  const object: Record<string, unknown> = {};
  cursor.at++;
  let code = nextCode(cursor);
  if (code === CLOSE_BRACE) {
    cursor.at++;
    return object;
  }
  for (;;) {
    if (code !== QUOTE) fail(cursor);
    const key = readKey(cursor);
    if (nextCode(cursor) !== COLON) fail(cursor);
    cursor.at++;
    code = nextCode(cursor);
    const value =
      code === OPEN_BRACKET && cursor.levels !== undefined && cursor.levels.includes(key)
        ? readRows(cursor, depthLeft - 1)
        : readValue(cursor, code, depthLeft - 1);
    if (key === '__proto__') defineOwn(object, key, value);
    else object[key] = value;
    code = nextCode(cursor);
    cursor.at++;
    if (code === CLOSE_BRACE) return object;
    if (code !== COMMA) fail(cursor);
    code = nextCode(cursor);
  }
}

/** Assigning to `__proto__` would swap the prototype. */
function defineOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function readArray(cursor: Cursor, depthLeft: number): unknown {
  if (depthLeft < 1) fail(cursor, 'JSON depth');
  const array: unknown[] = [];
  cursor.at++;
  let code = nextCode(cursor);
  if (code === CLOSE_BRACKET) {
    cursor.at++;
    return array;
  }
  for (;;) {
    array.push(readValue(cursor, code, depthLeft - 1));
    code = nextCode(cursor);
    cursor.at++;
    if (code === CLOSE_BRACKET) return array;
    if (code !== COMMA) fail(cursor);
    code = nextCode(cursor);
  }
}

/** Rows of price and size as levels; an array like any other where they are none. */
function readRows(cursor: Cursor, depthLeft: number): unknown {
  const scan = depthLeft < 2 ? undefined : scanLevels(cursor.text, cursor.at, cursor.copies ? copyOf : undefined);
  if (scan === undefined) return readArray(cursor, depthLeft);
  cursor.at = scan.end;
  return readLevels(scan.levels);
}

function readKey(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  const end = text.indexOf('"', start);
  const length = end - start;
  if (length < 1 || length > MAX_KNOWN_KEY_LENGTH) return readString(cursor);
  const slot = (text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 7 + length) & 0xff;
  const known = knownKeys[slot] as string;
  if (known.length === length && text.startsWith(known, start)) {
    cursor.at = end + 1;
    return known;
  }
  const key = readString(cursor);
  // A key with escapes is not what stands in the text, so it cannot be known by it.
  if (key.length === length) knownKeys[slot] = key;
  return key;
}

function readString(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  const end = text.indexOf('"', start);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) return readEscapedString(cursor, end);
    if (code < SPACE) fail(cursor);
  }
  if (end < 0) fail(cursor);
  cursor.at = end + 1;
  const value = text.slice(start, end);
  return cursor.copies ? copyOf(value) : value;
}

/** The same text, in memory of its own. For what holds neither escape nor quote nor control character. */
function copyOf(part: string): string {
  return part.length > MAX_COPIED_LENGTH ? (JSON.parse(`"${part}"`) as string) : part;
}

/** A string with escapes, from the cursor on; `quote` is the first quote inside or at its end. Rare, so left to JSON.parse. */
function readEscapedString(cursor: Cursor, quote: number): string {
  const { text } = cursor;
  const start = cursor.at;
  let end = quote;
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) fail(cursor);
  cursor.at = end + 1;
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    // The cause would quote the payload.
    return fail(cursor);
  }
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

function readWord<T>(cursor: Cursor, word: string, value: T): T {
  if (!cursor.text.startsWith(word, cursor.at)) fail(cursor);
  cursor.at += word.length;
  return value;
}

function readNumber(cursor: Cursor, first: number): unknown {
  const { text, at: start } = cursor;
  let code = first === MINUS ? text.charCodeAt(++cursor.at) : first;
  if (code === ZERO) code = text.charCodeAt(++cursor.at);
  else code = skipDigits(cursor, code);
  if (code === POINT) code = skipDigits(cursor, text.charCodeAt(++cursor.at));
  if (code === LOWER_E || code === UPPER_E) {
    code = text.charCodeAt(++cursor.at);
    if (code === PLUS || code === MINUS) code = text.charCodeAt(++cursor.at);
    skipDigits(cursor, code);
  }
  if (cursor.at - start > MAX_NUMBER_LENGTH) fail(cursor, 'JSON number');
  const token = text.slice(start, cursor.at);
  return cursor.numbers === 'number' ? Number(token) : keptNumber(cursor, token);
}

/** Apart, so that what every number passes stays small enough to be inlined. */
function keptNumber({ numbers, copies }: Cursor, token: string): unknown {
  const kept = copies ? copyOf(token) : token;
  return typeof numbers === 'function' ? numbers(kept) : kept;
}

/** Passes at least one digit, `code` being the first; gives the code of what follows. */
function skipDigits(cursor: Cursor, code: number): number {
  const { text } = cursor;
  if (!(code >= ZERO && code <= NINE)) fail(cursor);
  let at = cursor.at;
  let next: number;
  do next = text.charCodeAt(++at);
  while (next >= ZERO && next <= NINE);
  cursor.at = at;
  return next;
}
