import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Gate } from './gate.ts';
import { networkWire } from './networkWire.ts';
import { addressed, type RestServerSettings, restServer } from './restServer.ts';
import type { Connect } from './switchboard.ts';
import type { VenueServer } from './venue.ts';
import type { Refusal } from './venueSide.ts';

/** What serving depends on. */
export interface ListenSettings {
  readonly gate: Pick<Gate, 'knock' | 'outage'>;
  readonly connect: Connect;
  readonly rest: RestServerSettings['rest'];
  /** It serves; it serves no more. */
  readonly began: () => void;
  readonly ended: () => void;
}

/** Nobody sends a venue frames as long as this. */
const LONGEST_FRAME = 1 << 20;

/** Serves sockets and REST on one port of 127.0.0.1. Nothing of Node is loaded before this is called. */
export async function listen(port: number, settings: ListenSettings): Promise<VenueServer> {
  const http = (globalThis.process as NodeJS.Process | undefined)?.getBuiltinModule?.('node:http');
  if (http === undefined) throw new ColdwireError('unsupported', { what: 'listening outside Node' });
  const { WebSocketServer: Sockets } = await import('ws');
  const sockets = new Sockets({ noServer: true, maxPayload: LONGEST_FRAME, perMessageDeflate: false, autoPong: false });
  const { rest, gate } = settings;
  const server = http.createServer(restServer({ rest, outage: gate.outage }));
  server.on('connection', (socket) => {
    const refusal = gate.outage();
    if (refusal !== undefined && refusal.status === undefined) socket.destroy();
  });
  server.on('upgrade', (request, socket, head) => upgrade(sockets, settings, request, socket, head));
  await bound(server, port);
  settings.began();
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${taken}`,
    restUrl: `http://127.0.0.1:${taken}`,
    close: () => closed(server, sockets, settings.ended),
  };
}

function bound(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function upgrade(
  sockets: WebSocketServer,
  { gate, connect }: ListenSettings,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  // Unheard, the error of a client that is gone already would end the process.
  socket.on('error', () => {});
  const handshake = addressed(request);
  const answer = gate.knock(handshake);
  if (!('connected' in answer)) return refuse(socket, answer);
  sockets.handleUpgrade(request, socket, head, (peer) => networkWire(peer, (wire) => connect(wire, answer, handshake)));
}

function refuse(socket: Duplex, { status, retryAfterMs }: Refusal): void {
  if (status === undefined) return void socket.destroy();
  const wait = retryAfterMs === undefined ? '' : `Retry-After: ${Math.ceil(retryAfterMs / 1_000)}\r\n`;
  socket.end(`HTTP/1.1 ${status} Refused\r\n${wait}Content-Length: 0\r\nConnection: close\r\n\r\n`);
}

function closed(server: Server, sockets: WebSocketServer, ended: () => void): Promise<void> {
  for (const peer of sockets.clients) peer.terminate();
  return new Promise((resolve) => {
    // A server that is closed already says so, and that is as good.
    server.close((error) => {
      if (error === undefined) ended();
      resolve();
    });
    server.closeAllConnections();
  });
}
