import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Endpoint } from '../model/seams.ts';
import { proxyTunnel } from './proxyTunnel.ts';
import { redactUrl } from './redactUrl.ts';
import type { RuntimeSocket, WebSocketConstructor } from './runtimeSocket.ts';

/** With what a WebSocket is made. */
export interface RuntimeSocketSettings {
  /** Nothing where the runtime has none. */
  readonly WebSocket: WebSocketConstructor | null | undefined;
  readonly maxFrameBytes: number;
  readonly closeTimeout: number;
  readonly perMessageDeflate: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A socket that dials, and what gives up the dial's own means. */
export interface DiallingSocket {
  readonly socket: RuntimeSocket;
  readonly abandon: () => void;
}

/**
 * Makes the runtime's WebSocket for an endpoint, which dials at once.
 *
 * @throws ColdwireError `unsupported` for what the runtime cannot honour, before anything is dialled; `invalid-options`
 * for an endpoint that no dial could reach; `dial-failed` for whatever else the runtime refuses.
 */
export function makeRuntimeSocket(endpoint: Endpoint, settings: RuntimeSocketSettings): DiallingSocket {
  const { WebSocket } = settings;
  if (WebSocket === null || WebSocket === undefined) throw new ColdwireError('unsupported', { what: 'WebSocket' });
  const target = targetOf(endpoint.url);
  try {
    return isNodeConstructor(WebSocket)
      ? makeInNode(WebSocket, endpoint, target, settings)
      : makeInBrowser(WebSocket, endpoint);
  } catch (error) {
    throw refusalOf(error, endpoint);
  }
}

function isNodeConstructor({ prototype }: WebSocketConstructor): boolean {
  return 'terminate' in prototype && 'on' in prototype;
}

function makeInNode(
  WebSocket: WebSocketConstructor,
  { url, protocols = [], headers = {}, proxy }: Endpoint,
  target: URL,
  { maxFrameBytes, closeTimeout, perMessageDeflate, now }: RuntimeSocketSettings,
): DiallingSocket {
  const tunnel = proxy === undefined ? undefined : proxyTunnel(proxy, target, now);
  const socket = new WebSocket(url, [...protocols], {
    headers,
    perMessageDeflate,
    // So that a peer that says goodbye and stays is not believed alive for the 30 s that `ws` grants.
    closeTimeout,
    maxPayload: maxFrameBytes,
    // A redirect would carry the handshake's headers, keys among them, wherever the server says.
    followRedirects: false,
    // Explicit, for the environment can turn the default off.
    rejectUnauthorized: true,
    ...(tunnel === undefined ? {} : { createConnection: tunnel.createConnection }),
  }) as RuntimeSocket;
  return { socket, abandon: () => tunnel?.destroy() };
}

function makeInBrowser(
  WebSocket: WebSocketConstructor,
  { url, protocols = [], headers = {}, proxy }: Endpoint,
): DiallingSocket {
  if (Object.keys(headers).length > 0) throw new ColdwireError('unsupported', { what: 'headers' });
  if (proxy !== undefined) throw new ColdwireError('unsupported', { what: 'proxy' });
  const socket = new WebSocket(url, [...protocols]) as RuntimeSocket;
  socket.binaryType = 'arraybuffer';
  return { socket, abandon: () => {} };
}

function targetOf(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target !== undefined && /^wss?:$/.test(target.protocol) && target.hash === '') return target;
  throw new ColdwireError('invalid-options', { option: 'url', expected: 'a ws: or wss: url without fragment' });
}

/** What a constructor's refusal amounts to. The url is good by now, so it is the rest of the endpoint. */
function refusalOf(error: unknown, { url }: Endpoint): ColdwireError {
  if (isColdwireError(error)) return error as ColdwireError;
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  if (name === 'SyntaxError') {
    return new ColdwireError('invalid-options', { option: 'protocols', expected: 'distinct tokens' }, { cause: error });
  }
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN' || code === 'ERR_HTTP_INVALID_HEADER_VALUE') {
    return new ColdwireError(
      'invalid-options',
      { option: 'headers', expected: 'names and values of HTTP' },
      { cause: error },
    );
  }
  return new ColdwireError('dial-failed', { url: redactUrl(url) }, { cause: error });
}
