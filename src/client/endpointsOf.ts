import { combineLatest, isObservable, map, type Observable, of } from 'rxjs';
import { distinctEndpoints } from '../connection/distinctEndpoints.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Changing } from './changing.ts';
import { endpointOf } from './endpointOf.ts';
import type { ClientSettings } from './options.ts';

/** Where to dial for a dialect, as the options have it at the time; nowhere while they are not `enabled`. */
export function endpointsOf(
  dialect: Dialect,
  { environment, ...options }: Pick<ClientSettings, 'environment' | 'url' | 'headers' | 'proxy' | 'enabled'>,
): ConnectionSettings<unknown>['endpoint'] {
  const given$ = combineLatest({
    url: each(options.url),
    headers: each(options.headers),
    proxy: each(options.proxy),
    enabled: each(options.enabled),
  });
  return given$.pipe(
    map(({ enabled, ...given }) => (enabled ? endpointOf(dialect, { environment, ...given }) : undefined)),
    distinctEndpoints(),
  );
}

function each<T>(option: Changing<T>): Observable<T> {
  return isObservable(option) ? option : of(option);
}
