import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { filter, map, type Observable, take, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { WebSocket, WebSocketServer } from 'ws';
import { kraken } from '../src/exchanges/kraken/index.ts';
import { createClient } from '../src/index.ts';
import { simulateVenue } from '../src/simulation/index.ts';
import { printTable, ratio } from './measure.ts';
import { streams } from './streams.ts';

/**
 * CPU time a frame costs a process that reads it off a real loopback socket: bare `ws` with `JSON.parse`, and coldwire up to the
 * typed value. Server and clients are processes of their own; the least of several turns counts.
 */
const FRAMES = 200_000;
const TURNS = 3;
const COLUMNS = ['trade', 'book', 'depth'] as const;

const TITLES = {
  trade: 'to a typed trade',
  book: 'to a verified book of depth 25, best bid read',
  depth: 'to a numbered book, 2 x 20 changes a frame, best bid read',
} as const;

type Load = (typeof COLUMNS)[number];
type Reader = 'ws + JSON.parse' | 'coldwire';

/** Trades of some 160 bytes, as Kraken sends them. */
function trades(): readonly string[] {
  return Array.from(
    { length: FRAMES },
    (_, n) =>
      `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":${(63_000 + (n % 100) / 10).toFixed(1)},"qty":0.00027625,"ord_type":"limit","trade_id":${10_218_208 + n},"timestamp":"2023-10-06T17:35:55.440295Z"}]}`,
  );
}

/** The snapshot and the deltas of a book of depth 25, each with its true checksum, out of a simulated venue. */
function books(): readonly string[] {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
  const venue = simulateVenue('kraken', { seed: 1, symbols: ['BTC/USD'], scheduler });
  const frames: string[] = [];
  venue.transport({ url: 'wss://ws.kraken.com/v2' }).subscribe(({ frames$, send }) => {
    frames$
      .pipe(filter((frame) => String(frame).startsWith('{"channel":"book"')))
      .subscribe((frame) => frames.push(String(frame)));
    send('{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":25},"req_id":1}');
  });
  while (frames.length < FRAMES) {
    scheduler.maxFrames = scheduler.frame + 60_000;
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
  }
  return frames.slice(0, FRAMES);
}

/** A whole book and then changes of 20 levels a side, some 1.4 kB each, numbered but without a checksum: as Binance sends them. */
function depths(): readonly string[] {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return seed / 0x7fff_ffff;
  };
  const level = (sign: 1 | -1, at: number, size: string): string =>
    `["${(61_837 + (sign * (at + 1)) / 100).toFixed(2)}000000","${size}000"]`;
  const whole = (sign: 1 | -1): string => Array.from({ length: 1_000 }, (_, at) => level(sign, at, '1.00000')).join();
  const changed = (sign: 1 | -1): string => {
    const places = Array.from({ length: 20 }, () => 1 + Math.floor(random() * random() * 999)).sort((a, b) => a - b);
    return places.map((at) => level(sign, at, random() < 0.3 ? '0.00000' : (5 * random()).toFixed(5))).join();
  };
  const frame = (last: number, first: number, bids: string, asks: string): string =>
    `{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":${first},"u":${last},"b":[${bids}],"a":[${asks}]}}`;
  const from = 50_093_239_189;
  const changes = Array.from({ length: 5_000 }, () => [changed(-1), changed(1)] as const);
  return Array.from({ length: FRAMES }, (_, n) => {
    if (n === 0) return frame(from, 0, whole(-1), whole(1));
    const [bids, asks] = changes[n % changes.length] as readonly [string, string];
    return frame(from + 40 * n, from + 40 * n - 39, bids, asks);
  });
}

/** Answers a subscription and then sends all frames as fast as they are taken. */
async function serve(load: Load): Promise<void> {
  const frames = load === 'trade' ? trades() : load === 'book' ? books() : depths();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const { method, params, req_id, id } = JSON.parse(data.toString());
      if (load === 'depth') {
        if (method !== 'SUBSCRIBE') return;
        socket.send(JSON.stringify({ result: null, id }));
      } else {
        if (method !== 'subscribe') return;
        const [symbol] = params.symbol;
        socket.send(JSON.stringify({ method, success: true, result: { ...params, symbol }, req_id }));
      }
      let next = 0;
      const pump = (): void => {
        while (next < frames.length && socket.bufferedAmount < 1_000_000) socket.send(frames[next++] as string);
        if (next < frames.length) setImmediate(pump);
      };
      pump();
    });
  });
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
}

/** Reads all frames and tells the CPU microseconds each took. */
async function read(reader: Reader, load: Load, port: number): Promise<void> {
  const url = `ws://127.0.0.1:${port}`;
  let from = process.cpuUsage();
  let seen = 0;
  let sum = 0;
  const done = (): void => {
    const { user, system } = process.cpuUsage(from);
    process.send?.((user + system) / FRAMES);
    process.exit(sum > 0 ? 0 : 1);
  };
  const saw = (value: number): void => {
    sum += value;
    if (seen++ === 0) from = process.cpuUsage();
    if (seen === FRAMES) done();
  };
  if (reader === 'coldwire') {
    const client = createClient(load === 'depth' ? streams : kraken, { url });
    const seen$: Observable<number> =
      load === 'trade'
        ? client.trades('BTC/USD').pipe(map(({ price }) => price))
        : client.book('BTC/USD', load === 'book' ? { depth: 25 } : {}).pipe(map(({ bestBid }) => bestBid?.price ?? 0));
    seen$.pipe(take(FRAMES)).subscribe(saw);
    return;
  }
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  const params =
    load === 'trade' ? { channel: 'trade', symbol: ['BTC/USD'] } : { channel: 'book', symbol: ['BTC/USD'], depth: 25 };
  socket.send(
    JSON.stringify(
      load === 'depth'
        ? { method: 'SUBSCRIBE', params: ['btcusdt@depth@100ms'], id: 1 }
        : { method: 'subscribe', params, req_id: 1 },
    ),
  );
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    if (message.channel !== undefined) saw(message.data[0].price ?? 1);
    else if (message.stream !== undefined) saw(message.data.u);
  });
}

/** Runs this file as another process and gives what it tells. */
async function told(...args: readonly string[]): Promise<{ readonly value: number; readonly end: () => void }> {
  const child = fork(process.argv[1] as string, args);
  const [value] = (await once(child, 'message')) as [number];
  return { value, end: () => void child.kill() };
}

async function compare(): Promise<void> {
  const rows: string[][] = [['CPU a frame', 'ws + JSON.parse', 'coldwire', '']];
  for (const load of COLUMNS) {
    const server = await told('serve', load);
    const best = new Map<Reader, number>();
    for (let turn = 0; turn < TURNS; turn++)
      for (const reader of ['ws + JSON.parse', 'coldwire'] as const) {
        const { value } = await told('read', reader, load, String(server.value));
        best.set(reader, Math.min(best.get(reader) ?? Number.POSITIVE_INFINITY, value));
      }
    server.end();
    const [bare, ours] = [best.get('ws + JSON.parse'), best.get('coldwire')];
    const title = TITLES[load];
    rows.push([title, `${bare?.toFixed(2)} us`, `${ours?.toFixed(2)} us`, ratio(ours, bare)]);
  }
  printTable('A frame off a loopback socket', rows);
}

const [task, ...args] = process.argv.slice(2);
if (task === 'serve') await serve(args[0] as Load);
else if (task === 'read') await read(args[0] as Reader, args[1] as Load, Number(args[2]));
else await compare();
