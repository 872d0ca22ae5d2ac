import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { webSocketTransport, type WebSocketTransportOptions } from '../../src/transport/webSocketTransport.ts';
import { openServer, openTcpServer, type TcpServer } from '../helpers/loopbackServer.ts';
import { dialled, framesOf } from './dialled.ts';
import { loopbackCertificate } from './loopbackCertificate.ts';

const open: { close(): Promise<unknown> }[] = [];

async function listen(onConnection: Parameters<typeof openTcpServer>[0]): Promise<TcpServer & { url: string }> {
  const server = await openTcpServer(onConnection);
  open.push(server);
  return { ...server, url: `ws://127.0.0.1:${server.port}` };
}

/** A server that answers each handshake with the same text. */
function answer(response: string): Promise<TcpServer & { url: string }> {
  return listen((socket) => socket.once('data', () => socket.write(response)));
}

function dial(url: string, options: WebSocketTransportOptions = {}) {
  return dialled(webSocketTransport(options)({ url }));
}

describe('dialling by webSocketTransport', () => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  it('keeps a frame that came in one packet with the handshake', async () => {
    const server = await listen((socket) =>
      socket.once('data', (request) => {
        const key = /sec-websocket-key: (.*)\r/i.exec(request.toString())?.[1];
        const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
        const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
        socket.write(Buffer.concat([Buffer.from(head), Buffer.from([0x81, 2]), Buffer.from('hi')]));
      }),
    );
    const { socket, subscription } = dial(server.url, { closeTimeout: 10 });
    const opened = await socket();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(await framesOf(opened, 1)).toEqual(['hi']);
    subscription.unsubscribe();
  });

  it('carries the status and the Retry-After of a refused handshake, and drops its connection', async () => {
    const server = await answer('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 1000\r\n\r\nbody');
    const error = await dial(`${server.url}/ws?listenKey=secret`).error();
    expect(error.kind).toBe('dial-failed');
    expect(error.context).toEqual({ url: `${server.url}/ws`, status: 429, retryAfterMs: 7_000 });
    await Promise.all([...server.connections].map((connection) => once(connection, 'close')));
    expect(server.connections.size).toBe(0);
  });

  it('carries a status without Retry-After', async () => {
    const server = await answer('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
    const error = await dial(server.url).error();
    expect(error.context).toEqual({ url: `${server.url}/`, status: 503 });
  });

  it('follows no redirect', async () => {
    const elsewhere = await openServer();
    open.push(elsewhere);
    const server = await answer(`HTTP/1.1 301 Moved\r\nLocation: ${elsewhere.url}\r\nContent-Length: 0\r\n\r\n`);
    const error = await dial(server.url).error();
    expect(error.context).toEqual({ url: `${server.url}/`, status: 301 });
    expect(elsewhere.peers).toEqual([]);
  });

  it('fails on an answer that is no WebSocket handshake', async () => {
    const server = await answer(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
    );
    const error = await dial(server.url).error();
    expect(error.kind).toBe('dial-failed');
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('fails where nobody listens, and says why', async () => {
    const server = await listen(() => {});
    await open.pop()?.close();
    const error = await dial(server.url).error();
    expect(error.kind).toBe('dial-failed');
    expect(error.context).toEqual({ url: `${server.url}/` });
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('gives up a server that accepts and never answers', async () => {
    const server = await listen(() => {});
    const { error, told } = dial(server.url, { dialTimeout: 30 });
    expect((await error()).kind).toBe('dial-failed');
    expect((await error()).cause).toMatchObject({ name: 'TimeoutError' });
    await Promise.all([...server.connections].map((connection) => once(connection, 'close')));
    expect(told).toEqual(['error']);
  });

  it('gives up the dial when the subscriber leaves', async () => {
    let reached: () => void = () => {};
    const arrival = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const server = await listen(() => reached());
    const { subscription, told } = dial(server.url);
    await arrival;
    const gone = [...server.connections].map((connection) => once(connection, 'close'));
    subscription.unsubscribe();
    await Promise.all(gone);
    expect(told).toEqual([]);
  });

  it('survives a subscriber that leaves at once', async () => {
    const server = await openServer();
    open.push(server);
    const { subscription, told } = dial(server.url);
    subscription.unsubscribe();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toEqual([]);
    expect(server.peers).toEqual([]);
  });

  it.each(['', 'venue.example', 'https://venue.example/', 'ws://', 'ws://venue.example/#part', 'ws://a b/?key=secret'])(
    'calls the url %j an invalid option',
    async (url) => {
      const error = await dial(url).error();
      expect(error.kind).toBe('invalid-options');
      expect(error.context).toMatchObject({ option: 'url' });
      expect(inspect(error)).not.toContain('secret');
    },
  );

  it.each([
    ['headers', { headers: { 'X-Key': 'a\nb' } }],
    ['headers', { headers: { 'X Key': 'a' } }],
    ['protocols', { protocols: ['two words'] }],
    ['protocols', { protocols: ['same', 'same'] }],
  ])('calls unusable %s an invalid option', async (option, part) => {
    const error = await dialled(webSocketTransport()({ url: 'ws://127.0.0.1:9', ...part })).error();
    expect(error.kind).toBe('invalid-options');
    expect(error.context).toMatchObject({ option });
  });

  it('is unsupported in a runtime without WebSocket', async () => {
    const error = await dial('ws://127.0.0.1:9', { WebSocket: null as never }).error();
    expect(error.kind).toBe('unsupported');
    expect(error.context).toEqual({ what: 'WebSocket' });
  });

  it('trusts no certificate that signed itself, whatever the environment says', async () => {
    const environment = jest.replaceProperty(process, 'env', { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    const server = await openServer({ tls: loopbackCertificate });
    open.push(server);
    const error = await dial(server.url).error();
    environment.restore();
    expect(error.kind).toBe('dial-failed');
    expect(error.cause).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});
