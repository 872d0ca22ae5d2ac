import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { present } from '../../src/util/present.ts';

describe('present', () => {
  it('leaves out what is undefined, and that alone', () => {
    const fields = present({ a: 1, b: undefined, c: null, d: '', e: 0, f: false });
    expect(Object.entries(fields)).toEqual([
      ['a', 1],
      ['c', null],
      ['d', ''],
      ['e', 0],
      ['f', false],
    ]);
  });

  it('says so in its type', () => {
    const fields = present({ a: 1, b: undefined as string | undefined });
    expectTypeOf(fields).toMatchTypeOf<{ a: number; b?: string }>();
  });
});
