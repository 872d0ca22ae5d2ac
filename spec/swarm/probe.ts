import { finalize, Observable, tap } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Transport } from '../../src/transport/socket.ts';

/** A dial as the wire saw it. */
export interface Dial {
  readonly at: number;
  /** Where. */
  readonly url: string;
  /** When the venue asked not to be dialled again for a while, and until when. */
  barred?: { readonly at: number; readonly until: number };
}

/** What is known of the wire without asking the client. */
export interface Probe {
  readonly transport: Transport;
  readonly dials: readonly Dial[];
  /** Dials that go on and sockets that are open. */
  readonly held: () => number;
  /** Sockets that are open. */
  readonly open: () => number;
}

/** A transport that is looked at; told of each open socket that the venue or the network ends. */
export function probe(transport: Transport, now: () => number, onLost: () => void): Probe {
  const dials: Dial[] = [];
  let held = 0;
  let open = 0;
  return {
    dials,
    held: () => held,
    open: () => open,
    transport: (endpoint) =>
      new Observable((subscriber) => {
        const dial: Dial = { at: now(), url: endpoint.url };
        dials.push(dial);
        held++;
        let isOpen = false;
        return transport(endpoint)
          .pipe(
            tap({
              next: () => {
                isOpen = true;
                open++;
              },
              error: (error: unknown) => {
                if (isOpen) onLost();
                if (!isColdwireError(error, 'dial-failed')) return;
                const { retryAfterMs } = error.context;
                if (retryAfterMs !== undefined) dial.barred = { at: now(), until: now() + retryAfterMs };
              },
            }),
            finalize(() => {
              held--;
              if (isOpen) open--;
            }),
          )
          .subscribe(subscriber);
      }),
  };
}
