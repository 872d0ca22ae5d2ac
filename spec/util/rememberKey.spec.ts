import { describe, expect, it } from '@jest/globals';
import { rememberKey } from '../../src/util/rememberKey.ts';

describe('rememberKey', () => {
  it('gives the oldest key where there is one too many', () => {
    const keys = new Set<string>();
    expect(['a', 'b', 'c', 'd'].map((key) => rememberKey(keys, key, 2))).toEqual([undefined, undefined, 'a', 'b']);
    expect([...keys]).toEqual(['c', 'd']);
  });

  it('lets a key that is known keep its age', () => {
    const keys = new Set<string>();
    expect(['a', 'b', 'a', 'c'].map((key) => rememberKey(keys, key, 2))).toEqual([
      undefined,
      undefined,
      undefined,
      'a',
    ]);
  });
});
