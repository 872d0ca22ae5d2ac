import { mergeMap, type Observable, type ObservedValueOf, ReplaySubject, Subject } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Channels, Dialect } from '../protocol/dialect.ts';
import type { Topic } from '../protocol/topic.ts';
import type { Session } from '../subscription/session.ts';
import type { TopicSocket } from '../subscription/socketSlot.ts';
import { topicLife } from '../subscription/topicLife.ts';
import type { PlayedSnapshots } from './playedSnapshots.ts';
import type { RecordedTime } from './recordedTime.ts';

/** The topics of a recording, each with one life however many connections serve it one after the other. */
export interface PlayedTopics {
  /** What all of them tell; subscribed once, before anything is served. */
  readonly events$: Observable<FeedEvent<unknown>>;
  /** From now on that session serves the topic. Any other that did is as good as lost: venues tell one thing once. */
  serve(topic: Topic, dialect: Dialect, session: Session): void;
  /** A session is over; what it served is stale until served again. */
  lose(session: Session): void;
}

/** What played topics are made with. */
export interface PlayedTopicsSettings {
  readonly exchange: string;
  readonly time: RecordedTime;
  /** What REST said. */
  readonly snapshots: PlayedSnapshots;
  readonly report: (event: ReportEvent) => void;
}

/** How a socket stands, as a topic sees it. */
type Life = ObservedValueOf<TopicSocket['life$']>;

interface Played {
  readonly topic: Topic;
  readonly dialect: Dialect;
  readonly channel: NonNullable<Channels[keyof Channels]>;
  readonly socket: string;
  readonly life$: ReplaySubject<Life>;
  session: Session | undefined;
}

/** Most signals of a topic that wait for its acknowledgement, as in a live client. */
const HELD = 1_000;

/** The topics of one replay, none as yet. */
export function playedTopics(settings: PlayedTopicsSettings): PlayedTopics {
  const all = new Map<string, Played>();
  const fresh$ = new Subject<Played>();
  const lost = (): Life => ({
    kind: 'waiting',
    attempt: 1,
    retryAt: settings.time.clock.wall(),
    error: new ColdwireError('connection-lost'),
  });
  return {
    events$: fresh$.pipe(mergeMap((played) => eventsOf(played, settings))),
    serve: (topic, dialect, session) => {
      const channel = dialect.channels[topic.subscription.channel];
      if (channel === undefined) return;
      const socket = `${settings.exchange}-${dialect.name}`;
      const key = `${socket}|${topic.key}`;
      const known = all.get(key);
      if (known?.session === session) return;
      if (known?.session !== undefined) known.life$.next(lost());
      const played: Played = known ?? { topic, dialect, channel, socket, life$: new ReplaySubject(1), session };
      // Known before it speaks: who hears it may bring the same topic up again.
      all.set(key, played);
      played.session = session;
      played.life$.next({ kind: 'ready', session });
      if (known === undefined) fresh$.next(played);
    },
    lose: (session) => {
      for (const played of all.values()) {
        if (played.session !== session) continue;
        played.session = undefined;
        played.life$.next(lost());
      }
    },
  };
}

function eventsOf(
  { topic, dialect, channel, socket, life$ }: Played,
  { exchange, time, snapshots, report }: PlayedTopicsSettings,
): Observable<FeedEvent<unknown>> {
  return topicLife(
    { life$, note: () => {} },
    {
      topic,
      channel,
      exchange,
      // A recording cannot be asked again: a broken topic listens on at once, for the snapshot that may come,
      backoff: { base: 0, cap: 0, stableAfter: 0 },
      // however long that takes.
      ackTimeout: Number.POSITIVE_INFINITY,
      held: HELD,
      // Nobody is asked.
      pending: 1,
      scheduler: time.scheduler,
      clock: time.clock,
      random: () => 0,
      onUnreadable: (error) => report({ kind: 'undecodable', socket, error }),
      onResync: (error) => report({ kind: 'resync', socket, subscription: topic.subscription, error }),
      askSnapshot: snapshots.askedOf(dialect),
      onRefetch: (error) => report({ kind: 'refetch', socket, subscription: topic.subscription, error }),
    },
  );
}
