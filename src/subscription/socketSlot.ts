import { defer, finalize, map, mergeMap, type Observable, of, ReplaySubject, share, switchMap, tap, timer } from 'rxjs';
import type { Connection, ConnectionEvent } from '../connection/connection.ts';
import { connectionLife } from '../connection/connectionLife.ts';
import { isOver } from '../connection/isOver.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Topic } from '../protocol/topic.ts';
import { type LiveSession, openSession, type SessionSettings } from './openSession.ts';
import { serialised } from './serialised.ts';
import type { Session } from './session.ts';
import { topicSeats } from './topicSeats.ts';

/** A connection's life with its sessions, as far as topics care, in place of bare connections. */
export type LifeEvent<S extends Session = Session> =
  | Exclude<ConnectionEvent, { kind: 'ready' }>
  | { readonly kind: 'ready'; readonly session: S }
  /** The session holds, but this side did not run for longer than a silence may last. */
  | { readonly kind: 'stalled'; readonly session: S };

/** The life of a living socket. */
export type SlotEvent = LifeEvent<LiveSession>;

/** A socket as one of its topics sees it: live, or played from a recording. */
export interface TopicSocket {
  /** Where it stands, and from then on each change. */
  readonly life$: Observable<LifeEvent>;
  /** Told of a topic's events; `undefined` when it is gone. */
  note(topic: Topic, event: FeedEvent<unknown> | undefined): void;
}

/** One shared socket, with the topics and requests it carries. */
export interface SocketSlot extends TopicSocket {
  readonly id: string;
  /** The dialect it speaks. */
  readonly route: string;
  /** Shared while used. */
  readonly life$: Observable<SlotEvent>;
  /** The connections of its life, the present one at once; some more than once. Keeps it alive as `life$` does. */
  readonly connections$: Observable<Connection>;
  /** Gives a place to a topic, whose route is free as the pool knows, or to a request where there is none. */
  admit(topic?: Topic): void;
  /** Takes the place back. Says whether the slot may still be used: not if it is empty and nothing was ever dialled. */
  release(topic?: Topic): boolean;
  /** Whether a topic placed here cannot be beside this one: its frames look the same, or both exclude each other. */
  holds(topic: Topic): boolean;
  /** How many topics are placed here. */
  wanted(): number;
  /** How many of them are live. */
  live(): number;
  /** How many requests are placed here, sent or not. */
  requests(): number;
  /** Whether there is a connection that is not over. */
  isReady(): boolean;
}

/** What makes a slot. */
export interface SlotSettings {
  readonly id: string;
  readonly route: string;
  readonly connection: ConnectionSettings<unknown>;
  readonly session: SessionSettings;
  /** Milliseconds the socket stays after its last topic and request left. */
  readonly linger: number;
  /** Told of each event of its life, before its topics are. */
  readonly onEvent: (event: SlotEvent) => void;
  /** Told when the first topic or request came and when the last one left. */
  readonly onUse: (used: boolean) => void;
  /** Told once, when the socket is gone for good; if it failed, with what, before its topics are told. */
  readonly onClosed: (error?: Error) => void;
}

/** A slot: nothing is dialled until `life$` is subscribed, and all is gone a `linger` after its last subscriber. */
export function socketSlot(settings: SlotSettings): SocketSlot {
  const { id, route, session, linger, onEvent, onUse, onClosed } = settings;
  const seats = topicSeats();
  const live = new Set<string>();
  let requests = 0;
  let current: Connection | undefined;
  const used = (): number => seats.size() + requests;
  let stage: 'new' | 'open' | 'closed' = 'new';
  const close = (error?: Error): void => {
    if (stage === 'closed') return;
    stage = 'closed';
    onClosed(error);
  };
  const life$ = defer(() => {
    stage = 'open';
    return eventsOf(settings);
  }).pipe(
    tap({
      next: (event) => {
        [current] = connectionsIn(event);
        // No topic outlives its connection, though each is told only after this.
        if (current === undefined) live.clear();
        onEvent(event);
      },
      error: close,
    }),
    finalize(() => close()),
    share({
      connector: () => new ReplaySubject(1),
      resetOnRefCountZero: () => timer(linger, session.scheduler),
    }),
  );
  return {
    id,
    route,
    life$,
    connections$: life$.pipe(mergeMap(connectionsIn)),
    admit: (topic) => {
      if (topic === undefined) requests++;
      else seats.take(topic);
      if (used() === 1) onUse(true);
    },
    release: (topic) => {
      if (topic === undefined) requests--;
      else seats.leave(topic);
      if (used() === 0) onUse(false);
      return stage === 'open' || used() > 0;
    },
    holds: seats.exclude,
    wanted: seats.size,
    live: () => live.size,
    requests: () => requests,
    isReady: () => current !== undefined && !isOver(current),
    note: ({ key }, event) => {
      if (event?.kind === 'live') live.add(key);
      else if (event?.kind !== 'data') live.delete(key);
    },
  };
}

function eventsOf({ connection, session }: SlotSettings): Observable<SlotEvent> {
  return connectionLife(connection).pipe(
    switchMap(
      (event): Observable<SlotEvent> =>
        event.kind === 'ready'
          ? openSession(event.connection, session).pipe(
              map((opened, index) => ({ kind: index === 0 ? 'ready' : 'stalled', session: opened })),
            )
          : of(event),
    ),
    serialised(),
  );
}

/** The connection that an event tells of, or none. */
function connectionsIn(event: SlotEvent): readonly Connection[] {
  return 'session' in event ? [event.session.connection] : [];
}
