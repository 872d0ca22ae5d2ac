import { ColdwireError } from '../errors/coldwireError.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Holds credentials back from any url but an encrypted one (or one on this machine) whose host is that of one of the
 * `origins`. Throws `invalid-options`.
 */
export function assertTrusted(url: string, origins: readonly string[]): void {
  const { protocol, host, hostname } = new URL(url);
  if (!/^(wss|https):$/.test(protocol) && !LOOPBACK.test(hostname)) throw refused('wss:, for credentials are used');
  if (!origins.some((origin) => new URL(origin).host === host)) throw refused('a host that may see the credentials');
}

function refused(expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option: 'url', expected });
}
