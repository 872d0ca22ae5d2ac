import { defer, Observable, type SchedulerLike, switchMap, timer } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Socket, Transport } from '../transport/socket.ts';
import type { Gate } from './gate.ts';
import { lowerCased } from './lowerCased.ts';
import { memorySocket } from './memorySocket.ts';
import type { Connect } from './switchboard.ts';
import type { Handshake } from './venueSide.ts';

/** What dialling in memory depends on. */
export interface MemoryTransportSettings {
  readonly scheduler: SchedulerLike;
  readonly latency: () => number;
  readonly knock: Gate['knock'];
  readonly connect: Connect;
}

/**
 * A transport into the venue, without a network: each subscription opens a socket after the venue's latency, under the
 * contract of {@link Transport}. Of the url only path and query count.
 */
export function memoryTransport({ scheduler, latency, knock, connect }: MemoryTransportSettings): Transport {
  return ({ url, headers = {} }) =>
    defer(() => {
      const { origin, pathname: path, searchParams: query } = addressOf(url);
      const handshake: Handshake = { path, query, headers: lowerCased(headers) };
      return timer(latency(), scheduler).pipe(switchMap(() => dial(`${origin}${path}`, handshake, { knock, connect })));
    });
}

function dial(
  url: string,
  handshake: Handshake,
  { knock, connect }: Pick<MemoryTransportSettings, 'knock' | 'connect'>,
): Observable<Socket> {
  return new Observable((subscriber) => {
    const answer = knock(handshake);
    if (!('connected' in answer)) {
      subscriber.error(new ColdwireError('dial-failed', { url, ...answer }));
      return undefined;
    }
    const { socket, line, hangUp } = memorySocket(
      (wire) => connect(wire, answer, handshake),
      (error) => subscriber.error(error),
    );
    subscriber.add(hangUp);
    subscriber.next(socket);
    line.opened();
    return undefined;
  });
}

function addressOf(url: string): URL {
  try {
    return new URL(url);
  } catch (cause) {
    throw new ColdwireError('invalid-options', { option: 'url', expected: 'a WebSocket url' }, { cause });
  }
}
