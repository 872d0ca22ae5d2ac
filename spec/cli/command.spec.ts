import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { usage } from '../../src/cli/usage.ts';
import { useCommand } from './builtCommand.ts';

const FRAMES = '../shared/frames';
const STACK_TRACE = /\n\s+at .+:\d+/;

const start = useCommand();

/** A port nobody listens on. */
const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
/** What a replay is to tell of a session; of what is absent, none. */
interface Told {
  readonly frames: number;
  readonly trades?: number;
  readonly books: number;
  readonly others?: number;
  readonly verified?: number;
  readonly stale?: string;
  readonly unknown?: number;
}
/** What a replay told, without the file and the times. */
const factsOf = (text: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .filter(([fact = '']) => !/^(file|exchange|recorded|time taken)$/.test(fact)),
  );
const eventsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('coldwire', () => {
  it('shows two live books of a simulated venue, and ends by itself', async () => {
    const demo = start('--for', '3s');
    expect(await demo.ended).toEqual({ code: 0, signal: null });
    const [title, ...lines] = demo.stdout().trimEnd().split('\n');
    expect(title).toMatch(/simulated Kraken .* Ctrl-C ends/);
    for (const symbol of ['BTC/USD', 'ETH/USD'])
      expect(lines).toContainEqual(
        expect.stringMatching(
          `^\\d\\d:\\d\\d:\\d\\d ${symbol} LIVE bid \\S+ x \\S+ ask \\S+ x \\S+ spread \\S+ .*books [1-9]\\d* verified trades \\d+ epoch 1$`,
        ),
      );
    expect(demo.stderr()).not.toMatch(STACK_TRACE);
  }, 30_000);

  it('goes stale when its socket is cut, comes back, and ends cleanly at Ctrl-C', async () => {
    const demo = start();
    await demo.until((text) => /BTC\/USD STALE connection-lost [^]*BTC\/USD LIVE bid .* epoch 2\n/.test(text));
    demo.child.kill('SIGINT');
    expect(await demo.ended).toEqual({ code: 0, signal: null });
    expect(demo.stdout()).toMatch(/\nended after .*reconnects 1, resyncs 0\n$/);
    expect(demo.stderr()).not.toMatch(STACK_TRACE);
  }, 60_000);

  it.each([[['sing']], [['--for', '5x']], [['watch', 'kraken', 'book']]])(
    'answers wrong arguments %j with the usage and 2',
    async (args) => {
      const wrong = start(...args);
      expect(await wrong.ended).toEqual({ code: 2, signal: null });
      expect(wrong.stdout()).toBe('');
      expect(wrong.stderr()).toMatch(/^coldwire: .+\n\nUsage:/);
      expect(wrong.stderr()).toContain(usage);
    },
  );

  it('tells its version', async () => {
    const asked = start('--version');
    expect(await asked.ended).toEqual({ code: 0, signal: null });
    expect(asked.stdout()).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('coldwire watch', () => {
  it('prints one event a line and nothing else with --json', async () => {
    const watched = start('watch', 'kraken', 'book', 'BTC/USD', 'ETH/USD', '--simulate', '--json', '--for', '2s');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    const events = eventsOf(watched.stdout());
    expect(events.map(({ exchange, channel }) => `${exchange} ${channel}`)).toEqual(events.map(() => 'kraken book'));
    for (const symbol of ['BTC/USD', 'ETH/USD']) {
      const [first, second, ...data] = events.filter((event) => event.symbol === symbol);
      expect([first.kind, first.reason, second.kind]).toEqual(['stale', 'connecting', 'live']);
      expect(data[0]).toMatchObject({ kind: 'data', value: { kind: 'book', symbol } });
      expect(data[0].value.bids).toHaveLength(25);
      expect(Object.keys(data[0].value.asks[0]).sort()).toEqual(['price', 'priceText', 'size', 'sizeText']);
    }
    expect(watched.stderr()).toMatch(/: ready, epoch 1$/m);
  }, 30_000);

  it('harms no feed for another that is refused', async () => {
    const watched = start('watch', 'kraken', 'trades', 'NO/PE', 'BTC/USD', '--simulate', '--json');
    await watched.until((text) => text.includes('"kind":"data"'));
    watched.child.kill('SIGTERM');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    expect(watched.stderr()).toMatch(/^error: trades NO\/PE: subscription-rejected/m);
  }, 30_000);

  it('fails when there is nothing to reach, saying why and when it tries again', async () => {
    const url = `ws://127.0.0.1:${await closedPort()}`;
    const watched = start('watch', 'kraken', 'book', 'BTC/USD', '--live', '--json', '--for', '2s', '--url', url);
    expect(await watched.ended).toEqual({ code: 1, signal: null });
    expect(eventsOf(watched.stdout())).toEqual([
      expect.objectContaining({ kind: 'stale', symbol: 'BTC/USD', reason: 'connecting', epoch: 0 }),
    ]);
    expect(watched.stderr()).toMatch(/dial-failed \(.*\): ECONNREFUSED; next dial in \d+ ms \(attempt 1\)$/m);
    expect(watched.stderr()).toMatch(/^coldwire: nothing was live within 2\.0s$/m);
    expect(watched.stderr()).not.toMatch(STACK_TRACE);
  }, 30_000);

  it('ends quietly when the reader of its output leaves', async () => {
    const watched = start('watch', 'kraken', 'book', 'BTC/USD', '--simulate', '--json');
    await watched.until((text) => text.includes('\n'));
    watched.child.stdout?.destroy();
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    expect(watched.stderr()).not.toMatch(/EPIPE|Error/);
  }, 30_000);
});

describe('coldwire simulate', () => {
  it('serves a venue at the printed url until told to end', async () => {
    const venue = start('simulate', 'kraken', '--symbols', 'BTC/USD');
    await venue.until((text) => text.includes('rest '));
    const [, url = ''] = /^public (ws:\/\/127\.0\.0\.1:\d+\/v2)$/m.exec(venue.stdout()) ?? [];
    const watched = start('watch', 'kraken', 'trades', 'BTC/USD', '--json', '--url', url);
    await watched.until((text) => text.includes('"kind":"live"'));
    venue.child.kill('SIGINT');
    expect(await venue.ended).toEqual({ code: 0, signal: null });
    await watched.until((text) => text.includes('"reason":"connection-lost"'));
    watched.child.kill('SIGINT');
    expect(await watched.ended).toEqual({ code: 0, signal: null });
    expect(venue.stdout()).toMatch(/^public ws:\S+\nauth ws:\S+\nrest http:\/\/127\.0\.0\.1:\d+\n$/);
  }, 30_000);
});

describe('coldwire simulate binance', () => {
  it('serves every endpoint at its printed url', async () => {
    const venue = start('simulate', 'binance', '--symbols', 'BTC/USDT');
    await venue.until((text) => text.includes('rest '));
    const urls = venue.stdout().trim().split('\n');
    expect(urls.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['spot', 'spot-api', 'rest']));
    const rest = urls.at(-1)?.split(' ')[1] ?? '';
    const info = (await (await fetch(`${rest}/api/v3/exchangeInfo`)).json()) as {
      readonly symbols: readonly unknown[];
    };
    expect(info.symbols).toHaveLength(1);
    venue.child.kill('SIGINT');
    expect(await venue.ended).toEqual({ code: 0, signal: null });
  }, 30_000);
});

describe('coldwire replay', () => {
  // Figures counted in the frames, apart from the command. A book is told for each frame of one, but that changes which waited
  // for their snapshot come with it as one, and those that are in it already not at all.
  const sessions = [
    ['kraken/v2-btcusd-d25-20260802', { frames: 2_104, books: 2_052, verified: 2_052 }],
    ['kraken/v2-ethusd-d25-20260802', { frames: 1_170, books: 1_129, verified: 1_129 }],
    // Its client left seven times.
    [
      'kraken/v2-btcusd-d10-resub-20260801',
      { frames: 377, books: 301, verified: 301, stale: '7 (unsubscribed-by-venue 7)' },
    ],
    // Its ten snapshots bear no checksum.
    ['kraken/v1-multi-20210405', { frames: 14_930, trades: 28, books: 14_506, others: 22, verified: 14_496 }],
    ['okx/v5-multi-20220227', { frames: 3_777, trades: 19, books: 3_679, others: 19, verified: 3_679 }],
    ['okx/v5-multi-20220513', { frames: 410, trades: 74, books: 290, others: 28, verified: 290 }],
    // Acknowledgements of 2021, which name no more than their channel.
    ['gateio/v4-spot-20210422', { frames: 239, trades: 9, books: 168, others: 36, unknown: 22 }],
    ['binance/coinm-multi-20210722', { frames: 4_371, trades: 51, books: 1_798, others: 2_273 }],
    ['binance/spot-multi-20210405', { frames: 11_357, trades: 1_240, books: 4_652, others: 5_408 }],
    ['binance/spot-btcusdt-20240808', { frames: 99_573, trades: 19_904, books: 6_493, others: 73_174 }],
    ['binance/usdm-btcusdt-20240808', { frames: 93_953, trades: 21_313, books: 6_546, others: 66_089 }],
  ] as const satisfies readonly (readonly [string, Told])[];
  // The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
  const present = existsSync(FRAMES);
  const recorded = present ? it : it.skip;
  const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

  recorded.each<readonly [string, Told]>(sessions)(
    `tells what is in %s${notice}`,
    async (name, told) => {
      const [exchange = ''] = name.split('/');
      const replayed = start('replay', `${FRAMES}/${name}.jsonl.gz`, '--exchange', exchange);
      expect(await replayed.ended).toEqual({ code: 0, signal: null });
      const { frames, trades = 0, books, others, verified = 0, stale = '0', unknown } = told;
      expect(factsOf(replayed.stdout())).toEqual({
        frames: String(frames),
        trades: String(trades),
        'book updates': String(books),
        ...(others === undefined ? {} : { 'other values': String(others) }),
        'checksums verified': String(verified),
        'checksums failed': '0',
        'stale events': stale,
        undecodable: '0',
        ...(unknown === undefined ? {} : { 'unknown frames': String(unknown) }),
      });
    },
    30_000,
  );

  recorded(
    `prints an event a line with --json, all of them however slow the reader${notice}`,
    async () => {
      const replayed = start('replay', `${FRAMES}/${sessions[0][0]}.jsonl.gz`, '--exchange', 'kraken', '--json');
      await replayed.until((text) => text.includes('\n'));
      replayed.child.stdout?.pause();
      setTimeout(() => replayed.child.stdout?.resume(), 500);
      expect(await replayed.ended).toEqual({ code: 0, signal: null });
      const data = eventsOf(replayed.stdout()).filter(({ kind }) => kind === 'data');
      expect(data).toHaveLength(2052);
      expect(data[0].value.bids[0]).toEqual({
        price: 63388.7,
        size: 0.25761908,
        priceText: '63388.7',
        sizeText: '0.25761908',
      });
      expect(replayed.stderr()).toMatch(/^checksums verified +2052$/m);
    },
    30_000,
  );

  it('fails with one line for a file that is not there', async () => {
    const replayed = start('replay', 'absent.jsonl.gz', '--exchange', 'kraken');
    expect(await replayed.ended).toEqual({ code: 1, signal: null });
    expect(replayed.stderr()).toMatch(/^coldwire: cannot read absent\.jsonl\.gz: ENOENT.*\n$/);
  });
});
