import { finalize, map, type Observable, of, ReplaySubject, share, switchMap, tap, timer } from 'rxjs';
import type { ConnectionEvent } from '../connection/connection.ts';
import { connectionLife } from '../connection/connectionLife.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Topic } from '../protocol/topic.ts';
import { type LiveSession, openSession, type SessionSettings } from './openSession.ts';
import type { Session } from './session.ts';

/** A connection's life with its sessions in place of bare connections. */
export type SlotEvent =
  | Exclude<ConnectionEvent, { kind: 'ready' }>
  | { readonly kind: 'ready'; readonly session: LiveSession };

/** A socket as one of its topics sees it: live, or played from a recording. */
export interface TopicSocket {
  /** Where it stands, and from then on each change. */
  readonly life$: Observable<
    Exclude<ConnectionEvent, { kind: 'ready' }> | { readonly kind: 'ready'; readonly session: Session }
  >;
  /** Told of a topic's events; `undefined` when it is gone. */
  note(topic: Topic, event: FeedEvent<unknown> | undefined): void;
}

/** One shared socket, with the topics it carries. */
export interface SocketSlot extends TopicSocket {
  readonly id: string;
  /** The dialect it speaks. */
  readonly route: string;
  /** Shared while used. */
  readonly life$: Observable<SlotEvent>;
  /** The topics placed here, by what their frames can be told by. */
  readonly topics: Map<string, Topic>;
  /** Which of them are live, by key. */
  readonly live: Set<string>;
}

/** What makes a slot. */
export interface SlotSettings {
  readonly id: string;
  readonly route: string;
  readonly connection: ConnectionSettings<unknown>;
  readonly session: SessionSettings;
  /** Milliseconds the socket stays after its last topic left. */
  readonly linger: number;
  /** Told of each event of its life. */
  readonly onEvent: (event: SlotEvent) => void;
  /** Told when a topic turned live or ceased to be. */
  readonly onTrust: () => void;
  /** Told when the socket is gone. */
  readonly onClosed: () => void;
}

/** A slot: nothing is dialled until `life$` is subscribed, and all is gone a `linger` after its last subscriber. */
export function socketSlot({
  id,
  route,
  connection,
  session,
  linger,
  onEvent,
  onTrust,
  onClosed,
}: SlotSettings): SocketSlot {
  const live = new Set<string>();
  return {
    id,
    route,
    topics: new Map(),
    live,
    life$: connectionLife(connection).pipe(
      switchMap(
        (event): Observable<SlotEvent> =>
          event.kind === 'ready'
            ? openSession(event.connection, session).pipe(map((opened) => ({ kind: 'ready', session: opened })))
            : of(event),
      ),
      tap(onEvent),
      finalize(onClosed),
      share({
        connector: () => new ReplaySubject(1),
        resetOnRefCountZero: () => timer(linger, session.scheduler),
      }),
    ),
    note: ({ key }, event) => {
      const before = live.size;
      if (event?.kind === 'live') live.add(key);
      else if (event?.kind !== 'data') live.delete(key);
      if (live.size !== before) onTrust();
    },
  };
}
