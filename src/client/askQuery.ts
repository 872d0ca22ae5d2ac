import { map, type Observable, takeLast } from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Exchange } from '../protocol/exchange.ts';
import type { Lane } from '../protocol/lane.ts';
import type { Query } from '../protocol/query.ts';
import type { ClientSettings } from './options.ts';
import { restReply } from './restReply.ts';
import type { VenueRequest } from './venueRequests.ts';

/**
 * Asks a venue on subscribe what a query says, by the dialect it names or else by that of `route`; emits what is read in the
 * answer, and completes. Errors as `Client.request` does for an idempotent request, with `dial-failed` where REST gives no answer,
 * and with `protocol-violation` where the answer cannot be read.
 */
export type AskQuery = <T>(query: Query<T>, route: string, lane?: Lane) => Observable<T>;

/** Queries to a venue, by its sockets and by REST. */
export function askQueries(exchange: Exchange, request: VenueRequest, settings: ClientSettings): AskQuery {
  return <T>(query: Query<T>, by: string, lane: Lane = 'snapshot') => {
    const { route = by, weight = 1 } = query;
    const dialect = exchange.dialects[route];
    if (dialect === undefined) throw new ColdwireError('unsupported', { what: `route ${route}` });
    const reply$ =
      query.kind === 'socket'
        ? request(query.message, { route, weight, lane, idempotent: true })
        : restReply(query, dialect, settings, lane);
    return reply$.pipe(
      takeLast(1),
      map((reply) => readBy(query, reply, settings.clock.wall())),
    );
  };
}

function readBy<T>(query: Query<T>, reply: unknown, receivedAt: number): T {
  try {
    return query.read(reply, receivedAt);
  } catch (cause) {
    if (isColdwireError(cause)) throw cause;
    throw new ColdwireError('protocol-violation', { what: 'reply' }, { cause });
  }
}
