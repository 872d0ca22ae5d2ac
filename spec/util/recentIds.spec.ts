import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recentIds } from '../../src/util/recentIds.ts';

describe('recentIds', () => {
  it('passes each id of a row once, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 60n }).map((n) => n ** 9n)), (row) => {
        const isNew = recentIds();
        const passed = row.map(String).filter(isNew);
        expect(passed).toEqual([...new Set(row.map(String))]);
      }),
    );
  });

  it('remembers 256 of them', () => {
    const isNew = recentIds();
    for (let id = 1; id <= 257; id++) isNew(String(id));
    expect([isNew('2'), isNew('257'), isNew('1')]).toEqual([false, false, true]);
  });
});
