import type { SchedulerLike } from 'rxjs';
import { turns } from './turns.ts';
import type { JournalEntry } from './venue.ts';
import type { Connection, Conversation } from './venueSide.ts';
import type { Goodbye, Line, Wire } from './wire.ts';

/** The venue's end of one socket. */
export interface ServerSocket extends Connection, Line {
  readonly close: (goodbye: Goodbye | undefined) => void;
  /** For so many milliseconds, or for ever. */
  readonly silence: (duration: number | undefined) => void;
}

/** What a server socket depends on. */
export interface ServerSocketSettings {
  readonly id: string;
  readonly scheduler: SchedulerLike;
  readonly latency: () => number;
  readonly write: (entry: JournalEntry) => void;
  /** Begins the conversation, at once: its first frame is glued to the handshake. */
  readonly greet: (socket: ServerSocket) => Conversation;
  /** The client has it. */
  readonly came: (socket: ServerSocket) => void;
  /** It is gone, having come. */
  readonly gone: (socket: ServerSocket) => void;
}

/** A socket over a wire. Whatever it has scheduled goes with it. */
export function serverSocket(wire: Wire, settings: ServerSocketSettings): ServerSocket {
  const { id, scheduler, latency, write, greet, came, gone } = settings;
  const { after, inTurn, isOver, end } = turns(scheduler, latency);
  let silent = false;
  let isHere = false;

  const left = (): void => {
    if (isOver()) return;
    end();
    conversation.left();
    if (isHere) gone(socket);
  };
  const hold = (held: boolean): void => {
    silent = held;
    wire.hold(held);
  };
  const socket: ServerSocket = {
    id,
    after,
    inTurn,
    left,
    isSilent: () => silent,
    send(frame) {
      if (isOver() || silent) return;
      write({ at: scheduler.now(), socket: id, way: 'out', frame });
      wire.deliver(frame);
    },
    opened() {
      if (isOver()) return;
      isHere = true;
      came(socket);
    },
    receive(frame) {
      if (isOver() || silent) return;
      write({ at: scheduler.now(), socket: id, way: 'in', frame });
      conversation.receive(frame);
    },
    close(goodbye) {
      left();
      wire.end(goodbye);
    },
    silence(duration) {
      hold(true);
      if (duration !== undefined) after(duration, () => hold(false));
    },
  };
  const conversation = greet(socket);
  return socket;
}
