import type { Observable } from 'rxjs';
import type { Turn } from '../limits/outboundLimits.ts';
import type { Lane } from '../protocol/lane.ts';

/** What a request may ask for beyond its message. */
export interface RequestOptions<M = unknown> {
  /** The id to send. Default: {@link Connection.nextId}. One still pending is refused as `invalid-options`. */
  readonly id?: number | string;
  /** How many messages answer it; 0 for none. Default 1. */
  readonly replies?: number;
  /** Which message is the last answer, for a number not known beforehand. Overrides `replies`. */
  readonly isFinal?: (reply: M) => boolean;
  /** Whether a refusal ends it as `request-rejected`, or is a reply like any other. Default `error`. */
  readonly refusals?: 'error' | 'reply';
  /** Milliseconds from subscribe to the last reply. Default: the connection's `requestTimeout`. */
  readonly timeout?: number;
  /** Sending it twice does no harm: unanswered it is a `reply-timeout`, not an `outcome-unknown`. Default false. */
  readonly idempotent?: boolean;
  /** How urgent it is among all that wait for the same budgets. Default `order`. */
  readonly lane?: Lane;
  /** What it costs of budgets that count weights; 0 costs nothing, but waits its turn. Default 1. */
  readonly weight?: number;
  /** Told just before the frame is handed to the socket: from then on it cannot be taken back. */
  readonly onSent?: () => void;
}

/** One living connection, from its ready gate to its loss. */
export interface Connection<M = unknown> {
  /** Rises with each connection made; nothing from an older epoch is delivered after a newer one. */
  readonly epoch: number;
  /** What the peer sends, decoded. Hot; completes when the connection is lost. */
  readonly messages$: Observable<M>;
  /**
   * Encodes and hands the frame to the socket, asking no budget but counted by all. Throws `not-sent` where that fails: when the socket is not open or the
   * connection is over, when the encoder throws (the `cause`), and when too much waits to leave (the `cause` an `overflow`).
   */
  send(message: unknown): void;
  /**
   * On subscribe waits until the budgets let a frame go, then makes the message, sends it and completes. `make` gives the
   * message, or an Observable of it: one that takes more than 50 ms waits for the budgets again before it leaves, and one that
   * completes without a message sends none. Errors with what `make` throws or errors with, and with `not-sent` where {@link Connection.send} would throw it and when the connection is lost before.
   * Unsubscribing before gives the place up, and nothing is made.
   */
  sendInTurn(make: () => unknown, turn: Turn): Observable<never>;
  /**
   * Sends on subscribe, or as soon as the budgets let it go, a new request for each subscriber, and emits what answers it;
   * completes with the last reply. Errors with `not-sent` when nothing left: the connection was lost or the time was up while
   * it waited, or sending failed; after that with `reply-timeout` if idempotent or `outcome-unknown` if
   * not, at once when the connection is lost; with `invalid-options` and `overflow` (too many pending) without sending.
   * Never sends again by itself. Unsubscribing stops listening, and withdraws what still waits.
   */
  request(message: unknown, options?: RequestOptions<M>): Observable<M>;
  /** An integer from 1 that this connection has not given before, nor seen as a request's id: for messages made by hand. */
  nextId(): number;
}

/** Where a connection's life stands. */
export type ConnectionEvent<M = unknown> =
  | { readonly kind: 'connecting'; readonly url: string; readonly attempt: number }
  /** No socket is, nor is one dialled, until the options say by what. */
  | { readonly kind: 'paused' }
  /** Open, and passing the ready gate. */
  | { readonly kind: 'authenticating' }
  | { readonly kind: 'ready'; readonly connection: Connection<M> }
  /** A dial failed or a connection was lost. The next dial, the `attempt`-th in a row, is due at `retryAt`. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly error: Error };
