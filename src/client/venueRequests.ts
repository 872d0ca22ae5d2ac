import { defer, type Observable, tap, throwError } from 'rxjs';
import type { Connection, RequestOptions } from '../connection/connection.ts';
import { faultOf } from '../connection/faultOf.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { requestWhenReady } from '../request/requestWhenReady.ts';
import type { SocketPool } from '../subscription/socketPool.ts';
import { assertSomebody } from './assertSomebody.ts';
import type { ClientSettings } from './options.ts';

/** What answers a request: the venue's own message, decoded as its dialect says (numbers may be text). */
export type Reply = unknown;

/** What a request to a venue may ask for beyond its payload. */
export interface ClientRequestOptions<R = Reply> extends RequestOptions<R> {
  /** The dialect to speak, by name. Default: the venue's own choice for requests. */
  readonly route?: string;
}

/** See `Client.request`. */
export type VenueRequest = <R = Reply>(payload: unknown, options?: ClientRequestOptions<R>) => Observable<R>;

/** Requests to a venue, over the sockets of a client. */
export function venueRequests(exchange: Exchange, pool: SocketPool, settings: ClientSettings): VenueRequest {
  /** The pending ids that their callers chose, each with its route. */
  const chosen = new Set<string>();
  return <R>(message: unknown, options: ClientRequestOptions<R> = {}) =>
    defer(() => {
      const { id, route = exchange.requestRouteOf?.(message) ?? exchange.requestRoute } = options;
      const dialect = dialectOf(exchange, route, settings.environment);
      const { name, ids } = dialect;
      const keyOf = (one: number | string): string => `${name}|${one}`;
      const fault = faultOf(options) ?? faultOfId(id, ids, (one) => chosen.has(keyOf(one)));
      if (fault !== undefined) return throwError(() => fault);
      const { complete, isPrivate = () => true } = dialect.requests ?? {};
      if (complete !== undefined && isPrivate(message)) assertSomebody(dialect, settings);
      const idOn = ({ nextId }: Connection<R>): number | string => {
        let free = id ?? nextId();
        // Not one that a request which is still to leave will bring.
        while (id === undefined && chosen.has(keyOf(free))) free = nextId();
        return ids === 'text' ? String(free) : free;
      };
      const forget = (): void => {
        if (id !== undefined) chosen.delete(keyOf(id));
      };
      if (id !== undefined) chosen.add(keyOf(id));
      return pool
        .withAnySlot(name, (slot) =>
          slot.requests() > settings.pending
            ? throwError(() => new ColdwireError('overflow', { limit: settings.pending, what: 'requests' }))
            : requestWhenReady(slot.connections$ as Observable<Connection<R>>, { ...settings, message, options, idOn }),
        )
        .pipe(tap({ error: forget, complete: forget, unsubscribe: forget }));
    });
}

/** The dialect of a route. Throws `invalid-options` or `unsupported`, before any dial. */
function dialectOf(
  { dialects }: Exchange,
  route: string | undefined,
  environment: ClientSettings['environment'],
): Dialect {
  const dialect = route !== undefined && Object.hasOwn(dialects, route) ? dialects[route] : undefined;
  if (dialect === undefined) throw invalid('route', Object.keys(dialects).join(' or '));
  if (dialect.url[environment] === undefined)
    throw new ColdwireError('unsupported', { what: `environment ${environment}` });
  return dialect;
}

/** What keeps a request from having the id that was chosen for it. */
function faultOfId(
  id: number | string | undefined,
  kind: 'int' | 'text' | undefined,
  isChosen: (id: number | string) => boolean,
): ColdwireError | undefined {
  if (id === undefined) return undefined;
  if (kind === 'int' && !(Number.isSafeInteger(id) && Number(id) >= 0)) return invalid('id', 'a whole number');
  return isChosen(id) ? invalid('id', 'an id not pending') : undefined;
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
