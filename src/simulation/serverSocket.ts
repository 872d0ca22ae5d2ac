import type { SchedulerLike } from 'rxjs';
import { messageRate } from './messageRate.ts';
import { pinger } from './pinger.ts';
import { turns } from './turns.ts';
import type { JournalEntry } from './venue.ts';
import type { Line, Wire } from './wire.ts';
import type { Connection, Conversation, Handshake, VenueEndpoint, VenueWorld } from './venueSide.ts';

/** The venue's end of one socket. */
export interface ServerSocket extends Connection, Line {
  /** For so many milliseconds, or for ever. */
  readonly silence: (duration: number | undefined) => void;
}

/** What a server socket depends on. */
export interface ServerSocketSettings {
  readonly id: string;
  readonly handshake: Handshake;
  /** Its conversation begins at once: the first frame is glued to the handshake. */
  readonly endpoint: VenueEndpoint;
  readonly scheduler: SchedulerLike;
  readonly latency: () => number;
  readonly write: (entry: JournalEntry) => void;
  readonly violate: VenueWorld['violate'];
  /** The client has it. */
  readonly came: (socket: ServerSocket) => void;
  /** It is gone, having come. */
  readonly gone: (socket: ServerSocket) => void;
}

/** A socket over a wire. Whatever it has scheduled goes with it. */
export function serverSocket(wire: Wire, settings: ServerSocketSettings): ServerSocket {
  const { id, handshake, endpoint, scheduler, latency, write, came, gone } = settings;
  const { after, inTurn, isOver, end } = turns(scheduler, latency);
  const now = (): number => scheduler.now();
  let silent = false;
  let isHere = false;

  const isDeaf = (): boolean => isOver() || silent;
  const left = (): void => {
    if (isOver()) return;
    end();
    conversation.left();
    if (isHere) gone(socket);
  };
  const hold = (held: boolean): void => wire.hold((silent = held));
  const rate = messageRate(endpoint, now, (rule, detail) => {
    settings.violate(rule, `${detail} on ${id}`);
    conversation.breached(rule);
  });
  const ping = (): void => (silent ? undefined : wire.ping());
  const pinging = pinger(endpoint.pings, { after, ping, close: (goodbye) => socket.close(goodbye) });

  const socket: ServerSocket = {
    id,
    handshake,
    after,
    inTurn,
    left,
    send(frame) {
      if (isDeaf()) return;
      write({ at: now(), socket: id, way: 'out', frame });
      wire.deliver(frame);
    },
    opened() {
      if (isOver()) return;
      isHere = true;
      came(socket);
      pinging.begin();
    },
    receive(frame) {
      if (isDeaf()) return;
      write({ at: now(), socket: id, way: 'in', frame });
      if (rate.bears(frame)) conversation.receive(frame);
    },
    pinged: () => !isDeaf() && rate.bearsControl() && !isOver(),
    ponged() {
      if (!isDeaf() && rate.bearsControl()) pinging.ponged();
    },
    close(goodbye) {
      if (isOver()) return;
      left();
      wire.end(goodbye);
    },
    silence(duration) {
      hold(true);
      if (duration !== undefined) after(duration, () => hold(false));
    },
  };
  const conversation = withBreach(endpoint.connected(socket), socket);
  return socket;
}

/** Without a reaction of the venue's own the socket is closed. */
function withBreach(conversation: Conversation, { close }: Connection): Required<Conversation> {
  return { breached: (reason) => close({ code: 1008, reason }), ...conversation };
}
