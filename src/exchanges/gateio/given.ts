import { ColdwireError } from '../../errors/coldwireError.ts';
import type { BookSequence } from '../../protocol/bookRule.ts';
import { textOf } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { decimalText } from '../../util/decimalText.ts';

/** A text that may be absent, which the venue also writes as an empty one. Bare numbers are texts here. */
export function givenText(value: unknown, field: string): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : textOf(value, field);
}

/** The text of a decimal that may be absent. Bare numbers of the venue's may have an exponent, which is written out. */
export function givenDecimalText(value: unknown, field: string): string | undefined {
  const text = givenText(value, field);
  if (text === undefined) return undefined;
  if (!/[eE]/.test(text)) {
    parseDecimal(text);
    return text;
  }
  const plain = /^-?\d(\.\d{1,20})?[eE][-+]?\d{1,2}$/.test(text) ? decimalText(Number(text)) : undefined;
  return plain ?? violation(field);
}

/** A decimal that may be absent. */
export function givenDecimal(value: unknown, field: string): number | undefined {
  const text = givenDecimalText(value, field);
  return text === undefined ? undefined : parseDecimal(text);
}

/** The text of a decimal. */
export function decimalTextOf(value: unknown, field: string): string {
  return givenDecimalText(value, field) ?? violation(field);
}

/** Milliseconds since the epoch, `1606292218213.4578` too: what is finer is dropped. Below 0 where simulated time begins there. */
function millisOf(value: unknown, field: string): number {
  const [, millis] = /^(-?\d{1,15})(?:\.\d{1,9})?$/.exec(textOf(value, field)) ?? [];
  return millis === undefined ? violation(field) : Number(millis);
}

/** Milliseconds from what is written in them, else from what is written in seconds; nothing where neither is. */
export function givenInstant(millis: unknown, seconds: unknown, field: string): number | undefined {
  const exact = givenText(millis, field);
  if (exact !== undefined) return millisOf(exact, field);
  const text = givenText(seconds, field);
  if (text === undefined) return undefined;
  return /^-?\d{1,12}(\.\d{1,9})?$/.test(text) ? Math.round(Number(text) * 1_000) : violation(field);
}

/** The same where there must be one. */
export function instantIn(millis: unknown, seconds: unknown, field: string): number {
  return givenInstant(millis, seconds, field) ?? violation(field);
}

/** An id, which is digits, perhaps more than a double holds. */
export function idOf(value: unknown, field: string): string {
  const id = textOf(value, field);
  return /^\d{1,40}$/.test(id) ? id : violation(field);
}

/** A number of a change of a book. */
export function sequenceOf(value: unknown, field: string): BookSequence {
  const id = idOf(value, field);
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id.replace(/^0+/, '');
}

/** Which side a row says. */
export function sideOf(value: unknown): 'buy' | 'sell' {
  return value === 'buy' || value === 'sell' ? value : violation('side');
}

/** A size that bears its side as a sign, as those of futures do. */
export interface SignedSize {
  readonly side: 'buy' | 'sell';
  readonly sizeText: string;
}

/** What a signed size means: below zero it is sold. */
export function signedSizeOf(value: unknown, field: string): SignedSize {
  const text = decimalTextOf(value, field);
  return text.startsWith('-') ? { side: 'sell', sizeText: text.slice(1) } : { side: 'buy', sizeText: text };
}

/** Throws for a field that is not what it should be. */
export function violation(field: string): never {
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}
