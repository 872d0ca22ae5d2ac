import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idSource } from '../../src/connection/idSource.ts';

describe('idSource', () => {
  it('counts from 1', () => {
    const ids = idSource();
    expect([ids.next(), ids.next(), ids.next()]).toEqual([1, 2, 3]);
  });

  it('never gives an id that was noted, nor one twice', () => {
    const chosen = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 20 }).map(String), fc.integer(), fc.string());
    fc.assert(
      fc.property(fc.array(fc.option(chosen), { maxLength: 60 }), (steps) => {
        const ids = idSource();
        const seen = new Set<string>();
        for (const step of steps) {
          if (step !== null) {
            ids.note(step);
            seen.add(String(step));
            continue;
          }
          const id = ids.next();
          expect(seen).not.toContain(String(id));
          expect(Number.isSafeInteger(id)).toBe(true);
          seen.add(String(id));
        }
      }),
    );
  });

  it.each([2 ** 53 - 1, 1_700_000_000_000, Number.POSITIVE_INFINITY, 1.5, -3, '', 'a1', '0x1f'])(
    'does not leap to %p',
    (id) => {
      const ids = idSource();
      ids.note(id);
      expect([1, 32]).toContain(ids.next());
    },
  );
});
