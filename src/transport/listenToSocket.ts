import { Subscription } from 'rxjs';
import type { Frame } from '../model/seams.ts';
import { isNodeSocket, type NodeSocket, type RuntimeSocket } from './runtimeSocket.ts';

/** What can happen to a socket. */
export interface SocketEvents {
  readonly opened: () => void;
  readonly frame: (frame: Frame) => void;
  readonly ponged: () => void;
  /** The handshake was answered, and not with a switch of protocols. */
  readonly refused: (response: HandshakeResponse) => void;
  /** It broke, and the runtime says why. */
  readonly broken: (error: unknown) => void;
  readonly closed: (end: CloseFacts) => void;
}

/** The answer of a server that opens no socket. */
export interface HandshakeResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** How a socket closed. */
export interface CloseFacts {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** Tells what happens to a socket until unsubscribed; then none of its listeners is left. */
export function listenToSocket(socket: RuntimeSocket, events: SocketEvents): Subscription {
  const listening = new Subscription();
  const listen = (type: string, listener: (event: never) => void): void => {
    socket.addEventListener(type, listener);
    listening.add(() => socket.removeEventListener(type, listener));
  };
  listen('open', events.opened);
  listen('close', events.closed);
  // A browser gives no reason here and closes next. Node gives one, and may take its time to close.
  listen('error', ({ error }: { readonly error?: unknown }) => {
    if (error !== undefined) events.broken(error);
  });
  if (isNodeSocket(socket)) {
    listening.add(listenToEmitter(socket, events));
  } else {
    listen('message', ({ data }: { readonly data: string | ArrayBuffer }) =>
      events.frame(typeof data === 'string' ? data : new Uint8Array(data)),
    );
  }
  return listening;
}

/** What only `ws` tells, and its messages without the cost of the standard's event objects. */
function listenToEmitter(socket: NodeSocket, { frame, ponged, refused }: SocketEvents): Subscription {
  const listening = new Subscription();
  const listen = (event: string, listener: (...values: never[]) => void): void => {
    socket.on(event, listener);
    listening.add(() => socket.off(event, listener));
  };
  listen('message', (data: Buffer, isBinary: boolean) =>
    // A plain view, so bytes behave alike in every runtime. Node never writes to this memory again.
    frame(isBinary ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data.toString()),
  );
  listen('pong', ponged);
  listen('unexpected-response', (_request: unknown, response: HandshakeResponse) => refused(response));
  return listening;
}
