import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { simulateVenue } from '../../src/simulation/index.ts';
import { type BrowserSite, browserSite, skippedFor } from '../helpers/browserSite.ts';
import type { PageSeen } from '../helpers/pageSeen.ts';
import { sentChecksums } from '../helpers/sentChecksums.ts';

// Where there is no browser these specs say so and are skipped.
const browsing = skippedFor === '' ? it : it.skip;

describe('the bundle in a real browser', () => {
  let site: BrowserSite | undefined;
  let page: Page | undefined;

  beforeAll(async () => {
    if (skippedFor === '') site = await browserSite(join(__dirname, 'page.js'));
  }, 120_000);

  afterEach(() => page?.close());

  afterAll(() => site?.close());

  const seen = (): Promise<PageSeen | undefined> | undefined =>
    page?.evaluate(() => (globalThis as unknown as { seen: PageSeen }).seen);
  const until = async (condition: string): Promise<void> => {
    await page?.waitForFunction(condition, undefined, { timeout: 30_000 });
  };

  browsing(
    `sees verified books, goes stale with its socket and comes back${skippedFor}`,
    async () => {
      const symbols = ['BTC/USD', 'ETH/USD'];
      const venue = simulateVenue('kraken', { seed: 7, symbols });
      const server = await venue.listen({ port: 0 });
      try {
        page = await site?.open({ symbols, options: { url: server.url, backoff: { base: 100, cap: 100 } } });
        await until(`['BTC/USD', 'ETH/USD'].every((symbol) =>
          seen.events.filter((event) => event.kind === 'data' && event.symbol === symbol).length >= 10)`);
        venue.inject({ t: 0, kind: 'drop', args: {} });
        await until(`seen.events.filter(({ kind, epoch }) => kind === 'live' && epoch === 2).length === 2`);
        const { events = [], errors } = (await seen()) ?? {};
        expect(errors).toEqual([]);
        for (const symbol of symbols) {
          const mine = events.filter((event) => event.symbol === symbol);
          const trust = mine.filter(({ kind }) => kind !== 'data');
          expect(trust.map(({ kind, epoch, reason }) => [kind, epoch, reason])).toEqual([
            ['stale', 0, 'connecting'],
            ['live', 1, undefined],
            ['stale', 1, 'connection-lost'],
            ['live', 2, undefined],
          ]);
          expect(mine[0]?.kind).toBe('stale');
          const data = mine.filter(({ kind }) => kind === 'data');
          expect(data.map(({ checksum }) => checksum)).toEqual(
            sentChecksums(venue.journal, symbol).slice(0, data.length),
          );
          expect(data.every(({ bid }) => /^\d+\.\d+$/.test(bid ?? ''))).toBe(true);
        }
      } finally {
        await server.close();
      }
    },
    60_000,
  );
});
