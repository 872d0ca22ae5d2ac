import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import WebSocket from 'isomorphic-ws';
import { firstValueFrom, NEVER, take, toArray } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts';
import { type LoopbackServer, openServer } from '../helpers/loopbackServer.ts';
import { dialled, framesOf } from './dialled.ts';

describe('webSocketTransport', () => {
  let server: LoopbackServer;

  beforeEach(async () => {
    server = await openServer();
  });

  afterEach(() => server.close());

  it('dials nothing before it is subscribed, and a socket of its own for each subscriber', async () => {
    const dial$ = webSocketTransport()({ url: server.url });
    const seenBefore = server.peers.length;
    const dials = [dialled(dial$), dialled(dial$)];
    const sockets = await Promise.all(dials.map((dial) => dial.socket()));
    expect(seenBefore).toBe(0);
    expect(server.peers).toHaveLength(2);
    expect(sockets[0]).not.toBe(sockets[1]);
    dials.forEach((dial) => dial.subscription.unsubscribe());
  });

  it('carries text as strings and bytes as Uint8Array, both ways and in order', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const peer = await server.nextPeer();
    const frames = ['plain', new Uint8Array([0, 1, 255]), 'naïve €', '', new Uint8Array(0)];
    const received = firstValueFrom(peer.received$.pipe(take(5), toArray()));
    frames.forEach((frame) => socket.send(frame));
    expect(await received).toStrictEqual(frames);
    const delivered = framesOf(socket, 5);
    frames.forEach((frame) => peer.send(frame));
    expect(await delivered).toStrictEqual(frames);
    dial.subscription.unsubscribe();
  });

  it('gives bytes that later frames do not touch', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const delivered = framesOf(socket, 500);
    for (let n = 0; n < 500; n++) server.sendAll(new Uint8Array(200).fill(n % 251));
    const frames = (await delivered) as Uint8Array[];
    expect(frames.every((frame, n) => frame.every((byte) => byte === n % 251))).toBe(true);
    dial.subscription.unsubscribe();
  });

  it('offers the subprotocols and sends the headers of the endpoint', async () => {
    const dial = dialled(
      webSocketTransport()({ url: server.url, headers: { 'X-Api-Key': 'k' }, protocols: ['v2.json', 'v1.json'] }),
    );
    await dial.socket();
    const peer = await server.nextPeer();
    expect(peer.headers['x-api-key']).toBe('k');
    expect(peer.headers['sec-websocket-extensions']).toBeUndefined();
    expect(peer.protocol).toBe('v2.json');
    dial.subscription.unsubscribe();
  });

  it('offers compression when asked', async () => {
    const dial = dialled(webSocketTransport({ perMessageDeflate: true })({ url: server.url }));
    await dial.socket();
    expect((await server.nextPeer()).headers['sec-websocket-extensions']).toContain('permessage-deflate');
    dial.subscription.unsubscribe();
  });

  it('pings, and tells of the pong', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const pong = firstValueFrom(socket.pongs$ ?? NEVER);
    socket.ping?.();
    expect(await pong).toBeUndefined();
    dial.subscription.unsubscribe();
  });

  it('counts the bytes a peer that does not read leaves unsent', async () => {
    const dial = dialled(webSocketTransport({ closeTimeout: 20 })({ url: server.url }));
    const socket = await dial.socket();
    (await server.nextPeer()).freeze();
    expect(socket.bufferedAmount).toBe(0);
    for (let n = 0; n < 40; n++) socket.send(new Uint8Array(1_000_000));
    expect(socket.bufferedAmount).toBeGreaterThan(1_000_000);
    dial.subscription.unsubscribe();
  });

  it.each([
    ['a normal close', 1000, 'bye'],
    ['a restart', 1012, ''],
    ['a code of the venue', 4001, 'too slow'],
  ])('errors with connection-lost at %s', async (_, code, reason) => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    await dial.socket();
    (await server.nextPeer()).close(code, reason);
    const error = await dial.error();
    expect(error.kind).toBe('connection-lost');
    expect(error.context).toEqual({ code, reason, wasClean: true });
    expect(dial.told).toEqual(['socket', 'error']);
  });

  it('calls a cut connection unclean', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    await dial.socket();
    await server.nextPeer();
    server.cutAll();
    const error = await dial.error();
    expect(error.kind).toBe('connection-lost');
    expect(error.context).toEqual({ code: 1006, reason: '', wasClean: false });
  });

  it('completes frames$ and pongs$ after the Transport has errored', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const order: string[] = [];
    dial.subscription.add(() => order.push('transport'));
    const ends = Promise.all([
      new Promise<void>((resolve) => {
        socket.frames$.subscribe({ complete: () => resolve(void order.push('frames$')) });
      }),
      new Promise<void>((resolve) => {
        socket.pongs$?.subscribe({ complete: () => resolve(void order.push('pongs$')) });
      }),
    ]);
    await server.nextPeer();
    server.cutAll();
    await ends;
    expect(order).toEqual(['transport', 'frames$', 'pongs$']);
  });

  it('closes with 1000 on unsubscribe, and says nothing more', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    const peer = await server.nextPeer();
    const heard: unknown[] = [];
    socket.frames$.subscribe({ next: (frame) => heard.push(frame), complete: () => heard.push('complete') });
    peer.send('too late');
    dial.subscription.unsubscribe();
    peer.send('much too late');
    expect(await peer.closed).toBe(1000);
    expect(heard).toEqual([]);
    expect(dial.told).toEqual(['socket']);
  });

  it('terminates a peer that does not answer the close', async () => {
    const sockets = spyOnSockets();
    const dial = dialled(webSocketTransport({ closeTimeout: 20, WebSocket: sockets.WebSocket })({ url: server.url }));
    await dial.socket();
    (await server.nextPeer()).freeze();
    dial.subscription.unsubscribe();
    expect(sockets.made[0]?.readyState).toBe(WebSocket.CLOSING);
    await sockets.closed();
    expect(sockets.listeners()).toEqual([]);
  });

  it('sends only while open', async () => {
    const dial = dialled(webSocketTransport()({ url: server.url }));
    const socket = await dial.socket();
    dial.subscription.unsubscribe();
    for (const late of [() => socket.send('late'), () => socket.ping?.()]) expect(late).toThrow('not-sent');
    const kind = ((): unknown => {
      try {
        return socket.send('late');
      } catch (error) {
        return isColdwireError(error, 'not-sent');
      }
    })();
    expect(kind).toBe(true);
  });

  it.each(['the peer closes', 'the peer is cut', 'the subscriber leaves'])(
    'leaves no listener once %s',
    async (how) => {
      const sockets = spyOnSockets();
      const dial = dialled(webSocketTransport({ WebSocket: sockets.WebSocket })({ url: server.url }));
      const socket = await dial.socket();
      socket.frames$.subscribe();
      const peer = await server.nextPeer();
      expect(sockets.listeners()).not.toEqual([]);
      if (how === 'the peer closes') peer.close(1000);
      else if (how === 'the peer is cut') peer.cut();
      else dial.subscription.unsubscribe();
      await sockets.closed();
      expect(sockets.listeners()).toEqual([]);
    },
  );

  it('ends a socket whose peer sends a frame over the cap', async () => {
    const dial = dialled(webSocketTransport({ maxFrameBytes: 100 })({ url: server.url }));
    const socket = await dial.socket();
    const peer = await server.nextPeer();
    const heard = framesOf(socket, 1);
    peer.send('x'.repeat(100));
    expect(await heard).toEqual(['x'.repeat(100)]);
    peer.send('x'.repeat(101));
    const error = await dial.error();
    expect(error.kind).toBe('protocol-violation');
    expect(error.context).toEqual({ what: 'frame over maxFrameBytes' });
    expect(await peer.closed).toBe(1009);
  });

  it('ends a socket whose early frames nobody reads', async () => {
    const dial = dialled(webSocketTransport({ maxBuffered: { frames: 2, bytes: 100 } })({ url: server.url }));
    await dial.socket();
    const peer = await server.nextPeer();
    for (const frame of ['1', '2', '3']) peer.send(frame);
    const error = await dial.error();
    expect(error.kind).toBe('overflow');
    expect(error.context).toEqual({ limit: 2, what: 'frames before a subscriber' });
    expect(await peer.closed).toBe(1000);
  });
});

/** A `ws` whose instances can be looked at afterwards. */
function spyOnSockets() {
  const made: WebSocket[] = [];
  let resolve: () => void = () => {};
  const closed = new Promise<void>((done) => {
    resolve = done;
  });
  class SpiedWebSocket extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      made.push(this);
    }

    override emit(event: string, ...values: unknown[]): boolean {
      const heard = super.emit(event, ...values);
      if (event === 'close') resolve();
      return heard;
    }
  }
  return {
    WebSocket: SpiedWebSocket,
    made,
    closed: () => closed,
    listeners: () => made.flatMap((socket) => socket.eventNames()),
  };
}
