import { describe, expect, it } from '@jest/globals';
import {
  decimalOf,
  instantOf,
  isRow,
  optionalDecimal,
  optionalInstant,
  positiveOf,
  rowsOf,
  textOf,
} from '../../src/protocol/fields.ts';

const violation = (what: string): unknown =>
  expect.objectContaining({
    name: 'ColdwireError',
    kind: 'protocol-violation',
    context: expect.objectContaining({ what }),
  });

const anyViolation: unknown = expect.objectContaining({ kind: 'protocol-violation' });

describe('a field', () => {
  it('is a row where it is an object with fields', () => {
    expect([{}, { a: 1 }, null, undefined, [], 'a', 1, true].map(isRow)).toEqual([
      true,
      true,
      ...Array.from({ length: 6 }, () => false),
    ]);
  });

  it('is rows where it is an array of objects', () => {
    expect(rowsOf([{ a: 1 }, {}], 'f')).toEqual([{ a: 1 }, {}]);
    expect(rowsOf([], 'f')).toEqual([]);
    for (const value of [undefined, null, {}, 'a', [1], [null], [[]]])
      expect(() => rowsOf(value, 'f')).toThrow(violation('field f'));
  });

  it('is text up to a bound', () => {
    expect(textOf('', 'f')).toBe('');
    expect(textOf('x'.repeat(256), 'f')).toHaveLength(256);
    for (const value of [undefined, null, 1, {}, ['a'], 'x'.repeat(257)])
      expect(() => textOf(value, 'f')).toThrow(violation('field f'));
  });

  it('is a decimal where its text is one', () => {
    expect(decimalOf('-45281.0', 'f')).toBe(-45281);
    expect(() => decimalOf(45281, 'f')).toThrow(violation('field f'));
    for (const text of ['', '1e5', '0x10', ' 1', '+1', 'Infinity'])
      expect(() => decimalOf(text, 'f')).toThrow(anyViolation);
  });

  it('is positive above zero alone', () => {
    expect(positiveOf('0.00000001', 'f')).toBe(0.00000001);
    for (const text of ['0', '0.0', '-1']) expect(() => positiveOf(text, 'f')).toThrow(violation('field f'));
  });

  it('may be absent or null where it is optional, and nothing else', () => {
    expect([undefined, null, '1.5'].map((value) => optionalDecimal(value, 'f'))).toEqual([undefined, undefined, 1.5]);
    expect([undefined, null, '1970-01-01T00:00:01Z'].map((value) => optionalInstant(value, 'f'))).toEqual([
      undefined,
      undefined,
      1_000,
    ]);
    for (const value of ['', 0, false, {}]) {
      expect(() => optionalDecimal(value, 'f')).toThrow(anyViolation);
      expect(() => optionalInstant(value, 'f')).toThrow(anyViolation);
    }
  });

  it('is an instant where its text is one', () => {
    expect(instantOf('2023-10-06T17:35:55.440295Z', 'f')).toBe(1_696_613_755_440);
    for (const value of ['', '2023-10-06', 'NaN', 1_696_613_755_440])
      expect(() => instantOf(value, 'f')).toThrow(anyViolation);
  });
});
