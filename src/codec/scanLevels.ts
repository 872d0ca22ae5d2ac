import type { RawLevel } from '../protocol/bookRule.ts';
import { powersOfTen } from '../util/powersOfTen.ts';

/** What a scan has come to. */
export interface LevelScan {
  /** The rows read, one level each. */
  readonly levels: RawLevel[];
  /** Where the text goes on behind the array. */
  readonly end: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;

/** The number that {@link numberEnd} read last. A result of its own would cost more than the reading. */
let value = 0;

/**
 * Reads an array of rows that begin with two decimals in quotes, `[["61837.63000000","3.78826000"],["61836.01","0.01","0","2"]]`, at
 * once into levels: texts and numbers in one pass, without a string or an array that is dropped again. It takes what venues
 * really send and nothing else, no white space, no sign; of all else it says nothing, and the parser reads it as it
 * reads any JSON.
 *
 * @param start Where the array's bracket is.
 * @param keep What is kept of the text, given a part of it. Default: the part.
 */
export function scanLevels(text: string, start: number, keep?: (part: string) => string): LevelScan | undefined {
  const levels: RawLevel[] = [];
  let at = start + 1;
  if (text.charCodeAt(at) === CLOSE_BRACKET) return { levels, end: at + 1 };
  for (;;) {
    if (text.charCodeAt(at) !== OPEN_BRACKET) return undefined;
    const priceEnd = numberEnd(text, at + 1);
    const price = value;
    if (priceEnd < 0 || text.charCodeAt(priceEnd + 1) !== COMMA) return undefined;
    const sizeEnd = numberEnd(text, priceEnd + 2);
    const rowEnd = sizeEnd < 0 ? -1 : restEnd(text, sizeEnd + 1);
    if (rowEnd < 0) return undefined;
    const priceText = text.slice(at + 2, priceEnd);
    const sizeText = text.slice(priceEnd + 3, sizeEnd);
    levels.push(
      keep === undefined
        ? { priceText, sizeText, price, size: value }
        : { priceText: keep(priceText), sizeText: keep(sizeText), price, size: value },
    );
    at = rowEnd + 2;
    const code = text.charCodeAt(rowEnd + 1);
    if (code === CLOSE_BRACKET) return { levels, end: at };
    if (code !== COMMA) return undefined;
  }
}

/** Reads a decimal in quotes whose first quote should be at `start`; gives its last quote, negative where it is none. */
function numberEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== QUOTE) return -1;
  let digits = 0;
  let point = 0;
  let at = start + 1;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point === 0) point = at;
    else if (code === QUOTE) break;
    else return -1;
  }
  const places = point === 0 ? 0 : at - point - 1;
  const isWhole = at > start + 1 && point !== start + 1 && point !== at - 1;
  // One division of two exact doubles rounds once, hence rightly; the rest is left to who knows how.
  if (!isWhole || digits > Number.MAX_SAFE_INTEGER || places >= powersOfTen.length) return -1;
  value = places === 0 ? digits : digits / (powersOfTen[places] as number);
  return at;
}

/** Passes what a row holds behind its size, texts and whole numbers; gives the row's last bracket, negative where it has none. */
function restEnd(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === COMMA) {
    at = text.charCodeAt(at + 1) === QUOTE ? textEnd(text, at + 2) : wholeEnd(text, at + 1);
    if (at < 0) return -1;
  }
  return text.charCodeAt(at) === CLOSE_BRACKET ? at : -1;
}

function textEnd(text: string, start: number): number {
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (!(code >= SPACE) || code === BACKSLASH) return -1;
  }
}

function wholeEnd(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  while (code >= ZERO && code <= NINE) code = text.charCodeAt(++at);
  const isNumber = at === start + 1 || (at > start && text.charCodeAt(start) !== ZERO);
  return isNumber ? at : -1;
}
