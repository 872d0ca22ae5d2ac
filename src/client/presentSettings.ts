import { combineLatest, distinctUntilChanged, isObservable, map, type Observable, of } from 'rxjs';
import { sameEndpoint } from '../connection/sameEndpoint.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Changing } from './changing.ts';
import { type EndpointOptions, endpointOf } from './endpointOf.ts';
import type { ClientSettings } from './options.ts';

/** A client's settings at one time, what may change being as it is then. */
export type PresentSettings = Omit<ClientSettings, keyof EndpointOptions | 'enabled'> & EndpointOptions;

/**
 * The settings by which a dialect's sockets dial: none while they are not `enabled`, and new ones where they make another
 * endpoint than those before.
 */
export function presentSettings(dialect: Dialect, settings: ClientSettings): Observable<PresentSettings | undefined> {
  const endpoint = (now: PresentSettings | undefined) => now && endpointOf(dialect, now);
  return combineLatest({
    url: each(settings.url),
    headers: each(settings.headers),
    proxy: each(settings.proxy),
    enabled: each(settings.enabled),
  }).pipe(
    map(({ enabled, ...now }) => (enabled ? { ...settings, ...now } : undefined)),
    distinctUntilChanged((before, after) => sameEndpoint(endpoint(before), endpoint(after))),
  );
}

function each<T>(option: Changing<T>): Observable<T> {
  return isObservable(option) ? option : of(option);
}
