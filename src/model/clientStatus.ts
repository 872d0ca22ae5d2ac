/**
 * Where a socket stands. `waiting` is the pause of the backoff or, without `retryAt`, for the options to allow a dial;
 * `draining` is the linger of a ready socket whose last topic and request have left, or what is left of one whose topics move to
 * another; `closed` is told once, and then the
 * socket no more.
 */
export type SocketPhase = 'connecting' | 'authenticating' | 'ready' | 'draining' | 'waiting' | 'closed';

/** One socket of a client. */
export interface SocketStatus {
  readonly id: string;
  /** Which of the venue's endpoints it serves. */
  readonly route: string;
  /** Without query, user or password. */
  readonly url: string;
  readonly phase: SocketPhase;
  readonly epoch: number;
  /** Topics that subscribers want of this socket. */
  readonly wanted: number;
  /** Of those, how many are live. */
  readonly live: number;
  /** Requests and subscriptions not yet answered, those still waiting to be sent included. */
  readonly pending: number;
  /** Failed attempts in a row; 0 once ready. */
  readonly attempt: number;
  /** While `waiting` for the backoff: when the next dial is due, milliseconds since the epoch. */
  readonly retryAt?: number;
  /** Receipt of the last message. */
  readonly lastDataAt?: number;
  /** How long the venue took to answer the last heartbeat or request, milliseconds. */
  readonly latency?: number;
}

/** Totals since the client was created. */
export interface StatusCounters {
  readonly framesIn: number;
  readonly framesOut: number;
  /** Connections made again, after a loss or by other options. */
  readonly reconnects: number;
  /** Topics started again while their socket stayed up. */
  readonly resyncs: number;
  readonly undecodable: number;
  readonly unknownFrames: number;
  readonly lateReplies: number;
  readonly dropped: number;
}

/** The state of a client's sockets, and its totals. */
export interface ClientStatus {
  readonly sockets: readonly SocketStatus[];
  readonly counters: StatusCounters;
}
