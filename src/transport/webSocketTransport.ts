import IsomorphicWebSocket from 'isomorphic-ws';
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { dialWebSocket } from './dialWebSocket.ts';
import { guardTransport } from './guardTransport.ts';
import type { WebSocketConstructor } from './runtimeSocket.ts';
import type { Transport } from './socket.ts';

/** How {@link webSocketTransport} dials, guards and ends its sockets. */
export interface WebSocketTransportOptions {
  /**
   * Longest frame let through, in bytes; a longer one ends the socket with `protocol-violation`. Node refuses it before
   * it is in memory; a browser offers no such thing, so there its length is checked (text by its UTF-16 units) before it
   * is delivered. Default 16 MiB.
   */
  readonly maxFrameBytes?: number;
  /** Milliseconds that a peer has to answer a close before the socket is terminated (not in browsers). Default 5,000. */
  readonly closeTimeout?: number;
  /** Milliseconds from subscribe to an open socket, proxy and TLS included; then `dial-failed`. Default 10,000. */
  readonly dialTimeout?: number;
  /** Whether to offer permessage-deflate. Browsers decide for themselves. Default false. */
  readonly perMessageDeflate?: boolean;
  /**
   * What is kept of frames that come before `frames$` has its subscriber: so many frames, and so many bytes (characters
   * of text). More ends the socket with `overflow`. Default 1,000 frames and 32 MiB.
   */
  readonly maxBuffered?: { readonly frames: number; readonly bytes: number };
  /** Runs the timeouts. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** Makes the WebSocket. Default: `ws` in Node, the native one elsewhere, as `isomorphic-ws` finds it. */
  readonly WebSocket?: WebSocketConstructor;
}

/** The defaults of {@link WebSocketTransportOptions}. */
export const defaultWebSocketTransportOptions: Required<WebSocketTransportOptions> = {
  maxFrameBytes: 16 * 1024 * 1024,
  closeTimeout: 5_000,
  dialTimeout: 10_000,
  perMessageDeflate: false,
  maxBuffered: { frames: 1_000, bytes: 32 * 1024 * 1024 },
  scheduler: asyncScheduler,
  WebSocket: IsomorphicWebSocket,
};

/**
 * The default {@link Transport}: `ws` in Node, the native WebSocket in browsers.
 *
 * On subscribe it dials a socket of its own and emits it once it is open. It never completes. It errors with
 * `dial-failed` (with the handshake's status and Retry-After, where there were any) before that, and with
 * `connection-lost` when the socket ends, however politely; with `protocol-violation` when the peer breaks the protocol
 * or `maxFrameBytes`, and `overflow` when nobody reads `frames$` in time. `unsupported` and `invalid-options` come
 * without dialling: browsers send no `headers` and take no `proxy`. On unsubscribe it closes the socket (1000),
 * terminates it when the peer does not answer within `closeTimeout`, and delivers nothing more.
 *
 * `frames$` takes one subscriber at a time, and what comes after that one has left is dropped. It completes after
 * the Transport has errored. Redirects are not followed, and certificates are always checked.
 *
 * @example
 * ```ts
 * import { webSocketTransport } from 'coldwire';
 * import { switchMap } from 'rxjs';
 *
 * webSocketTransport()({ url: 'wss://ws.kraken.com/v2' })
 *   .pipe(switchMap((socket) => socket.frames$))
 *   .subscribe((frame) => console.log(frame)); // {"channel":"status","type":"update","data":[...]}
 * ```
 */
export function webSocketTransport(options: WebSocketTransportOptions = {}): Transport {
  const settings = { ...defaultWebSocketTransportOptions, ...options };
  return guardTransport((endpoint) => dialWebSocket(endpoint, settings), settings);
}
