import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { droppedBy } from '../../src/subscription/droppedBy.ts';

describe('droppedBy', () => {
  it('counts what a queue held and the one too many', () => {
    expect(droppedBy(new ColdwireError('overflow', { limit: 3 }))).toBe(4);
  });

  it('counts nothing where nothing is said to have been dropped', () => {
    for (const error of [new ColdwireError('overflow'), new ColdwireError('silence'), new Error('x'), undefined])
      expect(droppedBy(error)).toBeUndefined();
  });
});
