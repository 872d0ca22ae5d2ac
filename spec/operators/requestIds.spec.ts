import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IdsExhaustedError } from '../../operators/idsExhaustedError.ts';
import { type RequestIds, requestIds } from '../../operators/requestIds.ts';
import { seededRandom } from '../../src/util/random.ts';

const take = <Id>(ids: RequestIds<Id>, count: number): readonly Id[] => Array.from({ length: count }, () => ids.next());

describe('requestIds', () => {
  it('counts ints from 1 to the greatest of 32 bits, and then from 1 again', () => {
    expect(take(requestIds({ kind: 'int' }), 3)).toEqual([1, 2, 3]);
    const late = requestIds({ kind: 'int', first: 2 ** 31 - 2 });
    expect(take(late, 2)).toEqual([2 ** 31 - 2, 2 ** 31 - 1]);
    late.release(2 ** 31 - 2);
    expect(late.next()).toBe(2 ** 31 - 2);
  });

  it('passes over those that are pending when they come round', () => {
    const ids = requestIds({ kind: 'int', first: 0, last: 3 });
    expect(take(ids, 4)).toEqual([0, 1, 2, 3]);
    ids.release(2);
    expect(ids.next()).toBe(2);
    expect(() => ids.next()).toThrow(new IdsExhaustedError(4, 4));
    ids.release(1);
    expect(ids.next()).toBe(1);
  });

  it('counts unsigned numbers of 64 bits as text', () => {
    expect(take(requestIds({ kind: 'uint64' }), 2)).toEqual(['1', '2']);
    const ids = requestIds({ kind: 'uint64', first: 2n ** 64n - 2n });
    expect(take(ids, 2)).toEqual(['18446744073709551614', '18446744073709551615']);
    expect(() => ids.next()).toThrow(new IdsExhaustedError(2, 2));
    ids.release('18446744073709551615');
    expect(ids.next()).toBe('18446744073709551615');
  });

  it('draws letters and digits, the same from the same chance', () => {
    const drawn = take(requestIds({ kind: 'alphanumeric', length: 22, random: seededRandom(1) }), 200);
    for (const id of drawn) expect(id).toMatch(/^[A-Za-z0-9]{22}$/);
    expect(new Set(drawn.join('')).size).toBe(62);
    expect(take(requestIds({ kind: 'alphanumeric', length: 22, random: seededRandom(1) }), 200)).toEqual(drawn);
  });

  it('draws again while what it drew is pending', () => {
    const draws = [0, 0, 0, 0.5];
    const ids = requestIds({ kind: 'alphanumeric', length: 1, random: () => draws.shift() ?? 0, attempts: 3 });
    expect(take(ids, 2)).toEqual(['A', 'f']);
    expect(() => ids.next()).toThrow(new IdsExhaustedError(2, 3));
  });

  it('makes custom ids again while they collide, and gives up in the end', () => {
    let made = 0;
    const ids = requestIds({ kind: 'custom', make: () => `q${Math.floor(made++ / 2) % 2}` });
    expect(take(ids, 2)).toEqual(['q0', 'q1']);
    expect(made).toBe(3);
    expect(() => ids.next()).toThrow(new IdsExhaustedError(2, 100));
    expect(made).toBe(103);
    ids.release('q1');
    expect(ids.next()).toBe('q1');
  });

  it('throws what a maker throws, and goes on after that', () => {
    let made = 0;
    const ids = requestIds({
      kind: 'custom',
      make: () => {
        if (made++ === 0) throw new RangeError('mine');
        return made;
      },
    });
    expect(() => ids.next()).toThrow(new RangeError('mine'));
    expect(ids.next()).toBe(2);
    expect(ids.pending).toBe(1);
  });

  it('makes UUIDs of version 7', () => {
    const ids = requestIds({ kind: 'uuid-v7', now: () => 1_645_557_742_000, random: () => 0.5 });
    expect(ids.next()).toBe('017f22e2-79b0-7400-a000-800080000000');
  });

  it.each([
    { kind: 'int', first: 2, last: 1 },
    { kind: 'int', first: 0.5 },
    { kind: 'int', last: 2 ** 53 },
    { kind: 'int', last: Number.NaN },
  ] as const)('refuses bounds without a safe whole number between them: %j', (config) => {
    expect(() => requestIds(config)).toThrow(RangeError);
  });

  it('refuses a start that is no unsigned number of 64 bits, and a length of nothing', () => {
    for (const first of [-1n, 2n ** 64n]) expect(() => requestIds({ kind: 'uint64', first })).toThrow(RangeError);
    for (const length of [0, 1.5, Number.NaN]) {
      expect(() => requestIds({ kind: 'alphanumeric', length, random: () => 0 })).toThrow(RangeError);
    }
  });

  it('never gives two alike that are pending, and finds each that is free', () => {
    const config = fc.record({ first: fc.integer({ min: -3, max: 3 }), size: fc.integer({ min: 1, max: 6 }) });
    // Each step releases one of the pending, or takes another.
    fc.assert(
      fc.property(config, fc.array(fc.option(fc.nat(5)), { maxLength: 60 }), ({ first, size }, steps) => {
        const ids = requestIds({ kind: 'int', first, last: first + size - 1 });
        const pending: number[] = [];
        for (const step of steps) {
          if (step !== null) {
            const [released] = pending.splice(step, 1);
            if (released !== undefined) ids.release(released);
          } else if (pending.length === size) expect(() => ids.next()).toThrow(IdsExhaustedError);
          else {
            const id = ids.next();
            expect(id >= first && id < first + size).toBe(true);
            expect(pending).not.toContain(id);
            pending.push(id);
          }
          expect(ids.pending).toBe(pending.length);
        }
      }),
    );
  });
});
