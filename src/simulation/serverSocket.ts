import type { SchedulerLike } from 'rxjs';
import { messageRate } from './messageRate.ts';
import { pinger } from './pinger.ts';
import { turns } from './turns.ts';
import type { JournalEntry } from './venue.ts';
import type { Line, Wire } from './wire.ts';
import type { BreachedRule, Connection, Conversation, Handshake, VenueEndpoint, VenueWorld } from './venueSide.ts';

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
  let [silent, isHere] = [false, false];
  // Nobody yet while it begins, and may end at once.
  let part = (): void => {};

  const isDeaf = (): boolean => isOver() || silent;
  const left = (): void => {
    if (isOver()) return;
    end();
    part();
    if (isHere) gone(socket);
  };
  const hold = (held: boolean): void => wire.hold((silent = held));
  const rate = messageRate(endpoint, now, (rule, detail) => react(rule, detail));
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
  const conversation = endpoint.connected(socket);
  const react = reaction(conversation, socket, settings.violate);
  part = conversation.left;
  if (isOver()) part();
  return socket;
}

/** Notes a breach, and does what the venue does; by itself it closes the socket. */
function reaction(
  { breached }: Conversation,
  { id, close }: Connection,
  violate: VenueWorld['violate'],
): (rule: BreachedRule, detail: string) => void {
  return (rule, detail) => {
    violate(rule, `${detail} on ${id}`);
    if (breached === undefined) close({ code: 1008, reason: rule });
    else breached(rule);
  };
}
