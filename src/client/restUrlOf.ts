import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ClientSettings } from './options.ts';

/** The whole url of what is asked of a dialect's REST side: one that lacks its origin is at that side's own. */
export function restUrlOf(
  url: string,
  { name, rest }: Pick<Dialect, 'name' | 'rest'>,
  { environment }: Pick<ClientSettings, 'environment'>,
): string {
  if (!url.startsWith('/')) return url;
  const origin = rest?.[environment];
  if (origin === undefined) throw new ColdwireError('unsupported', { what: `${name} over REST in ${environment}` });
  return origin + url;
}
