import { describe, expect, it } from '@jest/globals';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import { type InflatedOptions, inflated } from '../../src/protocol/inflated.ts';

const bytes = (length: number): Uint8Array => new Uint8Array(length);
const length = (text: Uint8Array): unknown => text.length;

/** The error of a frame, whole. */
function errorOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return isColdwireError(error) ? { kind: error.kind, context: error.context, cause: error.cause } : error;
  }
}
const violation = (what: string, of: number, cause?: unknown): unknown => ({
  kind: 'protocol-violation',
  context: { what, length: of },
  cause,
});

describe('inflated', () => {
  it('reads as text what its function makes of a frame, telling it the cap', () => {
    const reader = inflated((frame, most) => frame.slice(0, most), { maxInflated: 3 });
    expect(reader(Uint8Array.of(1, 2, 3, 4), (text) => [...text])).toEqual([1, 2, 3]);
  });

  it('bounds a frame before it is inflated', () => {
    const reader = inflated((frame) => frame, { maxCompressed: 10 });
    expect(reader(bytes(10), length)).toBe(10);
    const never = inflated(() => expect(true).toBe(false) as never, { maxCompressed: 10 });
    expect(errorOf(() => never(bytes(11), length))).toEqual(violation('compressed length', 11));
  });

  it('bounds what is in it, though its function should not', () => {
    const reader = inflated(() => bytes(11), { maxInflated: 10 });
    expect(errorOf(() => reader(bytes(2), length))).toEqual(violation('inflated length', 2));
    expect(inflated(() => bytes(10), { maxInflated: 10 })(bytes(2), length)).toBe(10);
  });

  it('bounds by 1 MiB and 16 MiB where nothing else is said', () => {
    const mebibyte = 1_048_576;
    const asked: number[] = [];
    const reader = inflated((frame, most) => {
      asked.push(most);
      return frame;
    });
    expect(reader(bytes(mebibyte), length)).toBe(mebibyte);
    expect(asked).toEqual([16 * mebibyte]);
    expect(errorOf(() => reader(bytes(mebibyte + 1), length))).toEqual(violation('compressed length', mebibyte + 1));
  });

  it('makes a violation of what its function throws, and keeps one that is', () => {
    const stranger = new RangeError('Invalid array length');
    const own = new ColdwireError('protocol-violation', { what: 'gzip', length: 7 });
    const throwing = (error: Error) => () =>
      inflated(() => {
        throw error;
      })(bytes(7), length);
    expect(errorOf(throwing(stranger))).toEqual(violation('compression', 7, stranger));
    expect(errorOf(throwing(own))).toEqual(violation('gzip', 7));
  });

  it('leaves what the text throws as it is', () => {
    const fault = new TypeError('text');
    const reader = inflated((frame) => frame);
    const read = (): unknown =>
      reader(bytes(1), () => {
        throw fault;
      });
    expect(errorOf(read)).toBe(fault);
  });

  it.each<[keyof InflatedOptions, number]>([
    ['maxCompressed', 0],
    ['maxInflated', 1.5],
    ['maxInflated', Number.POSITIVE_INFINITY],
  ])('refuses %s %s', (option, value) => {
    expect(errorOf(() => inflated((frame) => frame, { [option]: value }))).toEqual({
      kind: 'invalid-options',
      context: { option, expected: 'a positive integer' },
      cause: undefined,
    });
  });
});
