import { once } from 'node:events';
import { connect } from 'node:net';
import tls from 'node:tls';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts';
import { openServer, openTcpServer, type TcpServer } from '../helpers/loopbackServer.ts';
import { dialled, framesOf } from './dialled.ts';
import { loopbackCertificate } from './loopbackCertificate.ts';

const open: { close(): Promise<unknown> }[] = [];

interface Proxy extends TcpServer {
  readonly asked: string[];
}

/** A proxy that connects where it is asked to, or answers with `refusal`. */
async function openProxy(refusal?: string): Promise<Proxy> {
  const asked: string[] = [];
  const proxy = await openTcpServer((client) =>
    client.once('data', (request) => {
      asked.push(request.toString());
      if (refusal !== undefined) {
        client.write(refusal);
        return;
      }
      const [, host, port] = /^CONNECT (.*):(\d+) HTTP\/1.1/.exec(request.toString()) ?? [];
      const target = connect(Number(port), host);
      target.on('error', () => client.destroy());
      client.on('close', () => target.destroy());
      target.once('connect', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(target).pipe(client);
      });
    }),
  );
  open.push(proxy);
  return { ...proxy, asked };
}

describe('proxyTunnel', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  it('dials through the proxy, and introduces itself there and nowhere else', async () => {
    const server = await openServer();
    open.push(server);
    const proxy = await openProxy();
    const { socket, subscription } = dialled(
      webSocketTransport()({ url: server.url, proxy: `http://us%40er:pass@127.0.0.1:${proxy.port}` }),
    );
    const opened = await socket();
    const frames = framesOf(opened, 1);
    const peer = await server.nextPeer();
    peer.send('through');
    expect(await frames).toEqual(['through']);
    expect(proxy.asked).toHaveLength(1);
    expect(proxy.asked[0]).toContain(`proxy-authorization: Basic ${btoa('us@er:pass')}`);
    expect(peer.headers).not.toHaveProperty('proxy-authorization');
    subscription.unsubscribe();
    expect(await peer.closed).toBe(1000);
  });

  it('makes the TLS of a wss: url with the target, not with the proxy', async () => {
    const server = await openServer({ tls: loopbackCertificate });
    open.push(server);
    const proxy = await openProxy();
    const endpoint = { url: server.url, proxy: `http://127.0.0.1:${proxy.port}` };
    const refused = await dialled(webSocketTransport()(endpoint)).error();
    expect(refused.kind).toBe('dial-failed');
    expect(refused.cause).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

    const { connect: connectTls } = tls;
    jest
      .spyOn(tls, 'connect')
      .mockImplementation(((options: tls.ConnectionOptions) =>
        connectTls({ ...options, ca: loopbackCertificate.cert })) as typeof tls.connect);
    const { socket, subscription } = dialled(webSocketTransport()(endpoint));
    const frames = framesOf(await socket(), 1);
    (await server.nextPeer()).send('sealed');
    expect(await frames).toEqual(['sealed']);
    subscription.unsubscribe();
  });

  it('carries the status and the Retry-After of a refusal, and no credentials', async () => {
    const proxy = await openProxy('HTTP/1.1 407 Proxy Authentication Required\r\nRetry-After: 3\r\n\r\n');
    const { error } = dialled(
      webSocketTransport()({
        url: 'ws://venue.example/?key=secret',
        proxy: `http://secret:secret@127.0.0.1:${proxy.port}`,
      }),
    );
    const refusal = await error();
    expect(refusal.kind).toBe('dial-failed');
    expect(refusal.context).toEqual({ url: 'ws://venue.example/', status: 407, retryAfterMs: 3_000 });
    expect(inspect(refusal, { depth: 10 })).not.toContain('secret');
  });

  it('fails where no proxy listens', async () => {
    const proxy = await openProxy();
    await open.pop()?.close();
    const { error } = dialled(
      webSocketTransport()({ url: 'ws://venue.example', proxy: `http://u:secret@127.0.0.1:${proxy.port}` }),
    );
    expect((await error()).kind).toBe('dial-failed');
    expect((await error()).cause).toMatchObject({ code: 'ECONNREFUSED' });
    expect(inspect(await error(), { depth: 10 })).not.toContain('secret');
  });

  it('gives up the proxy when the subscriber leaves', async () => {
    const proxy = await openProxy('');
    const { subscription, told } = dialled(
      webSocketTransport()({ url: 'ws://venue.example', proxy: `http://127.0.0.1:${proxy.port}` }),
    );
    while (proxy.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const gone = [...proxy.connections].map((connection) => once(connection, 'close'));
    subscription.unsubscribe();
    await Promise.all(gone);
    expect(told).toEqual([]);
  });

  it.each([
    '',
    '127.0.0.1:8080',
    'https://u:secret@proxy.example',
    'socks5://u:secret@proxy.example',
    'http://%:secret@x',
  ])('calls the proxy %j an invalid option', async (proxy) => {
    const error = await dialled(webSocketTransport()({ url: 'ws://venue.example', proxy })).error();
    expect(error.kind).toBe('invalid-options');
    expect(error.context).toMatchObject({ option: 'proxy' });
    expect(inspect(error)).not.toContain('secret');
  });
});
