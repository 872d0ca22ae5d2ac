import {
  concat,
  defer,
  finalize,
  from,
  ignoreElements,
  merge,
  type Observable,
  of,
  Subject,
  tap,
  throwError,
} from 'rxjs';
import { failOnSilence } from '../../operators/failOnSilence.ts';
import { routeBy } from '../../operators/routeBy.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Socket } from '../transport/socket.ts';
import type { Connection, ConnectionEvent } from './connection.ts';
import { heartbeat } from './heartbeat.ts';
import type { ConnectionSettings } from './options.ts';
import { requestOver } from './requestOver.ts';

/**
 * An open socket as a Connection: decodes, matches replies, beats, watches for silence. Emits `ready` once the gate has
 * been passed; errors with what ends it; completes never. `messages$` has completed, and its requests have settled,
 * before the error is passed on.
 */
export function openConnection<M>(
  socket: Socket,
  epoch: number,
  settings: ConnectionSettings<M>,
): Observable<ConnectionEvent<M>> {
  return defer(() => {
    const messages$ = new Subject<M>();
    const connection = connectionOver(socket, epoch, messages$, settings);
    const { open, silence, heartbeat: beat, scheduler, clock } = settings;
    const ready$ = of<ConnectionEvent<M>>({ kind: 'ready', connection });
    const gate$ = open === undefined ? ready$ : concat(passGate(open, connection), ready$);
    const watch$ =
      silence === undefined
        ? []
        : [
            messages$.pipe(
              failOnSilence({
                ...silence,
                with: () => throwError(() => new ColdwireError('silence', { within: silence.within })),
                scheduler,
                clock,
              }),
              ignoreElements(),
            ),
          ];
    const beat$ = beat === undefined ? [] : [heartbeat(connection, beat, settings)];
    // The watches listen first and the frames flow last: nothing decoded is missed by anybody.
    return merge(...watch$, ...beat$, gate$, decodeFrames(socket, messages$, settings)).pipe(
      tap({ error: () => messages$.complete() }),
      finalize(() => messages$.complete()),
    );
  });
}

function passGate<M>(
  open: NonNullable<ConnectionSettings<M>['open']>,
  connection: Connection<M>,
): Observable<ConnectionEvent<M>> {
  return concat(
    of<ConnectionEvent<M>>({ kind: 'authenticating' }),
    defer(() => from(open(connection))).pipe(ignoreElements()),
  );
}

function connectionOver<M>(
  socket: Socket,
  epoch: number,
  messages$: Subject<M>,
  settings: ConnectionSettings<M>,
): Connection<M> {
  const send = (message: unknown): void => {
    socket.send(settings.encode(message));
    settings.counters.framesOut++;
  };
  const replies = routeBy((message: M) => {
    const id = settings.idOf(message);
    return id === undefined ? undefined : String(id);
  })(messages$);
  return { epoch, messages$: messages$.asObservable(), send, request: requestOver({ send, replies, settings }) };
}

/** Decodes until the socket ends. A frame that cannot be decoded is counted, reported and dropped: it harms only itself. */
function decodeFrames<M>(
  socket: Socket,
  messages$: Subject<M>,
  { decode, counters, onUndecodable }: ConnectionSettings<M>,
): Observable<never> {
  return socket.frames$.pipe(
    tap((frame) => {
      counters.framesIn++;
      let message: M;
      try {
        message = decode(frame);
      } catch (cause) {
        counters.undecodable++;
        onUndecodable(new ColdwireError('protocol-violation', { what: 'frame', length: frame.length }, { cause }));
        return;
      }
      messages$.next(message);
    }),
    ignoreElements(),
  );
}
