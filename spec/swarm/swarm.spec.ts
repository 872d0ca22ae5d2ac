import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { config, firstValueFrom, timer } from 'rxjs';
import { CONSUMER_THREW } from './consumer.ts';
import { type Plan, planOf } from './plan.ts';
import { play } from './play.ts';
import { names } from './swarmFacts.ts';

const REGRESSIONS = join(__dirname, '../regressions');
const kept = existsSync(REGRESSIONS) ? readdirSync(REGRESSIONS).filter((file) => file.endsWith('.json')) : [];

describe('the swarm', () => {
  const strangers: unknown[] = [];
  beforeAll(() => {
    config.onUnhandledError = (error: unknown) => {
      if ((error as Error).message !== CONSUMER_THREW) strangers.push(error);
    };
  });
  afterAll(async () => {
    await firstValueFrom(timer(20));
    config.onUnhandledError = null;
  });

  it.each(names)(
    'finds nothing wrong with %s in its first seeds',
    async (name) => {
      for (let seed = 0; seed < 10; seed++)
        expect([seed, play(planOf(seed, name)).violation]).toEqual([seed, undefined]);
      await firstValueFrom(timer(20));
      expect(strangers).toStrictEqual([]);
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
    expect(play(plan).violation).toBeUndefined();
  });
});
