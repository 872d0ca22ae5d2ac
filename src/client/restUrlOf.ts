import { combineLatest, type Observable, take } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { withOrigin } from './endpointOf.ts';
import type { ClientSettings, Origins } from './options.ts';
import { originNamed } from './originNamed.ts';
import { each } from './presentSettings.ts';

/** What the options put in the place of origins at one time. */
export interface PresentOrigins {
  readonly url: Origins | undefined;
  readonly restUrl: Origins | undefined;
}

/** What the options put in the place of origins now, one value on subscribe: later where an option has yet to emit. */
export function presentOrigins({ url, restUrl }: Pick<ClientSettings, 'url' | 'restUrl'>): Observable<PresentOrigins> {
  return combineLatest({ url: each(url), restUrl: each(restUrl) }).pipe(take(1));
}

/**
 * The whole url of what is asked of a dialect's REST side: one that lacks its origin is at that side's own; either is where the
 * options say instead.
 */
export function restUrlOf(
  url: string,
  { name, rest }: Pick<Dialect, 'name' | 'rest'>,
  { environment, restUrl }: Pick<ClientSettings, 'environment'> & Partial<Pick<PresentOrigins, 'restUrl'>>,
): string {
  const own = originNamed(name, restUrl);
  if (!url.startsWith('/')) return own === undefined ? url : withOrigin(url, own);
  const origin = own === undefined ? rest?.[environment] : new URL(own).origin;
  if (origin === undefined) throw new ColdwireError('unsupported', { what: `${name} over REST in ${environment}` });
  return origin + url;
}
