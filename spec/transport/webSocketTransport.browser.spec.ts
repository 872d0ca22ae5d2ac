import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts';
import { type LoopbackServer, openServer } from '../helpers/loopbackServer.ts';
import { dialled, framesOf } from './dialled.ts';

/** A url nobody listens on. */
const deadUrl = (): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(`ws://127.0.0.1:${port}`));
    });
  });

describe('webSocketTransport in a browser', () => {
  let server: LoopbackServer;

  beforeEach(async () => {
    server = await openServer();
  });

  afterEach(() => server.close());

  it('dials with the native WebSocket, which tells nothing of pings', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url, protocols: ['v2.json'] }));
    const socket = await dial.socket();
    const peer = await server.nextPeer();
    expect(peer.protocol).toBe('v2.json');
    expect('ping' in socket || 'pongs$' in socket).toBe(false);
    expect(socket.bufferedAmount).toBe(0);
    dial.subscription.unsubscribe();
  });

  it('carries text as strings and bytes as Uint8Array, both ways and in order', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const peer = await server.nextPeer();
    const received = framesOf({ ...socket, frames$: peer.received$ }, 2);
    socket.send('naïve €');
    socket.send(new Uint8Array([0, 1, 255]));
    expect((await received).map(plain)).toEqual(['naïve €', [0, 1, 255]]);
    const delivered = framesOf(socket, 3);
    peer.send('plain');
    peer.send(new Uint8Array([0, 1, 255]));
    peer.send('');
    expect((await delivered).map(plain)).toEqual(['plain', [0, 1, 255], '']);
    dial.subscription.unsubscribe();
  });

  it('closes with 1000 on unsubscribe and says nothing more', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const peer = await server.nextPeer();
    dial.subscription.unsubscribe();
    expect(await peer.closed).toBe(1000);
    expect(() => socket.send('late')).toThrow('not-sent');
    expect(dial.told).toEqual(['socket']);
  });

  it.each([
    [1000, true],
    [4001, true],
  ])('calls an end by the peer with code %d a loss', async (code, wasClean) => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    await dial.socket();
    (await server.nextPeer()).close(code, 'over');
    const error = await dial.error();
    expect([error.kind, error.context]).toEqual(['connection-lost', { code, reason: 'over', wasClean }]);
    expect(dial.told).toEqual(['socket', 'error']);
  });

  it('tells an unclean end from a clean one', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    await dial.socket();
    (await server.nextPeer()).cut();
    expect((await dial.error()).context).toEqual({ code: 1006, reason: '', wasClean: false });
  });

  it('fails a dial that nobody answers', async () => {
    const url = await deadUrl();
    const error = await dialled(webSocketTransport()({ url: `${url}/ws?token=secret` })).error();
    expect([error.kind, error.context]).toEqual(['dial-failed', { url: `${url}/ws` }]);
  });

  it('refuses, without dialling, what a browser cannot honour', async () => {
    for (const endpoint of [{ headers: { 'X-Api-Key': 'k' } }, { proxy: 'http://127.0.0.1:1' }]) {
      const error = await dialled(webSocketTransport()({ url: server.url, ...endpoint })).error();
      expect([error.kind, error.context]).toEqual(['unsupported', { what: Object.keys(endpoint)[0] }]);
    }
    expect(server.peers).toEqual([]);
  });

  it('delivers no frame beyond the cap, and ends the socket', async () => {
    const dial = dialled(webSocketTransport({ maxFrameBytes: 8 })({ url: server.url }));
    const socket = await dial.socket();
    const frames: unknown[] = [];
    socket.frames$.subscribe((frame) => frames.push(frame));
    const peer = await server.nextPeer();
    peer.send('12345678');
    peer.send('123456789');
    const error = await dial.error();
    expect([error.kind, error.context]).toEqual([
      'protocol-violation',
      { what: 'frame over maxFrameBytes', length: 9 },
    ]);
    expect(frames).toEqual(['12345678']);
    expect(await peer.closed).toBe(1000);
  });
});

/** A frame without regard to which realm its bytes are of. */
function plain(frame: string | Uint8Array): string | readonly number[] {
  return typeof frame === 'string' ? frame : Array.from(frame);
}
