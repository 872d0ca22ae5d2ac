import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';
import { demoAccount, simulateVenue, type Venue, type VenueServer } from '../../src/simulation/index.ts';

const servers: VenueServer[] = [];
const sockets: WebSocket[] = [];

const serve = async (venue: Venue = simulateVenue('kraken')): Promise<VenueServer> => {
  const server = await venue.listen({ port: 0 });
  servers.push(server);
  return server;
};

const dial = (url: string): { readonly socket: WebSocket; readonly until: (text: string) => Promise<string> } => {
  const socket = new WebSocket(url);
  sockets.push(socket);
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  socket.on('error', () => {});
  return {
    socket,
    until: async (text) => {
      for (;;) {
        const found = heard.find((frame) => frame.includes(text));
        if (found !== undefined) return found;
        await once(socket, 'message');
      }
    },
  };
};

const refusalOf = async (
  url: string,
): Promise<{ readonly status?: number | undefined; readonly retryAfter?: string | undefined }> => {
  const socket = new WebSocket(url);
  sockets.push(socket);
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ status: 101 }));
    socket.on('unexpected-response', (_, { statusCode, headers }) =>
      resolve({ status: statusCode, retryAfter: headers['retry-after'] }),
    );
    socket.on('error', () => resolve({}));
  });
};

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await Promise.all(servers.splice(0).map(({ close }) => close()));
});

describe('a venue that listens', () => {
  it('speaks at the real path, to several clients', async () => {
    const { url } = await serve();
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    const [one, two] = [dial(`${url}/v2`), dial(`${url}/v2?x=1`)];
    await one.until('"channel":"status"');
    one.socket.send('{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD"]},"req_id":1}');
    expect(await one.until('"success":true')).toContain('"req_id":1');
    await one.until('"type":"snapshot"');
    await one.until('"type":"update","data":[{"symbol"');
    two.socket.on('open', () => two.socket.send('{"method":"ping"}'));
    await two.until('"channel":"status"');
    two.socket.send('{"method":"ping","req_id":7}');
    await two.until('"req_id":7');
  });

  it('serves private REST and private methods on the same port', async () => {
    const venue = simulateVenue('kraken');
    const { url, restUrl } = await serve(venue);
    const path = '/0/private/GetWebSocketsToken';
    const body = 'nonce=1';
    const digest = createHash('sha256').update(`1${body}`).digest();
    const signer = createHmac('sha512', Buffer.from(demoAccount.secret, 'base64'));
    const answer = await fetch(`${restUrl}${path}`, {
      method: 'POST',
      headers: { 'API-Key': demoAccount.key, 'API-Sign': signer.update(path).update(digest).digest('base64') },
      body,
    });
    const { result } = (await answer.json()) as { result: { token: string } };
    const { socket, until } = dial(`${url}/v2`);
    await until('"channel":"status"');
    const { token } = result;
    socket.send(JSON.stringify({ method: 'subscribe', params: { channel: 'executions', token }, req_id: 1 }));
    const order = { order_type: 'limit', side: 'buy', order_qty: 0.5, symbol: 'BTC/USD', limit_price: 50_000, token };
    socket.send(JSON.stringify({ method: 'add_order', params: order, req_id: 2 }));
    await until('"req_id":2');
    await until('"exec_type":"new"');
    expect(venue.account().orders).toMatchObject([{ status: 'open' }]);
    expect(venue.violations).toEqual([]);
  });

  it('finds nothing elsewhere, by socket or by REST, and answers REST as in memory', async () => {
    const venue = simulateVenue('kraken');
    const { url, restUrl } = await serve(venue);
    expect(await refusalOf(`${url}/v1`)).toMatchObject({ status: 404 });
    const status = await fetch(`${restUrl}/0/public/SystemStatus`);
    expect([status.status, status.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await status.json()).toMatchObject({ error: [], result: { status: 'online' } });
    const lost = await fetch(`${restUrl}/nowhere`);
    const inMemory = await firstValueFrom(venue.http({ method: 'GET', url: `${restUrl}/nowhere` }));
    expect([lost.status, await lost.text()]).toEqual([inMemory.status, inMemory.body]);
  });

  it('binds to loopback alone', async () => {
    const { url } = await serve();
    const { port } = new URL(url);
    // The port is free on every other address, so it was not taken on all of them.
    const other = createServer().listen(Number(port), '127.0.0.2');
    await once(other, 'listening');
    expect(other.listening).toBe(true);
    other.close();
    await once(other, 'close');
  });

  it('rejects when the port is taken, and serves on', async () => {
    const venue = simulateVenue('kraken');
    const { url } = await serve(venue);
    await expect(venue.listen({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await dial(`${url}/v2`).until('status');
  });

  it('cuts everything when closed, twice if need be, and can be opened again', async () => {
    const venue = simulateVenue('kraken');
    const server = await serve(venue);
    const { socket, until } = dial(`${server.url}/v2`);
    await until('status');
    const closed = once(socket, 'close');
    await server.close();
    await server.close();
    expect((await closed)[0]).toBe(1006);
    expect(await refusalOf(`${server.url}/v2`)).toEqual({});
    const again = await serve(venue);
    await dial(`${again.url}/v2`).until('status');
  });

  it('drops by cut or by close frame', async () => {
    const venue = simulateVenue('kraken');
    const { url } = await serve(venue);
    const [one, two] = [dial(`${url}/v2`), dial(`${url}/v2`)];
    await Promise.all([one.until('status'), two.until('status')]);
    const ends = [once(one.socket, 'close'), once(two.socket, 'close')];
    venue.inject({ t: 0, kind: 'drop', target: 's1', args: { code: 1012, reason: 'restart' } });
    venue.inject({ t: 0, kind: 'drop', target: 's2', args: {} });
    const [first, second] = await Promise.all(ends);
    const codes = [first?.[0], second?.[0]] as readonly number[];
    expect([...codes].sort((a, b) => a - b)).toEqual([1006, 1012]);
  });

  it('refuses in an outage: the handshake with a status, or the connection without a word', async () => {
    const venue = simulateVenue('kraken');
    const { url, restUrl } = await serve(venue);
    venue.inject({ t: 0, kind: 'outage', args: { for: 60_000, status: 503, retryAfter: 1_500 } });
    expect(await refusalOf(`${url}/v2`)).toEqual({ status: 503, retryAfter: '2' });
    expect((await fetch(`${restUrl}/0/public/Time`)).status).toBe(503);
    venue.inject({ t: 0, kind: 'outage', args: { for: 60_000 } });
    expect(await refusalOf(`${url}/v2`)).toEqual({});
    venue.inject({ t: 0, kind: 'outage', args: { for: 0 } });
    expect(await refusalOf(`${url}/v2`)).toEqual({ status: 101 });
  });

  it('answers pings of the protocol until it is silent, then not even a close', async () => {
    const venue = simulateVenue('kraken');
    const { url } = await serve(venue);
    const { socket, until } = dial(`${url}/v2`);
    await until('status');
    socket.ping('x');
    expect(String((await once(socket, 'pong'))[0])).toBe('x');
    venue.inject({ t: 0, kind: 'silence', args: {} });
    let heard = false;
    for (const event of ['pong', 'message', 'close']) socket.on(event, () => (heard = true));
    socket.ping('y');
    socket.close(1000);
    const probe = dial(`${url}/v2`);
    await probe.until('status');
    probe.socket.ping();
    await once(probe.socket, 'pong');
    expect(heard).toBe(false);
  });

  it('shares its market with those in memory', async () => {
    const venue = simulateVenue('kraken');
    const { url } = await serve(venue);
    const { socket, until } = dial(`${url}/v2`);
    await until('status');
    socket.send('{"method":"subscribe","params":{"channel":"book","symbol":["ETH/USD"]}}');
    await until('"type":"update","data":[{"symbol"');
    expect(new Set(venue.journal.map((entry) => entry.way))).toEqual(new Set(['in', 'out']));
  });
});

describe('the simulation in a browser', () => {
  it('bundles without any built-in of Node', () => {
    const { outputFiles, warnings } = buildSync({
      entryPoints: ['src/simulation/index.ts'],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      logLevel: 'silent',
    });
    expect(warnings).toEqual([]);
    expect(outputFiles.map(({ text }) => /(?:from|import|require)\s*\(?\s*["']node:/.test(text))).toEqual([false]);
  });
});
