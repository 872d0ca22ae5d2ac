import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { uuidV7 } from '../../../operators/internal/uuidV7.ts';
import { seededRandom } from '../../../src/util/random.ts';

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const timeOf = (uuid: string): number => Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);

describe('uuidV7', () => {
  it('carries the time, the version and the variant in their places', () => {
    const make = uuidV7({ now: () => 1_645_557_742_000.9, random: seededRandom(7) });
    const uuid = make();
    expect(uuid).toMatch(SHAPE);
    expect(timeOf(uuid)).toBe(1_645_557_742_000);
    expect(uuidV7({ now: () => 5, random: () => 0 })()).toBe('00000000-0005-7000-8000-000000000000');
    expect(uuidV7({ now: () => 2 ** 48 - 1, random: () => 1 - 2 ** -32 })()).toBe(
      'ffffffff-ffff-77ff-bfff-ffffffffffff',
    );
  });

  it('is greater each time as text, whatever the clock does and chance draws', () => {
    const clock = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(clock, fc.integer(), (times, seed) => {
        const left = [...times];
        const make = uuidV7({ now: () => left.shift() ?? 0, random: seededRandom(seed) });
        const made = times.map(make);
        for (const uuid of made) expect(uuid).toMatch(SHAPE);
        expect(made).toEqual([...new Set(made)].sort());
      }),
    );
  });

  it('counts within a millisecond, and borrows from the next when that is full', () => {
    const make = uuidV7({ now: () => 1, random: () => 0.999999 });
    const made = Array.from({ length: 10_000 }, make);
    expect(made).toEqual([...new Set(made)].sort());
    expect(made[1]).toMatch(/^00000000-0001-7800/);
    expect(made.map(timeOf).indexOf(2)).toBe(2_049);
    expect(timeOf(made.at(-1) ?? '')).toBe(5);
  });

  it('draws the count anew each millisecond', () => {
    let now = 0;
    const make = uuidV7({ now: () => now++, random: seededRandom(1) });
    expect(new Set(Array.from({ length: 50 }, make).map((uuid) => uuid.slice(15, 18))).size).toBeGreaterThan(40);
  });
});
