import { map, tap } from 'rxjs';
import type { Frame } from '../model/seams.ts';
import type { Socket, Transport } from '../transport/socket.ts';
import { type Recorder, type RecordOptions, type RecordSink, recorder } from './recorder.ts';

/**
 * A transport that writes down what goes over its sockets, in the form of a session file: {@link replaySession} plays it.
 *
 * Dials as `transport` does, and changes nothing of what passes. The sink is told an `open` for each socket, numbered from
 * 0, then its frames in order: what was received as it is delivered, what was sent once it has been handed over. Texts pass
 * through `redact` first, bytes that are text too, so that secrets never reach the sink; compressed bytes are written as they
 * are. A socket's end is not written.
 *
 * @example
 * ```ts
 * import { appendFileSync } from 'node:fs';
 * import { createClient, webSocketTransport } from 'coldwire';
 * import { kraken } from 'coldwire/exchanges/kraken';
 * import { recordTransport } from 'coldwire/record';
 *
 * const transport = recordTransport(webSocketTransport(), (line) =>
 *   appendFileSync('session.jsonl', `${JSON.stringify(line)}\n`),
 * );
 * createClient(kraken, { transport }).trades('BTC/USD').subscribe();
 * ```
 */
export function recordTransport(transport: Transport, sink: RecordSink, options: RecordOptions = {}): Transport {
  const tape = recorder(sink, options);
  let sockets = 0;
  return (endpoint) =>
    transport(endpoint).pipe(
      map((socket) => {
        const c = sockets++;
        tape.write({ c, k: 'open', url: endpoint.url }, tape.now());
        return recorded(socket, c, tape);
      }),
    );
}

function recorded(socket: Socket, c: number, tape: Recorder): Socket {
  /** What a socket in memory answers before `send` has returned: it comes after what it answers. */
  let early: (() => void)[] | undefined;
  const write = (k: 'send' | 'recv', frame: Frame): void => tape.write({ c, k }, tape.now(), frame);
  return {
    frames$: socket.frames$.pipe(
      tap((frame) => {
        if (early === undefined) write('recv', frame);
        else early.push(() => write('recv', frame));
      }),
    ),
    send(frame) {
      const outer = early;
      early = [];
      const answered = early;
      try {
        socket.send(frame);
        write('send', frame);
      } finally {
        early = outer;
        for (const tell of answered) {
          if (outer === undefined) tell();
          else outer.push(tell);
        }
      }
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    ...(socket.ping === undefined ? {} : { ping: () => socket.ping?.() }),
    ...(socket.pongs$ === undefined ? {} : { pongs$: socket.pongs$ }),
  };
}
