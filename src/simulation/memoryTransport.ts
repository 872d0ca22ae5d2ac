import { defer, Observable, type SchedulerLike, switchMap, timer } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Socket, Transport } from '../transport/socket.ts';
import type { Gate } from './gate.ts';
import { memorySocket } from './memorySocket.ts';
import type { Line, Wire } from './wire.ts';

/** What dialling in memory depends on. */
export interface MemoryTransportSettings {
  readonly scheduler: SchedulerLike;
  readonly latency: () => number;
  readonly knock: Gate['knock'];
  readonly connect: (wire: Wire) => Line;
}

/**
 * A transport into the venue, without a network: each subscription opens a socket after the venue's latency, under the
 * contract of {@link Transport}. Of the endpoint only the path counts.
 */
export function memoryTransport({ scheduler, latency, knock, connect }: MemoryTransportSettings): Transport {
  return ({ url }) =>
    defer(() => {
      const { origin, pathname } = addressOf(url);
      return timer(latency(), scheduler).pipe(switchMap(() => dial(`${origin}${pathname}`, knock(pathname), connect)));
    });
}

function dial(url: string, refusal: ReturnType<Gate['knock']>, connect: (wire: Wire) => Line): Observable<Socket> {
  return new Observable((subscriber) => {
    if (refusal !== undefined) {
      subscriber.error(new ColdwireError('dial-failed', { url, ...refusal }));
      return undefined;
    }
    const { socket, line, hangUp } = memorySocket(connect, (error) => subscriber.error(error));
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
