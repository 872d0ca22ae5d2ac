import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { simulateVenue } from '../../src/simulation/index.ts';
import { type BuiltPackage, buildPackage } from '../helpers/builtPackage.ts';

const CHROMIUM = '/usr/bin/chromium';
// Where there is no such browser these specs say so and are skipped; CI installs it.
const present = existsSync(CHROMIUM);
const browsing = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${CHROMIUM})`;

/** Without these it asks hosts of its maker's for updates and more; as root it runs without a sandbox only. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Seen {
  readonly events: readonly {
    readonly kind: 'live' | 'data' | 'stale';
    readonly symbol: string;
    readonly epoch?: number;
    readonly reason?: string;
    readonly checksum?: number;
    readonly bid?: string;
  }[];
  readonly errors: readonly string[];
}

/** A page's script as a bundler makes it of the package as published. */
async function bundle({ folder }: BuiltPackage): Promise<string> {
  const site = join(folder, 'site');
  mkdirSync(join(site, 'node_modules'), { recursive: true });
  symlinkSync(folder, join(site, 'node_modules', 'coldwire'), 'junction');
  copyFileSync(join(__dirname, 'page.js'), join(site, 'page.js'));
  const { outputFiles } = await build({
    entryPoints: [join(site, 'page.js')],
    absWorkingDir: site,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Serves the page and its script; gives its origin. */
async function serve(script: string): Promise<{ readonly origin: string; readonly server: Server }> {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><title>coldwire</title><script type="module" src="/page.js"></script>',
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, server };
}

describe('the bundle in a real browser', () => {
  let built: BuiltPackage | undefined;
  let site: { readonly origin: string; readonly server: Server } | undefined;
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    if (!present) return;
    built = buildPackage();
    site = await serve(await bundle(built));
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
  }, 120_000);

  beforeEach(async () => {
    if (browser !== undefined) page = await browser.newPage();
  });

  afterEach(() => page?.close());

  afterAll(async () => {
    await browser?.close();
    site?.server.close();
    built?.remove();
  });

  const seen = (): Promise<Seen> => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  const until = (condition: string): Promise<unknown> =>
    page.waitForFunction(condition, undefined, { timeout: 30_000 });

  browsing(
    `sees verified books, goes stale with its socket and comes back${notice}`,
    async () => {
      const venue = simulateVenue('kraken', { seed: 7, symbols: ['BTC/USD', 'ETH/USD'] });
      const server = await venue.listen({ port: 0 });
      try {
        await page.goto(`${site?.origin}/?venue=${encodeURIComponent(server.url)}`);
        await until(`['BTC/USD', 'ETH/USD'].every((symbol) =>
          seen.events.filter((event) => event.kind === 'data' && event.symbol === symbol).length >= 10)`);
        venue.inject({ t: 0, kind: 'drop', args: {} });
        await until(`seen.events.filter(({ kind, epoch }) => kind === 'live' && epoch === 2).length === 2`);
        const { events, errors } = await seen();
        expect(errors).toEqual([]);
        for (const symbol of ['BTC/USD', 'ETH/USD']) {
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

/** The checksums that a venue sent with its books of one symbol, in order. */
function sentChecksums(journal: readonly { readonly way: string; readonly frame: unknown }[], symbol: string) {
  return journal.flatMap(({ way, frame }) => {
    if (way !== 'out') return [];
    const { channel, data } = JSON.parse(String(frame));
    return channel === 'book' && data[0].symbol === symbol ? [data[0].checksum] : [];
  });
}
