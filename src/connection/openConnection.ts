import {
  catchError,
  concat,
  defer,
  EMPTY,
  finalize,
  from,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  Subject,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import { failOnSilence } from '../../operators/failOnSilence.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Socket } from '../transport/socket.ts';
import { answering } from './answering.ts';
import type { Connection, ConnectionEvent } from './connection.ts';
import { connectionOver } from './connectionOver.ts';
import { decodeFrames } from './decodeFrames.ts';
import { heartbeat } from './heartbeat.ts';
import type { ConnectionSettings } from './options.ts';
import { watchFirstAsk } from './watchFirstAsk.ts';

const OPEN_TIMEOUT = 10_000;

/**
 * An open socket as a Connection: decodes, matches replies, beats, watches for silence. Emits `ready` once the gate has
 * been passed; errors with what ends it, `connection-lost` for what is no ColdwireError; completes never. `messages$` has
 * completed, and its requests have settled, before the error is passed on.
 */
export function openConnection<M>(
  socket: Socket,
  epoch: number,
  settings: ConnectionSettings<M>,
): Observable<ConnectionEvent<M>> {
  return defer(() => {
    const messages$ = new Subject<M>();
    let over = false;
    let isPassed = false;
    const end = (): void => {
      over = true;
      messages$.complete();
    };
    const { connection: bare, lateReplies$ } = connectionOver({
      epoch,
      socket,
      messages$: messages$.asObservable(),
      isOver: () => over,
      isPassed: () => isPassed,
      settings,
    });
    const { open, heartbeat: beat, answers, firstAskWithin, drops$ = EMPTY, scheduler } = settings;
    const { connection, overdue$ } =
      firstAskWithin === undefined
        ? { connection: bare, overdue$: EMPTY }
        : watchFirstAsk(bare, firstAskWithin, scheduler);
    const ready$ = defer(() => {
      isPassed = true;
      return of<ConnectionEvent<M>>({ kind: 'ready', connection });
    });
    // The watches listen first and the frames flow last: nothing decoded is missed by anybody.
    return merge(
      lateReplies$,
      watchSilence(messages$, settings),
      watchEnds(messages$, settings),
      drops$.pipe(mergeMap((error) => throwError(() => error))),
      ...(beat === undefined ? [] : [heartbeat(connection, beat, settings)]),
      ...(answers === undefined ? [] : [answering(connection, answers)]),
      concat(open === undefined ? EMPTY : passOpen(open, connection, settings), ready$, overdue$),
      decodeFrames(socket.frames$, (message: M) => messages$.next(message), settings),
    ).pipe(
      tap({ error: end }),
      catchError((error: unknown) => throwError(() => endOf(error))),
      finalize(end),
    );
  });
}

function watchSilence<M>(
  messages$: Observable<M>,
  { silence, scheduler, clock }: Pick<ConnectionSettings<M>, 'silence' | 'scheduler' | 'clock'>,
): Observable<never> {
  if (silence === undefined) return EMPTY;
  const { within, lasted = () => clock.monotonic() } = silence;
  return messages$.pipe(
    failOnSilence({
      ...silence,
      with: () => throwError(() => new ColdwireError('silence', { within })),
      scheduler,
      clock: { wall: lasted, monotonic: lasted },
    }),
    ignoreElements(),
  );
}

function watchEnds<M>(messages$: Observable<M>, { ends }: Pick<ConnectionSettings<M>, 'ends'>): Observable<never> {
  if (ends === undefined) return EMPTY;
  return messages$.pipe(
    tap((message) => {
      const error = ends(message);
      if (error !== undefined) throw error;
    }),
    ignoreElements(),
  );
}

function passOpen<M>(
  open: NonNullable<ConnectionSettings<M>['open']>,
  connection: Connection<M>,
  { openTimeout = OPEN_TIMEOUT, scheduler }: Pick<ConnectionSettings<M>, 'openTimeout' | 'scheduler'>,
): Observable<ConnectionEvent<M>> {
  const overdue = (): Observable<never> => throwError(() => new ColdwireError('ack-timeout', { timeout: openTimeout }));
  return concat(
    of<ConnectionEvent<M>>({ kind: 'authenticating' }),
    defer(() => from(open(connection))).pipe(
      ignoreElements(),
      // No value ever comes here, so this is the time until it completes.
      timeout({ first: openTimeout, scheduler, with: overdue }),
    ),
  );
}

function endOf(error: unknown): unknown {
  return isColdwireError(error) ? error : new ColdwireError('connection-lost', {}, { cause: error });
}
