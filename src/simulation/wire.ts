import type { Frame } from '../model/seams.ts';

/** How a socket ends: with a close frame. */
export interface Goodbye {
  readonly code: number;
  readonly reason: string;
}

/** The far end of a socket, as the venue acts on it: a client in memory, or one on the network. */
export interface Wire {
  readonly deliver: (frame: Frame) => void;
  /** Asks for a pong. */
  readonly ping: () => void;
  /** Ends it; without a goodbye, as a cut cable does. */
  readonly end: (goodbye: Goodbye | undefined) => void;
  /** Stops reading, or reads on. */
  readonly hold: (held: boolean) => void;
}

/** The same socket, as its client acts on the venue. */
export interface Line {
  /** The client has the socket: it counts as connected. */
  readonly opened: () => void;
  readonly receive: (frame: Frame) => void;
  /** The client pings; whether it gets a pong. */
  readonly pinged: () => boolean;
  /** The client pongs. */
  readonly ponged: () => void;
  readonly left: () => void;
}
