import { describe, expect, it } from '@jest/globals';
import { rejectionWords } from '../../src/protocol/rejectionWords.ts';

describe('rejectionWords', () => {
  it('repeats reason and code, cut where they are too long', () => {
    const [long, cut] = ['x'.repeat(201), `${'x'.repeat(200)}...`];
    expect(rejectionWords({ reason: 'no funds', code: '7' })).toEqual({ reason: 'no funds', code: '7' });
    expect(rejectionWords({ reason: long, code: long })).toEqual({ reason: cut, code: cut });
  });

  it('has words where the venue has none, and no code where it has none', () => {
    expect(Object.entries(rejectionWords({ reason: '' }))).toEqual([['reason', 'refused without a reason']]);
  });
});
