import { ColdwireError } from '../errors/coldwireError.ts';
import type { Endpoint } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ClientSettings, Origins } from './options.ts';
import { originNamed } from './originNamed.ts';

/** What the options say of endpoints at one time. */
export interface EndpointOptions {
  readonly environment: ClientSettings['environment'];
  readonly url: Origins | undefined;
  readonly restUrl?: Origins | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly proxy: string | undefined;
}

/** Where to dial for a dialect: the venue's url, its origin replaced where the options say so. */
export function endpointOf(dialect: Dialect, settings: EndpointOptions): Endpoint {
  const { environment, headers, proxy } = settings;
  const own = dialect.url[environment];
  if (own === undefined) throw new ColdwireError('unsupported', { what: `environment ${environment}` });
  const origin = overriddenOrigin(dialect, settings);
  return {
    url: origin === undefined ? own : withOrigin(own, origin),
    ...(headers === undefined ? {} : { headers }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** The origin that the options put in the place of a dialect's own, if any. */
export function overriddenOrigin({ name }: Dialect, { url }: Pick<EndpointOptions, 'url'>): string | undefined {
  return originNamed(name, url);
}

/** A url at another origin. */
export function withOrigin(url: string, origin: string): string {
  const { protocol, host } = new URL(origin);
  const { pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname}${search}`;
}
