import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Plan, planOf } from './plan.ts';
import { play } from './play.ts';
import { names } from './swarmFacts.ts';

const REGRESSIONS = join(__dirname, '../regressions');
const kept = existsSync(REGRESSIONS) ? readdirSync(REGRESSIONS).filter((file) => file.endsWith('.json')) : [];

describe('the swarm', () => {
  it.each(names)(
    'finds nothing wrong with %s in its first seeds',
    (name) => {
      for (let seed = 0; seed < 10; seed++)
        expect([seed, play(planOf(seed, name)).violation]).toEqual([seed, undefined]);
    },
    60_000,
  );

  it.each(names)(
    'plays a seed of %s twice alike',
    (name) => {
      for (const seed of [1, 2]) expect(play(planOf(seed, name)).hash).toBe(play(planOf(seed, name)).hash);
      expect(play(planOf(1, name)).hash).not.toBe(play(planOf(2, name)).hash);
    },
    60_000,
  );

  it.each(kept)('goes wrong no more with %s', (file) => {
    const { plan } = JSON.parse(readFileSync(join(REGRESSIONS, file), 'utf8')) as { readonly plan: Plan };
    const { violation, hash } = play(plan);
    expect(violation).toBeUndefined();
    expect(play(plan).hash).toBe(hash);
  });
});
