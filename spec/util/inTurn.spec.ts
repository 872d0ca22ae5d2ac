import { describe, expect, it } from '@jest/globals';
import { inTurn } from '../../src/util/inTurn.ts';

describe('inTurn', () => {
  it('delivers at once what comes alone', () => {
    const delivered: (number | undefined)[] = [];
    const tell = inTurn<number | undefined>((value) => delivered.push(value));
    for (const value of [1, undefined, 0]) tell(value);
    expect(delivered).toEqual([1, undefined, 0]);
  });

  it('lets what is caused in between wait until all have heard', () => {
    const heard: string[] = [];
    const tell = inTurn<number | undefined>((value) => {
      heard.push(`a${value}`);
      if (value === 1) for (const next of [2, undefined]) tell(next);
      if (value === 2) tell(3);
      heard.push(`b${value}`);
    });
    tell(1);
    expect(heard).toEqual(['a1', 'b1', 'a2', 'b2', 'aundefined', 'bundefined', 'a3', 'b3']);
  });

  it('is of use after a delivery that threw', () => {
    const delivered: number[] = [];
    const tell = inTurn<number>((value) => {
      if (value === 0) throw new Error('no');
      delivered.push(value);
    });
    expect(() => tell(0)).toThrow('no');
    tell(1);
    expect(delivered).toEqual([1]);
  });
});
