import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { simulateVenue, type Venue, type VenueServer } from '../../src/simulation/index.ts';
import { type BrowserSite, browserSite, skippedFor } from '../helpers/browserSite.ts';
import { type FaultProxy, faultProxy } from '../helpers/faultProxy.ts';
import type { PageSeen } from '../helpers/pageSeen.ts';
import { sentChecksums } from '../helpers/sentChecksums.ts';

// Where there is no browser these specs say so and are skipped.
const browsing = skippedFor === '' ? it : it.skip;
const SYMBOL = 'BTC/USD';
const LIMIT = 20_000;

describe(`in a real browser, over a link that${skippedFor}`, () => {
  let site: BrowserSite | undefined;
  let venue: Venue;
  let server: VenueServer;
  let proxy: FaultProxy;
  let page: Page | undefined;

  beforeAll(async () => {
    if (skippedFor === '') site = await browserSite(join(__dirname, 'page.js'));
  }, 120_000);
  afterAll(() => site?.close());

  beforeEach(async () => {
    venue = simulateVenue('kraken', { seed: 11 });
    server = await venue.listen({ port: 0 });
    proxy = await faultProxy(server.url);
  });
  afterEach(async () => {
    await page?.close();
    await proxy.close();
    await server.close();
  });

  /** Follows the book. The venue says something each second, so it is found silent sooner than usual. */
  const follow = async (): Promise<void> => {
    const pace = { dialTimeout: 700, ackTimeout: 500, linger: 0, backoff: { base: 50, cap: 200 } };
    page = await site?.open({ symbols: [SYMBOL], within: 1_800, options: { url: proxy.url, ...pace } });
  };
  const seen = async (): Promise<PageSeen> =>
    (await page?.evaluate(() => (globalThis as unknown as { seen: PageSeen }).seen)) ?? {
      events: [],
      notices: [],
      errors: [],
    };
  /** Waits until the page has seen so many events of a kind, and of a reason, on a channel. */
  const until = async (kind: string, times = 1, reason = '', channel = 'book'): Promise<void> => {
    await page?.waitForFunction(
      ([kind, times, reason, channel]) =>
        (globalThis as unknown as { seen: PageSeen }).seen.events.filter(
          (event) => event.kind === kind && (event.reason ?? '') === reason && event.channel === channel,
        ).length >= times,
      [kind, times, reason, channel] as const,
      { timeout: LIMIT },
    );
  };
  /** Waits for so many more books than there are. */
  const more = async (books: number): Promise<void> => {
    const { events } = await seen();
    await until('data', events.filter(({ kind }) => kind === 'data').length + books);
  };

  /**
   * What the page was told of the book, runs of data as one word. Each run is what the venue sent on one socket, from its
   * first book on and none left out.
   */
  const told = async (): Promise<readonly string[]> => {
    const { events, errors } = await seen();
    expect(errors).toEqual([]);
    const words: string[] = [];
    const runs: (number | undefined)[][] = [];
    for (const { kind, channel, epoch, reason, checksum } of events) {
      if (channel !== 'book') continue;
      if (kind === 'live') runs.push([]);
      if (kind === 'data') runs.at(-1)?.push(checksum);
      const word = kind === 'live' ? `live ${epoch}` : kind === 'stale' ? `stale ${reason}` : kind;
      if (word !== 'data' || words.at(-1) !== 'data') words.push(word);
    }
    const sockets = new Set(venue.journal.map(({ socket }) => socket));
    const sent = [...sockets].map((id) =>
      sentChecksums(
        venue.journal.filter(({ socket }) => socket === id),
        SYMBOL,
      ),
    );
    for (const run of runs) expect(sent.map((each) => each.slice(0, run.length))).toContainEqual(run);
    return words;
  };
  const begin = ['stale connecting', 'live 1', 'data'];

  browsing(
    'slices every frame to pieces of seven bytes, and is slow: nothing is lost and nothing stale',
    async () => {
      Object.assign(proxy.toxics, { slice: 7, latency: 40 });
      await follow();
      await until('data', 10);
      expect([await told(), proxy.count()]).toEqual([begin, 1]);
    },
    LIMIT,
  );

  browsing(
    'glues the first frame to the handshake: nothing is lost',
    async () => {
      proxy.toxics.glue = true;
      await follow();
      await until('data', 5);
      expect([await told(), proxy.count()]).toEqual([begin, 1]);
      // The venue greets first of all.
      expect((await seen()).notices).toHaveLength(1);
    },
    LIMIT,
  );

  browsing(
    'never answers the handshake: the dial is given up, and the next one succeeds',
    async () => {
      proxy.toxics.stallHandshake = true;
      await follow();
      while (proxy.count() < 2) await more(0).then(() => page?.waitForTimeout(20));
      proxy.toxics.stallHandshake = false;
      await until('data', 2);
      const words = await told();
      expect(words).toEqual(['stale connecting', expect.stringMatching(/^live \d+$/), 'data']);
    },
    LIMIT,
  );

  for (const blackHole of ['down', 'both'] as const)
    browsing(
      `is a black hole (${blackHole}): stale by silence, then live over another one`,
      async () => {
        await follow();
        await until('data', 3);
        proxy.toxics.blackHole = blackHole;
        await until('stale', 1, 'silence');
        proxy.toxics.blackHole = 'none';
        await more(2);
        expect(await told()).toEqual([...begin, 'stale silence', expect.stringMatching(/^live [2-9]$/), 'data']);
        expect(proxy.count()).toBeGreaterThan(1);
      },
      LIMIT,
    );

  for (const how of ['end', 'reset'] as const)
    browsing(
      `ends in the middle of a frame (${how}): nothing of the half is told, stale, then live again`,
      async () => {
        await follow();
        await until('data', 3);
        // No frame is so short.
        proxy.cutAfter(3, how);
        await until('stale', 1, 'connection-lost');
        await more(2);
        expect([await told(), proxy.count()]).toEqual([[...begin, 'stale connection-lost', 'live 2', 'data'], 2]);
      },
      LIMIT,
    );

  browsing(
    'takes nothing of the client’s any more: what is newly wanted is not acknowledged, what is there goes on',
    async () => {
      await follow();
      await until('data', 3);
      proxy.toxics.stopReading = true;
      await page?.evaluate("follow({ channel: 'trades', symbol: 'ETH/USD' })");
      await until('stale', 1, 'ack-timeout', 'trades');
      await more(2);
      expect([await told(), proxy.count()]).toEqual([begin, 1]);
    },
    LIMIT,
  );
});
