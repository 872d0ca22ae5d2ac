import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { filter, take, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { WebSocket, WebSocketServer } from 'ws';
import { kraken } from '../src/exchanges/kraken/index.ts';
import { createClient } from '../src/index.ts';
import { simulateVenue } from '../src/simulation/index.ts';
import { printTable, ratio } from './measure.ts';

/**
 * CPU time a frame costs a process that reads it off a real loopback socket: bare `ws` with `JSON.parse`, and coldwire up to the
 * typed value. Server and clients are processes of their own; the least of several turns counts.
 */
const FRAMES = 200_000;
const TURNS = 3;
const COLUMNS = ['trade', 'book'] as const;

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

/** Answers a subscription and then sends all frames as fast as they are taken. */
async function serve(load: Load): Promise<void> {
  const frames = load === 'trade' ? trades() : books();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const { method, params, req_id } = JSON.parse(data.toString());
      if (method !== 'subscribe') return;
      const [symbol] = params.symbol;
      socket.send(JSON.stringify({ method, success: true, result: { ...params, symbol }, req_id }));
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
    const client = createClient(kraken, { url });
    if (load === 'trade')
      client
        .trades('BTC/USD')
        .pipe(take(FRAMES))
        .subscribe(({ price }) => saw(price));
    else
      client
        .book('BTC/USD', { depth: 25 })
        .pipe(take(FRAMES))
        .subscribe(({ bestBid }) => saw(bestBid?.price ?? 0));
    return;
  }
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  const params =
    load === 'trade' ? { channel: 'trade', symbol: ['BTC/USD'] } : { channel: 'book', symbol: ['BTC/USD'], depth: 25 };
  socket.send(JSON.stringify({ method: 'subscribe', params, req_id: 1 }));
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    if (message.channel !== undefined) saw(message.data[0].price ?? 1);
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
    const title = load === 'trade' ? 'to a typed trade' : 'to a verified book of depth 25, best bid read';
    rows.push([title, `${bare?.toFixed(2)} us`, `${ours?.toFixed(2)} us`, ratio(ours, bare)]);
  }
  printTable('A frame off a loopback socket', rows);
}

const [task, ...args] = process.argv.slice(2);
if (task === 'serve') await serve(args[0] as Load);
else if (task === 'read') await read(args[0] as Reader, args[1] as Load, Number(args[2]));
else await compare();
