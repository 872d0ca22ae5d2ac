import {
  concat,
  filter,
  ignoreElements,
  isObservable,
  merge,
  type Observable,
  of,
  share,
  take,
  tap,
  throwError,
} from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Turn } from '../limits/outboundLimits.ts';
import type { Frame } from '../model/seams.ts';
import type { Socket } from '../transport/socket.ts';
import type { Connection } from './connection.ts';
import { idSource } from './idSource.ts';
import type { ConnectionSettings } from './options.ts';
import { makeInTurn } from './makeInTurn.ts';
import { requestOver } from './requestOver.ts';

/** What a Connection is made over. */
export interface ConnectionWire<M> {
  readonly epoch: number;
  readonly socket: Socket;
  /** The decoded messages. They complete when the connection is over. */
  readonly messages$: Observable<M>;
  readonly isOver: () => boolean;
  /** Whether the ready gate has been passed: what is said before is complete as it is. Default: it has. */
  readonly isPassed?: () => boolean;
  readonly settings: ConnectionSettings<M>;
}

/** A Connection, and what counts the replies it gets that nobody waits for. */
export interface CountedConnection<M> {
  readonly connection: Connection<M>;
  /** Counts while subscribed; emits nothing. */
  readonly lateReplies$: Observable<never>;
}

const MAX_UNSENT = 1_048_576;

/** A Connection over an open socket, until that is over. */
export function connectionOver<M>({
  epoch,
  socket,
  messages$,
  isOver,
  isPassed = () => true,
  settings,
}: ConnectionWire<M>): CountedConnection<M> {
  const { encode, counters, clock, maxUnsent = MAX_UNSENT, onLateReply } = settings;
  const pace = settings.limits.pace();
  // Shared, so that a message costs no more the more there are that wait.
  const lost$ = concat(
    messages$.pipe(ignoreElements()),
    throwError(() => new ColdwireError('not-sent')),
  ).pipe(share());
  const turn = (wanted: Turn): Observable<void> => merge(pace.turn(wanted), lost$).pipe(take(1));
  const madeInTurn = makeInTurn(turn, lost$, clock);
  const handOver = (frame: Frame, count?: () => void): void => {
    if (isOver()) throw new ColdwireError('not-sent');
    if (socket.bufferedAmount > maxUnsent) {
      const cause = new ColdwireError('overflow', { limit: maxUnsent, what: 'bytes that wait to leave' });
      throw new ColdwireError('not-sent', {}, { cause });
    }
    count?.();
    socket.send(frame);
    counters.framesOut++;
  };
  const send = (message: unknown, count?: () => void): void => {
    try {
      handOver(encode(message), count);
    } catch (error) {
      throw isColdwireError(error, 'not-sent') ? error : new ColdwireError('not-sent', {}, { cause: error });
    }
  };
  const keyOf = (message: M): string | undefined => textOf(settings.idOf(message));
  const replies = routeBy(keyOf)(messages$.pipe(filter((message) => keyOf(message) !== undefined)));
  const onLate = (): void => {
    counters.lateReplies++;
    onLateReply?.();
  };
  const ids = idSource();
  return {
    connection: {
      epoch,
      messages$,
      send: (message) => send(message, pace.spend),
      sendInTurn: (make, wanted) =>
        madeInTurn(wanted, () => observed(make())).pipe(
          tap((message) => send(message)),
          ignoreElements(),
        ),
      request: requestOver({ handOver, madeInTurn, pace, replies, onLate, ids, isPassed, settings }),
      nextId: ids.next,
    },
    lateReplies$: replies.rest$.pipe(
      filter((message) => settings.heartbeat?.isReply?.(message) !== true && settings.isElsewhere?.(message) !== true),
      tap(onLate),
      ignoreElements(),
    ),
  };
}

/** A message, or what gives it, as what gives it. */
function observed(made: unknown): Observable<unknown> {
  return isObservable(made) ? made : of(made);
}

/** An id as text. What is neither text nor number is no id, whatever its type says: it comes from the wire. */
function textOf(id: unknown): string | undefined {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
