import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Exchange } from '../protocol/exchange.ts';

/**
 * The dialects a recorded connection may have spoken: the one named, if one is; else those of its url, by origin and path
 * (a query may hold what changes with each dial); else, where the origin is none of the venue's, as that of a simulated
 * one, those of its path; all of them where the recording kept no url. None where the url is of something else. Throws
 * `invalid-options` for a name the exchange does not have.
 */
export function recordedDialects(
  exchange: Exchange,
  name: string | undefined,
  url: string | undefined,
): readonly Dialect[] {
  const dialects = Object.values(exchange.dialects);
  if (name !== undefined) return [namedDialect(exchange, name)];
  if (url === undefined || url === '') return dialects;
  const place = placeOf(url);
  if (place === undefined) return [];
  const placesOf = ({ url: own }: Dialect): readonly Place[] =>
    Object.values(own).flatMap((address) => placeOf(address) ?? []);
  const exact = dialects.filter((dialect) => placesOf(dialect).some((own) => isSame(own, place)));
  if (exact.length > 0) return exact;
  const isVenue = dialects.flatMap(placesOf).some(({ origin }) => origin === place.origin);
  if (isVenue || place.path === '') return [];
  return dialects.filter((dialect) => placesOf(dialect).some(({ path }) => path === place.path));
}

interface Place {
  readonly origin: string;
  readonly path: string;
}

function namedDialect({ dialects }: Exchange, name: string): Dialect {
  const named = Object.hasOwn(dialects, name) ? dialects[name] : undefined;
  if (named !== undefined) return named;
  throw new ColdwireError('invalid-options', { option: 'dialect', expected: Object.keys(dialects).join(' or ') });
}

function placeOf(url: string): Place | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return { origin: `${protocol}//${host}`, path: pathname.replace(/\/+$/, '') };
}

function isSame(a: Place, b: Place): boolean {
  return a.origin === b.origin && a.path === b.path;
}
