import { defer, finalize, mergeMap, type Observable, of, ReplaySubject, share, tap, timer } from 'rxjs';
import type { Connection } from '../connection/connection.ts';
import { isOver } from '../connection/isOver.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Topic } from '../protocol/topic.ts';
import type { LifeEvent } from './lifeEvent.ts';
import { occupancy } from './occupancy.ts';
import type { LiveSession, SessionSettings } from './openSession.ts';
import { retirement } from './retirement.ts';
import { slotEvents } from './slotEvents.ts';

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
  /** Emits when it begins to retire: the venue will cut it, and its topics are to go elsewhere. Completes when the socket is gone. */
  readonly retires$: Observable<void>;
  /** Whether it retires. It takes no more topics, closes as soon as it is empty, and is not dialled again. */
  isRetiring(): boolean;
  /** The epoch of its last connection; before there is one, the least that it may have. */
  epoch(): number;
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
  /** Told when it begins to retire, before its topics are. */
  readonly onRetire: () => void;
  /** Told when the first topic or request came and when the last one left. */
  readonly onUse: (used: boolean) => void;
  /** Told once, when the socket is gone for good; if it failed, with what, before its topics are told. */
  readonly onClosed: (error?: Error) => void;
}

/** A slot: nothing is dialled until `life$` is subscribed, and all is gone a `linger` after its last subscriber. */
export function socketSlot(settings: SlotSettings): SocketSlot {
  const { id, route, connection, session, linger, onEvent, onRetire, onUse, onClosed } = settings;
  const { admit, release, isUsed, holds, wanted, requests } = occupancy(onUse);
  const live = new Set<string>();
  let current: Connection | undefined;
  let stage: 'new' | 'open' | 'closed' = 'new';
  let epoch = (connection.epochsAbove ?? 0) + 1;
  const { retires$, isRetiring, retire, end } = retirement(onRetire);
  const close = (error?: Error): void => {
    if (stage === 'closed') return;
    stage = 'closed';
    end();
    onClosed(error);
  };
  const life$ = defer(() => {
    stage = 'open';
    return slotEvents({ connection, session, onCutAhead: retire, isLast: isRetiring });
  }).pipe(
    tap({
      next: (event) => {
        [current] = connectionsIn(event);
        if (current !== undefined) epoch = current.epoch;
        // No topic outlives its connection, though each is told only after this.
        if (current === undefined) live.clear();
        onEvent(event);
      },
      error: close,
      complete: close,
    }),
    finalize(() => close()),
    share({
      connector: () => new ReplaySubject(1),
      resetOnRefCountZero: () => (isRetiring() ? of(undefined) : timer(linger, session.scheduler)),
    }),
  );
  return {
    id,
    route,
    life$,
    connections$: life$.pipe(mergeMap(connectionsIn)),
    admit,
    release: (topic) => {
      release(topic);
      return stage === 'open' || isUsed();
    },
    holds,
    wanted,
    requests,
    live: () => live.size,
    isReady: () => current !== undefined && !isOver(current),
    retires$,
    isRetiring,
    epoch: () => epoch,
    note: ({ key }, event) => {
      if (event?.kind === 'live') live.add(key);
      else if (event?.kind !== 'data') live.delete(key);
    },
  };
}

/** The connection that an event tells of, or none. */
function connectionsIn(event: SlotEvent): readonly Connection[] {
  return 'session' in event ? [event.session.connection] : [];
}
