import { describe, expect, it } from '@jest/globals';
import { concat, NEVER, of, Subject, throwError, timer, VirtualTimeScheduler } from 'rxjs';
import { tellAside } from '../../src/cli/tellAside.ts';
import { usage } from '../../src/cli/usage.ts';
import type { WatchEvent } from '../../src/cli/watchEvent.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Transport } from '../../src/transport/socket.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type FakeProcess, type FakeSettings, fakeProcess, runToEnd } from './fakeIo.ts';
import { tinyKraken } from './tinyKraken.ts';

/** A process whose clients reach the tiny venue. */
function atVenue(settings: (scheduler: VirtualTimeScheduler) => FakeSettings = () => ({})) {
  const scheduler = new VirtualTimeScheduler(undefined, 60_000);
  const venue = tinyKraken(scheduler);
  const process = fakeProcess({
    scheduler,
    clock: clockOf(scheduler),
    transport: venue.transport,
    ...settings(scheduler),
  });
  return { process: { ...process, scheduler }, venue };
}

const after = (ms: number, scheduler: VirtualTimeScheduler) => timer(ms, scheduler) as unknown as typeof NEVER;
const watching = (text: string, process: FakeProcess) => runToEnd(['watch', 'kraken', ...text.split(' ')], process);
const events = (process: FakeProcess) => process.lines().map((line) => JSON.parse(line));

describe('run', () => {
  it('prints the usage on stdout when asked for it', () => {
    const process = fakeProcess();
    expect(runToEnd(['--help'], process)).toEqual({ codes: [0], completed: true });
    expect(process.stdout()).toBe(`${usage}\n`);
    expect(process.stderr()).toBe('');
  });

  it('prints the version', () => {
    const process = fakeProcess();
    expect(runToEnd(['--version'], process).codes).toEqual([0]);
    expect(process.stdout()).toBe('1.2.3\n');
  });

  it('answers wrong arguments with one line, the usage and 2, and prints nothing', () => {
    const process = fakeProcess();
    expect(runToEnd(['watch', 'kraken', 'book', 'BTC/USD', '--for', '5x'], process)).toEqual({
      codes: [2],
      completed: true,
    });
    expect(process.stdout()).toBe('');
    expect(process.stderr()).toBe(
      `coldwire: --for takes a duration such as 500ms, 10s, 5m or 1h, not '5x'\n\n${usage}\n`,
    );
  });

  it('does nothing before it is subscribed', () => {
    let reads = 0;
    const process = fakeProcess({
      readLines: () => {
        reads++;
        return NEVER;
      },
    });
    expect(reads).toBe(0);
    runToEnd(['replay', 'x', '--exchange', 'kraken'], process);
    expect(reads).toBe(1);
  });
});

describe('run watch --json', () => {
  it('prints an event a line, and ends with 0 when the time is up', () => {
    const { process, venue } = atVenue();
    expect(watching('trades BTC/USD --json --for 2500ms', process)).toEqual({ codes: [0], completed: true });
    expect(venue.open()).toBe(0);
    expect(events(process)).toEqual([
      {
        kind: 'stale',
        exchange: 'kraken',
        channel: 'trades',
        symbol: 'BTC/USD',
        epoch: 0,
        reason: 'connecting',
        since: 0,
      },
      { kind: 'live', exchange: 'kraken', channel: 'trades', symbol: 'BTC/USD', epoch: 1 },
      expect.objectContaining({
        kind: 'data',
        value: expect.objectContaining({ kind: 'trade', priceText: '63388.8' }),
      }),
      expect.objectContaining({ kind: 'data', channel: 'trades', value: expect.objectContaining({ id: '2' }) }),
    ]);
    expect(process.stderr()).toBe('kraken-1: connecting to wss://ws.kraken.com/v2\nkraken-1: ready, epoch 1\n');
  });

  it('lets a refused symbol harm no other', () => {
    const { process } = atVenue();
    expect(watching('trades NO/PE BTC/USD --json --for 2500ms', process).codes).toEqual([0]);
    expect(process.stderr()).toMatch(/^error: trades NO\/PE: subscription-rejected \(.*Currency pair not supported/m);
    expect(events(process).filter(({ kind, symbol }) => kind === 'data' && symbol === 'BTC/USD')).toHaveLength(2);
  });

  it('ends with 1 once every feed has failed', () => {
    const { process, venue } = atVenue();
    expect(watching('trades NO/PE --json', process)).toEqual({ codes: [1], completed: true });
    expect(process.scheduler.now()).toBeLessThan(1_000);
    expect(venue.open()).toBe(0);
  });

  it('tells a flood of nonsense once a second, with its count', () => {
    const { process } = atVenue();
    const report = (kind: 'unknown-frame' | 'late-reply'): WatchEvent => ({
      kind: 'report',
      report: { kind, socket: 'k-1' },
    });
    const tell = tellAside(process.io);
    for (let n = 0; n < 1_000; n++) tell(report('unknown-frame'));
    tell(report('late-reply'));
    process.scheduler.frame += 1_000;
    tell(report('unknown-frame'));
    expect(process.stderr().split('\n')).toEqual([
      'k-1: frame of no known kind',
      'k-1: answer nobody waits for',
      'k-1: frame of no known kind (and 999 more like it before)',
      '',
    ]);
  });

  it('ends with 1 when the time is up and nothing was ever live, having said why and when it would dial again', () => {
    const transport: Transport = ({ url }) => throwError(() => new ColdwireError('dial-failed', { url }));
    const process = fakeProcess({ transport });
    expect(watching('book BTC/USD --json --for 2s', process).codes).toEqual([1]);
    expect(process.scheduler.now()).toBe(2_000);
    expect(events(process).map(({ kind, reason }) => [kind, reason])).toEqual([['stale', 'connecting']]);
    expect(process.stderr()).toMatch(
      /^kraken-1: dial-failed \(url: wss:\/\/ws\.kraken\.com\/v2\); next dial in \d+ ms \(attempt 1\)$/m,
    );
  });

  it('ends with 0 when interrupted', () => {
    const { process, venue } = atVenue((scheduler) => ({ interrupts$: after(1_500, scheduler) }));
    expect(watching('trades BTC/USD --json', process).codes).toEqual([0]);
    expect(process.scheduler.now()).toBe(1_500);
    expect(venue.open()).toBe(0);
  });

  it('ends with 0 when the reader of stdout leaves', () => {
    const { process } = atVenue((scheduler) => ({ outputClosed$: after(1_500, scheduler) }));
    expect(watching('trades BTC/USD --json', process).codes).toEqual([0]);
    expect(process.scheduler.now()).toBe(1_500);
  });

  it('ends with 1 when stdout fails', () => {
    const { process } = atVenue(() => ({ outputClosed$: throwError(() => new Error('ENOSPC: no space left')) }));
    expect(watching('trades BTC/USD --json', process).codes).toEqual([1]);
    expect(process.stderr()).toContain('coldwire: ENOSPC: no space left\n');
  });

  it('leaves nothing behind when unsubscribed', () => {
    const { process, venue } = atVenue((scheduler) => ({ interrupts$: after(1_500, scheduler) }));
    watching('trades BTC/USD --json', process);
    expect(venue.open()).toBe(0);
    expect(process.scheduler.actions).toEqual([]);
  });
});

describe('run watch', () => {
  it('prints a line a second without a terminal, and a last one', () => {
    const { process } = atVenue();
    expect(watching('trades BTC/USD --for 2500ms', process).codes).toEqual([0]);
    const [title, ...lines] = process.lines();
    expect(title).toBe('coldwire: trades of kraken. Ctrl-C ends it.');
    expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))).toEqual([
      'BTC/USD LIVE trades 0 epoch 1',
      'BTC/USD LIVE last buy 63388.8 x 0.25 trades 1 epoch 1',
      'ended after 2.5s: trades 2, reconnects 0, resyncs 0',
    ]);
  });

  it('goes on with its lines while nothing comes', () => {
    const process = fakeProcess({ transport: () => NEVER });
    watching('book BTC/USD --for 3500ms', process);
    expect(process.lines().filter((line) => / STALE connecting \d\.0s /.test(line))).toHaveLength(3);
  });

  it('paints over itself on a terminal and gives the cursor back', () => {
    const { process } = atVenue(() => ({ isTTY: true }));
    expect(watching('trades BTC/USD --for 2500ms', process).codes).toEqual([0]);
    const text = process.stdout();
    expect(text.startsWith('\u001b[?25l\rcoldwire: trades of kraken. Ctrl-C ends it.\u001b[K\n')).toBe(true);
    expect(text.endsWith('ended after 2.5s: trades 2, reconnects 0, resyncs 0\n\u001b[?25h')).toBe(true);
    // Reports have their place on the screen.
    expect(text).toContain('kraken-1: ready, epoch 1');
    expect(process.stderr()).toBe('');
  });

  it('starts on a clean screen when the terminal was resized', () => {
    let columns = 80;
    const { process } = atVenue((scheduler) => {
      scheduler.schedule(() => {
        columns = 60;
      }, 1_050);
      return { isTTY: true, columns: () => columns };
    });
    watching('trades BTC/USD --for 2s', process);
    expect(process.stdout().split('\u001b[H\u001b[2J')).toHaveLength(2);
  });

  it.each([true, false])('ends with 1 once every feed has failed, terminal or not (%j)', (isTTY) => {
    const { process } = atVenue(() => ({ isTTY }));
    expect(watching('trades NO/PE', process)).toEqual({ codes: [1], completed: true });
    expect(process.scheduler.now()).toBeLessThan(1_000);
    expect(isTTY ? process.stdout() : process.stderr()).toContain('trades NO/PE: subscription-rejected');
  });

  it('paints no more than ten times a second, whatever comes', () => {
    const flood$ = new Subject<string>();
    const { process } = atVenue((scheduler) => ({
      isTTY: true,
      transport: () => concat(of({ frames$: flood$, bufferedAmount: 0, send: () => {} }), NEVER),
      interrupts$: after(2_000, scheduler),
    }));
    timer(0, 5, process.scheduler).subscribe(() => flood$.next('{"channel":"nonsense"}'));
    process.scheduler.maxFrames = 5_000;
    watching('trades BTC/USD', process);
    const paints = process.stdout().split('\rcoldwire:').length - 1;
    expect(paints).toBeGreaterThan(15);
    expect(paints).toBeLessThanOrEqual(22);
  });

  it('never paints more lines than the terminal has', () => {
    const { process } = atVenue(() => ({ isTTY: true, rows: () => 6, columns: () => 30 }));
    watching('trades BTC/USD --for 1500ms', process);
    const up = process
      .stdout()
      .split('\u001b[')
      .flatMap((piece) => /^(\d+)A/.exec(piece)?.[1] ?? []);
    expect(new Set(up)).toEqual(new Set(['5']));
  });
});

describe('run replay', () => {
  const at = (t: number, k: string, message?: unknown): string =>
    JSON.stringify({ t: t * 1_000, c: 0, k, ...(message === undefined ? {} : { raw: JSON.stringify(message) }) });
  const T0 = Date.UTC(2026, 7, 2, 14, 3, 0);
  const result = { channel: 'trade', symbol: 'BTC/USD', snapshot: false };
  const row = {
    symbol: 'BTC/USD',
    side: 'sell',
    price: 63388.7,
    qty: 0.5,
    ord_type: 'limit',
    trade_id: 7,
    timestamp: '2026-08-02T14:03:00Z',
  };
  const session = [
    at(T0, 'open'),
    at(T0 + 10, 'recv', { method: 'subscribe', success: true, result }),
    at(T0 + 900, 'recv', { channel: 'trade', type: 'update', data: [row] }),
    at(T0 + 1_000, 'recv', { channel: 'mystery' }),
    at(T0 + 2_000, 'open'),
    at(T0 + 2_500, 'recv', { method: 'subscribe', success: true, result }),
  ];
  const replaying = (lines: readonly string[], ...args: readonly string[]) => {
    const process = fakeProcess({ files: { 'a.jsonl': lines } });
    return { process, ...runToEnd(['replay', 'a.jsonl', '--exchange', 'kraken', ...args], process) };
  };

  it('ends with a report, one fact a line', () => {
    const { process, codes } = replaying(session);
    expect(codes).toEqual([0]);
    expect(process.stdout()).toBe(
      [
        'file                a.jsonl',
        'exchange            kraken',
        'recorded            2026-08-02T14:03:00.000Z, 2.5s',
        'frames              4',
        'trades              1',
        'book updates        0',
        'checksums verified  0',
        'checksums failed    0',
        'stale events        1 (connection-lost 1)',
        'undecodable         0',
        'unknown frames      1',
        'time taken          0 ms',
        '',
      ].join('\n'),
    );
    expect(process.stderr()).toBe('');
  });

  it('prints an event a line with --json, and the report on stderr', () => {
    const { process, codes } = replaying(session, '--json');
    expect(codes).toEqual([0]);
    expect(events(process).map(({ kind, reason, symbol }) => [kind, reason, symbol])).toEqual([
      ['stale', 'connecting', 'BTC/USD'],
      ['live', undefined, 'BTC/USD'],
      ['data', undefined, 'BTC/USD'],
      ['stale', 'connection-lost', 'BTC/USD'],
      ['live', undefined, 'BTC/USD'],
    ]);
    expect(process.stderr()).toContain('frames              4\n');
  });

  it.each([
    ['a file that is not there', undefined, 'coldwire: cannot read a.jsonl: ENOENT'],
    ['a line that is no JSON', ['hello'], 'coldwire: a.jsonl:1 is no line of a recorded session\n'],
    ['no frames at all', [], 'coldwire: no frames in a.jsonl\n'],
    [
      'a venue of another kind',
      ['{"t":1,"c":0,"k":"open","url":"wss://elsewhere/v1"}'],
      'coldwire: unsupported (what: the recorded connection on kraken)\n',
    ],
  ])('ends with 1 and one line for %s', (_, lines, said) => {
    const process = fakeProcess({ files: lines === undefined ? {} : { 'a.jsonl': lines } });
    expect(runToEnd(['replay', 'a.jsonl', '--exchange', 'kraken'], process)).toEqual({ codes: [1], completed: true });
    expect(process.stderr()).toContain(said);
    expect(process.stderr().trim().split('\n')).toHaveLength(1);
    expect(process.stdout()).toBe('');
  });

  it('ends with 1 where the recording breaks off, with the report of what came before', () => {
    const { process, codes } = replaying([...session, '{"k":"recv"']);
    expect(codes).toEqual([1]);
    expect(process.stdout()).toMatch(/^frames +4\n/m);
    expect(process.stderr()).toMatch(/^coldwire: a\.jsonl:7 is no line of a recorded session\n$/m);
  });

  it('ends with 1 where a checksum failed', () => {
    const level = { price: 100.5, qty: 1.5 };
    const book = { symbol: 'BTC/USD', bids: [level], asks: [], checksum: 1, timestamp: '2026-08-02T14:03:00Z' };
    const echo = { channel: 'book', symbol: 'BTC/USD', depth: 10, snapshot: true };
    const { process, codes } = replaying([
      at(T0, 'open'),
      at(T0 + 1, 'recv', { method: 'subscribe', success: true, result: echo }),
      at(T0 + 2, 'recv', { channel: 'book', type: 'snapshot', data: [book] }),
    ]);
    expect(codes).toEqual([1]);
    expect(process.stdout()).toContain('book updates        0\n');
    expect(process.stdout()).toContain('checksums failed    1\n');
    expect(process.stderr()).toMatch(/^kraken-public: book BTC\/USD starts again: checksum-mismatch/);
  });

  it('plays as fast as it was recorded when asked to', () => {
    const { process } = replaying(session, '--speed', '2');
    expect(process.scheduler.now()).toBe(1_250);
    expect(process.stdout()).toContain('time taken          1250 ms\n');
  });

  it('ends without a report when the reader of stdout leaves', () => {
    const process = fakeProcess({ files: { 'a.jsonl': session }, outputClosed$: of(undefined) });
    expect(runToEnd(['replay', 'a.jsonl', '--exchange', 'kraken', '--json'], process).codes).toEqual([0]);
    expect(process.stderr()).toBe('');
  });

  it('reports early when interrupted', () => {
    const scheduler = new VirtualTimeScheduler(undefined, 60_000);
    const process = {
      ...fakeProcess({
        files: { 'a.jsonl': session },
        scheduler,
        clock: clockOf(scheduler),
        interrupts$: after(1_500, scheduler),
      }),
      scheduler,
    };
    expect(runToEnd(['replay', 'a.jsonl', '--exchange', 'kraken', '--speed', '1'], process).codes).toEqual([0]);
    expect(process.stdout()).toContain('stale events        0\n');
    expect(process.stdout()).toContain('time taken          1500 ms\n');
  });
});

describe('run record', () => {
  it('writes what goes over the sockets to the file, and says how much', () => {
    const { process, venue } = atVenue();
    const args = ['record', 'kraken', 'trades', 'BTC/USD', '--for', '2500ms', '--out', 'session.jsonl'];
    expect(runToEnd(args, process)).toEqual({ codes: [0], completed: true });
    expect(venue.open()).toBe(0);
    const lines = (process.written.get('session.jsonl') ?? []).map((line) => JSON.parse(line));
    expect(lines.map(({ k }) => k)).toEqual(['open', 'send', 'recv', 'recv', 'recv']);
    expect(lines[0]).toEqual({ t: 0, c: 0, k: 'open', url: 'wss://ws.kraken.com/v2' });
    expect(process.stdout()).toBe('3 frames received, in session.jsonl\n');
  });

  it('can be replayed', () => {
    const { process } = atVenue();
    runToEnd(['record', 'kraken', 'trades', 'BTC/USD', '--for', '2500ms', '--out', 'a'], process);
    const files = { a: process.written.get('a') ?? [] };
    const again = fakeProcess({ files });
    expect(runToEnd(['replay', 'a', '--exchange', 'kraken', '--json'], again).codes).toEqual([0]);
    expect(events(again).map(({ kind }) => kind)).toEqual(['stale', 'live', 'data', 'data']);
  });

  it('fails where nothing was ever live, the file finished all the same', () => {
    const process = fakeProcess({ transport: () => NEVER });
    expect(runToEnd(['record', 'kraken', 'trades', 'BTC/USD', '--for', '1s', '--out', 'a'], process).codes).toEqual([
      1,
    ]);
    expect(process.written.get('a')).toEqual([]);
  });

  it('says which file cannot be written', () => {
    const process = fakeProcess({ writeLines: () => throwError(() => new Error('EACCES: permission denied')) });
    expect(runToEnd(['record', 'kraken', 'trades', 'BTC/USD', '--out', '/x'], process).codes).toEqual([1]);
    expect(process.stderr()).toBe('coldwire: cannot record into /x: EACCES: permission denied\n');
  });

  it('needs a file', () => {
    const process = fakeProcess();
    expect(runToEnd(['record', 'kraken', 'trades', 'BTC/USD'], process).codes).toEqual([2]);
    expect(process.stderr()).toContain('coldwire: record needs --out FILE\n');
  });
});
