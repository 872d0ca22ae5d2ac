import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket as TcpSocket } from 'node:net';
import { firstValueFrom, ReplaySubject } from 'rxjs';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

/** The server's end of one socket. */
export interface Peer {
  readonly headers: IncomingHttpHeaders;
  readonly protocol: string;
  /** What the client sent, in order. */
  readonly received$: ReplaySubject<string | Uint8Array>;
  /** The close code the client sent, or 1006. */
  readonly closed: Promise<number>;
  send(frame: string | Uint8Array): void;
  close(code: number, reason?: string): void;
  /** Drops the TCP connection without a closing handshake. */
  cut(): void;
  /** Reads nothing more, so that not even a close is answered. */
  freeze(): void;
}

/** A WebSocket server on a free loopback port. */
export interface LoopbackServer {
  readonly url: string;
  /** The peers, in the order they came. */
  readonly peers: readonly Peer[];
  /** The first peer that came, or the next one to come. */
  nextPeer(): Promise<Peer>;
  sendAll(frame: string | Uint8Array): void;
  cutAll(): void;
  close(): Promise<void>;
}

/** How a server differs from a plain `ws:` one. */
export interface LoopbackServerOptions extends Pick<ServerOptions, 'perMessageDeflate' | 'maxPayload'> {
  /** Makes it a `wss:` server named `localhost`. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export async function openServer({ tls, ...options }: LoopbackServerOptions = {}): Promise<LoopbackServer> {
  const http = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  const server = new WebSocketServer({ server: http, ...options });
  const peers: Peer[] = [];
  const peers$ = new ReplaySubject<Peer>();
  server.on('connection', (socket, request) => {
    const peer = peerOver(socket, request.headers);
    peers.push(peer);
    peers$.next(peer);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    url: tls === undefined ? `ws://127.0.0.1:${port}` : `wss://localhost:${port}`,
    peers,
    nextPeer: () => firstValueFrom(peers$),
    sendAll: (frame) => peers.forEach((peer) => peer.send(frame)),
    cutAll: () => peers.forEach((peer) => peer.cut()),
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      http.close();
      await once(http, 'close');
    },
  };
}

function peerOver(socket: WebSocket, headers: IncomingHttpHeaders): Peer {
  const received$ = new ReplaySubject<string | Uint8Array>();
  socket.on('message', (data: Buffer, isBinary) => received$.next(isBinary ? new Uint8Array(data) : data.toString()));
  socket.on('error', () => {});
  return {
    headers,
    protocol: socket.protocol,
    received$,
    closed: new Promise((resolve) => socket.once('close', resolve)),
    send: (frame) => socket.send(frame),
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
    freeze: () => socket.pause(),
  };
}

/** A plain TCP server on a free loopback port, for what no WebSocket server would do. */
export interface TcpServer {
  readonly port: number;
  /** The connections still open. */
  readonly connections: ReadonlySet<TcpSocket>;
  close(): Promise<void>;
}

export async function openTcpServer(onConnection: (socket: TcpSocket) => void): Promise<TcpServer> {
  const connections = new Set<TcpSocket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => connections.delete(socket));
    onConnection(socket);
    // Read on to the end, else the close of the other side is never seen.
    socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    close: async () => {
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
