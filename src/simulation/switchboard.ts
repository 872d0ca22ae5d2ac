import type { SchedulerLike } from 'rxjs';
import { isTarget, type SocketFault } from './fault.ts';
import { type ServerSocket, serverSocket } from './serverSocket.ts';
import type { JournalEntry } from './venue.ts';
import type { Line, Wire } from './wire.ts';
import type { Handshake, VenueEndpoint, VenueWorld } from './venueSide.ts';

/** Begins a conversation at an endpoint. */
export type Connect = (wire: Wire, endpoint: VenueEndpoint, handshake: Handshake) => Line;

/** The sockets of a venue, whatever they run over. */
export interface Switchboard {
  readonly connect: Connect;
  commit(fault: SocketFault): void;
}

/** What a switchboard depends on. */
export interface SwitchboardSettings {
  readonly scheduler: SchedulerLike;
  readonly latency: () => number;
  readonly write: (entry: JournalEntry) => void;
  readonly violate: VenueWorld['violate'];
  /** A socket is here and has been greeted. */
  readonly came: () => void;
  /** One that came is gone. */
  readonly went: () => void;
}

/** A switchboard without sockets. */
export function switchboard({ came, went, ...settings }: SwitchboardSettings): Switchboard {
  const sockets = new Set<ServerSocket>();
  let count = 0;
  return {
    connect: (wire, endpoint, handshake) =>
      serverSocket(wire, {
        ...settings,
        id: `s${++count}`,
        endpoint,
        handshake,
        came(socket) {
          sockets.add(socket);
          came();
        },
        gone(socket) {
          sockets.delete(socket);
          went();
        },
      }),
    commit(fault) {
      for (const socket of sockets) {
        if (isTarget(fault, socket.id)) strike(fault, socket);
      }
    },
  };
}

function strike(fault: SocketFault, { close, silence, send }: ServerSocket): void {
  switch (fault.kind) {
    case 'drop':
      return close(fault.args.code === undefined ? undefined : { reason: '', ...fault.args, code: fault.args.code });
    case 'silence':
      return silence(fault.args.for);
    case 'garbage':
      return send(fault.args.form === 'binary' ? Uint8Array.of(0x1f, 0x8b, 0x00, 0xff) : '{"channel":"book","da');
  }
}
