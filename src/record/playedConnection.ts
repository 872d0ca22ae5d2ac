import { type ObservedValueOf, ReplaySubject, Subscription } from 'rxjs';
import { decoderOf } from '../codec/jsonCodec.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Frame } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Exchange } from '../protocol/exchange.ts';
import type { Topic } from '../protocol/topic.ts';
import type { TopicSocket } from '../subscription/socketSlot.ts';
import { topicLife } from '../subscription/topicLife.ts';
import { playedSession, type PlayedSession } from './playedSession.ts';
import type { RecordedTime } from './recordedTime.ts';
import type { SessionLine } from './sessionLine.ts';

/** One connection of a recording. */
export interface PlayedConnection {
  /** The recording shows it opened, perhaps again: what was live is lost, then a new epoch begins. */
  open(): void;
  /** Takes in a received frame. */
  receive(line: SessionLine): void;
  /** Ends all its topics, silently. */
  close(): void;
}

/** What a played connection is made with. */
export interface PlayedConnectionSettings {
  readonly exchange: Exchange;
  readonly dialect: string | undefined;
  /** The recorded url; empty or absent where the recording did not keep it. */
  readonly url: string | undefined;
  readonly time: RecordedTime;
  readonly onEvent: (event: FeedEvent<unknown>) => void;
  readonly onReport: (event: ReportEvent) => void;
}

/** Plays one connection's frames through the client's own decode, route and book pipeline. */
export function playedConnection(settings: PlayedConnectionSettings): PlayedConnection {
  const { exchange, time, onEvent, onReport } = settings;
  const dialect = recordedDialect(settings);
  const decode = decoderOf(dialect.codec);
  const socket = `${exchange.name}-${dialect.name}`;
  const life$ = new ReplaySubject<ObservedValueOf<TopicSocket['life$']>>(1);
  const topics = new Map<string, Subscription>();
  let epoch = 0;
  let played: PlayedSession | undefined;

  const follow = (topic: Topic): void => {
    if (topics.has(topic.key)) return;
    const channel = dialect.channels[topic.subscription.channel];
    if (channel === undefined) return;
    const events$ = topicLife(
      { life$, note: () => {} },
      {
        topic,
        channel,
        exchange: exchange.name,
        // A recording cannot be asked again: a broken topic listens on at once, for the snapshot that may come.
        backoff: { base: 0, cap: 0, stableAfter: 0 },
        ackTimeout: Number.POSITIVE_INFINITY,
        held: 1_000,
        scheduler: time.scheduler,
        clock: time.clock,
        random: () => 0,
        onUnreadable: (error) => onReport({ kind: 'undecodable', socket, error }),
        onResync: (error) => onReport({ kind: 'resync', socket, subscription: topic.subscription, error }),
      },
    );
    // Known before it speaks: what it emits at once may bring the same topic up again.
    const following = new Subscription();
    topics.set(topic.key, following);
    following.add(events$.subscribe(onEvent));
  };

  const open = (): void => {
    if (played !== undefined)
      life$.next({
        kind: 'waiting',
        attempt: 1,
        retryAt: time.clock.wall(),
        error: new ColdwireError('connection-lost'),
      });
    epoch++;
    played = playedSession({ epoch, dialect, onTopic: follow });
    life$.next({ kind: 'ready', session: played.session });
  };

  return {
    open,
    receive: (line) => {
      if (played === undefined) open();
      let message: unknown;
      try {
        message = decode(frameOf(line));
      } catch (error) {
        onReport({ kind: 'undecodable', socket, error: error as Error });
        return;
      }
      const incoming = dialect.classify(message);
      if (incoming.kind === 'unknown') onReport({ kind: 'unknown-frame', socket });
      played?.play(incoming, time.clock.wall());
    },
    close: () => {
      for (const subscription of topics.values()) subscription.unsubscribe();
    },
  };
}

function frameOf({ raw, b64 = '' }: SessionLine): Frame {
  return raw ?? Uint8Array.from(atob(b64), (byte) => byte.charCodeAt(0));
}

/** The dialect a recorded connection spoke: as told, else by its url, else the only one there is. */
function recordedDialect({ exchange, dialect: name, url }: PlayedConnectionSettings): Dialect {
  const dialects = Object.values(exchange.dialects);
  if (name !== undefined) {
    const named = exchange.dialects[name];
    if (named === undefined)
      throw new ColdwireError('invalid-options', {
        option: 'dialect',
        expected: Object.keys(exchange.dialects).join(' or '),
      });
    return named;
  }
  const found = url ? dialects.filter((dialect) => Object.values(dialect.url).some((own) => own === url)) : dialects;
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  throw new ColdwireError('unsupported', { what: `the recorded connection on ${exchange.name}` });
}
