import {
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  Subject,
  switchMap,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import { LONGEST_DELAY } from '../../operators/internal/longestDelay.ts';
import type { Connection } from '../connection/connection.ts';
import { connectionLife } from '../connection/connectionLife.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { NoticeMessage } from '../protocol/incoming.ts';
import { venueWords } from '../protocol/venueWords.ts';
import { type LiveSession, openSession, type SessionSettings } from './openSession.ts';
import { serialised } from './serialised.ts';
import type { LifeEvent } from './lifeEvent.ts';

/** What the events of a slot depend on. */
export interface SlotEventSettings {
  readonly connection: ConnectionSettings<unknown>;
  readonly session: SessionSettings;
  /** Told that the connection will be cut. */
  readonly onCutAhead: () => void;
  /** Whether the next loss is the last: nothing is dialled after it. */
  readonly isLast: () => boolean;
}

/**
 * The life of a slot: its connections with their sessions, what the venue's notices ask for done. Dials on subscribe;
 * completes with a loss that is the last; errors as the connection's life does.
 */
export function slotEvents(settings: SlotEventSettings): Observable<LifeEvent<LiveSession>> {
  return defer(() => {
    const drops$ = new Subject<Error>();
    return connectionLife({ ...settings.connection, drops$ }).pipe(
      switchMap(
        (event): Observable<LifeEvent<LiveSession>> =>
          event.kind === 'ready' ? sessionEvents(event.connection, settings, (error) => drops$.next(error)) : of(event),
      ),
      takeWhile(({ kind }) => !(settings.isLast() && (kind === 'waiting' || kind === 'paused')), true),
      serialised(),
    );
  });
}

function sessionEvents(
  connection: Connection,
  { connection: { backoff, scheduler, clock, random }, session, onCutAhead }: SlotEventSettings,
  drop: (error: Error) => void,
): Observable<LifeEvent<LiveSession>> {
  return defer(() => {
    const openedAt = clock.monotonic();
    const notices$ = new Subject<NoticeMessage>();
    let opened: LiveSession;
    const sessions$ = openSession(connection, {
      ...session,
      onStray: (stray) => {
        session.onStray(stray);
        if (stray.kind === 'notice') notices$.next(stray);
      },
    }).pipe(
      tap((each) => {
        opened = each;
      }),
      map((each, index): LifeEvent<LiveSession> => ({ kind: index === 0 ? 'ready' : 'stalled', session: each })),
    );
    const asked = (action: NoticeMessage['action']): Observable<NoticeMessage> =>
      notices$.pipe(filter((notice) => notice.action === action));
    const { max, early = Math.min(max === undefined ? 0 : max / 10, EARLY) } = session.dialect.life ?? {};
    const planned$ =
      max === undefined
        ? []
        : [timer(Math.min(Math.max(max - early * (1 + random()), max / 2), LONGEST_DELAY), scheduler)];
    // Not before it has lasted: a venue that tells every new connection to go would be dialled without a pause.
    const announced$ = asked('migrate').pipe(
      switchMap(() => timer(Math.max(0, openedAt + backoff.stableAfter - clock.monotonic()), scheduler)),
    );
    return merge(
      asked('resubscribe').pipe(map((): LifeEvent<LiveSession> => ({ kind: 'dismissed', session: opened }))),
      merge(...planned$, announced$).pipe(tap(onCutAhead), ignoreElements()),
      asked('reconnect').pipe(
        tap(({ text }) =>
          drop(new ColdwireError('connection-lost', { reason: venueWords(text, 'asked to reconnect') })),
        ),
        ignoreElements(),
      ),
      sessions$,
    );
  });
}

/** How long before a cut to begin at most, where the dialect does not say, in milliseconds. */
const EARLY = 600_000;
