/** What travels: text frames are strings, binary ones bytes that stay valid after delivery. */
export type Frame = string | Uint8Array;

/** Where to dial and how to introduce oneself. */
export interface Endpoint {
  readonly url: string;
  /** Handshake headers. A runtime that cannot send them (a browser) answers `unsupported`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** WebSocket subprotocols to offer. */
  readonly protocols?: readonly string[];
  /** `http://[user:password@]host:port` of a proxy that speaks CONNECT. */
  readonly proxy?: string;
}

/** Instants, in milliseconds. What is stamped or signed is wall time; every duration and window is monotonic. */
export interface Clock {
  /** Milliseconds since the epoch. May jump. */
  wall(): number;
  /** Milliseconds since some fixed instant. Never jumps, never goes back. */
  monotonic(): number;
}
