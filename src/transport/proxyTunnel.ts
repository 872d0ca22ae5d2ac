import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { ColdwireError } from '../errors/coldwireError.ts';
import { retryAfterMs } from './retryAfterMs.ts';
import { redactUrl } from './redactUrl.ts';

/** A way through a proxy, dialled when the handshake asks for its connection. */
export interface ProxyTunnel {
  /** What `http.request` takes as `createConnection`, answering through its callback. */
  readonly createConnection: (
    options: unknown,
    connected: (error: Error | null, connection?: Duplex) => void,
  ) => undefined;
  /** Gives up a tunnel not yet handed over. */
  destroy(): void;
}

/**
 * A tunnel to `target` by the CONNECT method of an HTTP proxy, with TLS inside it where the target is `wss:`. A refusal
 * is `dial-failed` with the proxy's status. The proxy's user and password are in no error.
 *
 * @throws ColdwireError `unsupported` where the runtime has no sockets; `invalid-options` where `proxy` is not
 * `http://[user:password@]host:port`.
 */
export function proxyTunnel(proxy: string, target: URL, now: () => number): ProxyTunnel {
  // Asked of the running process, so that no bundler meets an import it cannot serve.
  const node = typeof process === 'undefined' ? undefined : process.getBuiltinModule;
  if (node === undefined) throw new ColdwireError('unsupported', { what: 'proxy' });
  const { request } = node('node:http');
  const { host, port, authorization } = proxyAddress(proxy);
  const authority = `${target.hostname}:${target.port || (target.protocol === 'wss:' ? '443' : '80')}`;
  let asking: ClientRequest | undefined;

  const secure = (connection: Duplex): Duplex => {
    const name = target.hostname.replace(/^\[|\]$/g, '');
    const servername = node('node:net').isIP(name) === 0 ? name : '';
    return node('node:tls').connect({ socket: connection, host: name, servername, rejectUnauthorized: true });
  };

  return {
    createConnection(_, connected) {
      asking = request({
        host,
        port,
        method: 'CONNECT',
        path: authority,
        headers: { host: authority, ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }) },
        agent: false,
      });
      asking.on('error', (error) => connected(error));
      asking.on('connect', ({ statusCode: status = 0, headers }, connection, head) => {
        if (status < 200 || status > 299) {
          connection.destroy();
          const wait = retryAfterMs(headers['retry-after'], now());
          const url = redactUrl(target.href);
          connected(
            new ColdwireError('dial-failed', { url, status, ...(wait === undefined ? {} : { retryAfterMs: wait }) }),
          );
          return;
        }
        asking = undefined;
        if (head.length > 0) connection.unshift(head);
        connected(null, target.protocol === 'wss:' ? secure(connection) : connection);
      });
      asking.end();
      return undefined;
    },
    destroy() {
      asking?.destroy();
    },
  };
}

function proxyAddress(proxy: string): { host: string; port: string; authorization?: string } {
  try {
    const { protocol, hostname, port, username, password } = new URL(proxy);
    if (protocol !== 'http:') throw new Error(protocol);
    const host = hostname.replace(/^\[|\]$/g, '');
    if (username === '' && password === '') return { host, port: port || '80' };
    const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { host, port: port || '80', authorization: `Basic ${Buffer.from(account).toString('base64')}` };
  } catch {
    // No cause: the parser's own error quotes what it was given, password and all.
    throw new ColdwireError('invalid-options', { option: 'proxy', expected: 'http://[user:password@]host:port' });
  }
}
