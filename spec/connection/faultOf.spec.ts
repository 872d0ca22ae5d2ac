import { describe, expect, it } from '@jest/globals';
import { faultOf } from '../../src/connection/faultOf.ts';

describe('the options of a request', () => {
  it.each([
    [{}, undefined],
    [{ replies: 0, timeout: 0 }, undefined],
    [{ replies: 9, timeout: Number.POSITIVE_INFINITY }, undefined],
    [{ replies: -1 }, 'replies'],
    [{ replies: 0.5 }, 'replies'],
    [{ replies: Number.NaN }, 'replies'],
    [{ timeout: -1 }, 'timeout'],
    [{ timeout: Number.NaN }, 'timeout'],
  ])('%j: what cannot be meant is %s', (options, option) => {
    expect(faultOf(options)?.context).toEqual(option === undefined ? undefined : expect.objectContaining({ option }));
  });
});
