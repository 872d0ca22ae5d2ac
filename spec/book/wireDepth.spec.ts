import { describe, expect, it } from '@jest/globals';
import { wireDepth } from '../../src/book/wireDepth.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';

const depths = [10, 25, 100, 500, 1000];

describe('wireDepth', () => {
  it.each([
    [1, 10],
    [10, 10],
    [11, 25],
    [26, 100],
    [501, 1000],
    [1000, 1000],
  ])('serves %i levels with %i', (wanted, depth) => {
    expect(wireDepth(depths, wanted)).toBe(depth);
  });

  it('takes the smallest where nothing is said', () => {
    expect(wireDepth(depths, undefined)).toBe(10);
    expect(wireDepth(depths)).toBe(10);
  });

  it.each([
    [depths, 1001, 'depth 1001, the deepest is 1000'],
    [depths, Number.NaN, 'depth NaN, the deepest is 1000'],
    [[], 1, 'depth 1, the deepest is none'],
  ])('refuses of %j more than the deepest: %d', (offered, wanted, what) => {
    let thrown: unknown;
    try {
      wireDepth(offered, wanted);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ColdwireError);
    expect(thrown).toMatchObject({ kind: 'unsupported', context: { what } });
  });
});
