import { finalize, Observable, tap } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Socket, Transport } from '../../src/transport/socket.ts';

/** A dial as the wire saw it. */
export interface Dial {
  readonly at: number;
  /** When the venue asked not to be dialled again for a while, and until when. */
  barred?: { readonly at: number; readonly until: number };
}

/** What is known of the wire without asking the client. */
export interface Probe {
  readonly transport: Transport;
  readonly dials: readonly Dial[];
  /** Dials that go on and sockets that are open. */
  readonly held: () => number;
  /** Frames received. */
  readonly frames: () => number;
}

/** A transport that is looked at. */
export function probe(transport: Transport, now: () => number): Probe {
  const dials: Dial[] = [];
  let held = 0;
  let frames = 0;
  const watched = (socket: Socket): Socket => ({
    ...socket,
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    frames$: socket.frames$.pipe(
      tap(() => {
        frames++;
      }),
    ),
  });
  return {
    dials,
    held: () => held,
    frames: () => frames,
    transport: (endpoint) =>
      new Observable((subscriber) => {
        const dial: Dial = { at: now() };
        dials.push(dial);
        held++;
        return transport(endpoint)
          .pipe(
            tap({
              error: (error: unknown) => {
                if (!isColdwireError(error, 'dial-failed')) return;
                const { retryAfterMs } = error.context;
                if (retryAfterMs !== undefined) dial.barred = { at: now(), until: now() + retryAfterMs };
              },
            }),
            finalize(() => {
              held--;
            }),
          )
          .subscribe({
            next: (socket) => subscriber.next(watched(socket)),
            error: (error: unknown) => subscriber.error(error),
            complete: () => subscriber.complete(),
          });
      }),
  };
}
