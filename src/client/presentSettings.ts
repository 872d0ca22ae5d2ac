import { combineLatest, distinctUntilChanged, isObservable, map, type Observable, of } from 'rxjs';
import type { Credentials } from '../auth/credentialsOf.ts';
import { sameEndpoint } from '../connection/sameEndpoint.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Changing } from './changing.ts';
import { type EndpointOptions, endpointOf } from './endpointOf.ts';
import type { ClientSettings } from './options.ts';
import { originNamed } from './originNamed.ts';

/** A client's settings at one time, what may change being as it is then. */
export type PresentSettings = Omit<ClientSettings, keyof EndpointOptions | 'enabled' | 'credentials'> &
  EndpointOptions & { readonly credentials: Credentials | undefined };

/**
 * The settings by which a dialect's sockets dial: none while they are not `enabled`, and new ones where they make another
 * endpoint than those before, lead elsewhere over REST where the sockets need it, or are of another account where they may log in.
 */
export function presentSettings(dialect: Dialect, settings: ClientSettings): Observable<PresentSettings | undefined> {
  const endpoint = (now: PresentSettings | undefined) => now && endpointOf(dialect, now);
  const needsRest = dialect.fresh?.request !== undefined || dialect.auth?.token !== undefined;
  const restOrigin = (now: PresentSettings | undefined) =>
    needsRest ? originNamed(dialect.name, now?.restUrl) : undefined;
  return combineLatest({
    url: each(settings.url),
    restUrl: each(settings.restUrl),
    headers: each(settings.headers),
    proxy: each(settings.proxy),
    enabled: each(settings.enabled),
    credentials: dialect.auth === undefined ? of(undefined) : each(settings.credentials),
  }).pipe(
    map(({ enabled, ...now }) => (enabled ? { ...settings, ...now } : undefined)),
    distinctUntilChanged(
      (before, after) =>
        sameEndpoint(endpoint(before), endpoint(after)) &&
        restOrigin(before) === restOrigin(after) &&
        before?.credentials === after?.credentials,
    ),
  );
}

/** The values of an option, the present one first. */
export function each<T>(option: Changing<T>): Observable<T> {
  return isObservable(option) ? option : of(option);
}
