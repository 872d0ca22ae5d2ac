import type { WebSocket } from 'ws';
import type { Line, Wire } from './wire.ts';

/** A client that has read nothing of so many bytes is cut, as every venue cuts the slow. */
const LONGEST_BACKLOG = 16 << 20;

/** Ties a socket of the network to the venue. */
export function networkWire(peer: WebSocket, connect: (wire: Wire) => Line): void {
  const line = connect({
    deliver(frame) {
      if (peer.bufferedAmount > LONGEST_BACKLOG) peer.terminate();
      else peer.send(frame);
    },
    ping: () => peer.ping(),
    end: (goodbye) => (goodbye === undefined ? peer.terminate() : peer.close(goodbye.code, goodbye.reason)),
    hold: (held) => (held ? peer.pause() : peer.resume()),
  });
  peer.on('message', (data: Buffer, isBinary) => line.receive(isBinary ? new Uint8Array(data) : data.toString()));
  peer.on('ping', (data) => {
    if (line.pinged()) peer.pong(data);
  });
  peer.on('pong', line.ponged);
  peer.on('close', line.left);
  // What breaks closes next.
  peer.on('error', () => {});
  line.opened();
}
