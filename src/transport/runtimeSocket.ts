/** What coldwire uses of a runtime's WebSocket: the standard's part, and what `ws` has beyond it. */
export interface RuntimeSocket {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(frame: string | Uint8Array): void;
  close(code?: number): void;
  addEventListener(type: string, listener: (event: never) => void): void;
  removeEventListener(type: string, listener: (event: never) => void): void;
}

/** The part of `ws` that the standard lacks. */
export interface NodeSocket extends RuntimeSocket {
  on(event: string, listener: (...values: never[]) => void): unknown;
  off(event: string, listener: (...values: never[]) => void): unknown;
  ping(): void;
  terminate(): void;
}

/**
 * A WebSocket class: the standard's, or one made like `ws`, known by its `terminate` and `on`, which alone heeds
 * `options`. Declared by a part of what is used, for the libraries' own types of the rest do not agree.
 */
export type WebSocketConstructor = new (
  url: string,
  protocols?: string[],
  options?: object,
) => {
  readonly readyState: number;
  readonly bufferedAmount: number;
  /** Begins the closing handshake. */
  readonly close: (code?: number) => void;
};

/** The `readyState` of a WebSocket, the same in every runtime. */
export const readyStates: { readonly connecting: 0; readonly open: 1; readonly closing: 2; readonly closed: 3 } = {
  connecting: 0,
  open: 1,
  closing: 2,
  closed: 3,
};

/** Whether a socket has what `ws` has beyond the standard. */
export function isNodeSocket(socket: RuntimeSocket): socket is NodeSocket {
  return 'terminate' in socket && 'on' in socket;
}
