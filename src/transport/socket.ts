import type { Observable } from 'rxjs';
import type { Endpoint, Frame } from '../model/seams.ts';

/** One open WebSocket. */
export interface Socket {
  /**
   * What the peer sent, in order, for one subscriber. What arrives before it subscribes is kept (bounded), so a first
   * frame glued to the handshake is not lost.
   */
  readonly frames$: Observable<Frame>;
  /** Hands a frame to the runtime. Throws `not-sent` unless the socket is open. */
  send(frame: Frame): void;
  /** Bytes handed over and not yet on the wire. */
  readonly bufferedAmount: number;
  /** Sends a protocol ping, where the runtime can. */
  ping?(): void;
  /** The pongs that came back, where the runtime tells. */
  readonly pongs$?: Observable<void>;
}

/**
 * Dials. Cold: subscribing dials; it emits exactly one Socket, once open, and never completes by itself. Any end by the
 * peer, code 1000 included, is the error `connection-lost`; a failure before open is `dial-failed`. Unsubscribing closes
 * (1000), terminates what does not close in time, and delivers nothing more.
 */
export type Transport = (endpoint: Endpoint) => Observable<Socket>;
