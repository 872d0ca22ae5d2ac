import {
  concat,
  defer,
  filter,
  finalize,
  map,
  merge,
  type Observable,
  type OperatorFunction,
  pipe,
  Subject,
  tap,
} from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import { type AskWire, createAsks } from './asks.ts';
import { askWatch, type AskWatchers } from './askWatch.ts';
import { endedBy, type Followed } from './endedBy.ts';
import { frameBytes } from './frameBytes.ts';
import { type Partings, partings } from './partings.ts';
import type { Arrival, SessionSignal, TopicSignal } from './session.ts';

/** What the topics of a connection are followed with. */
export interface FollowSettings
  extends Pick<AskWire, 'sendInTurn' | 'nextId' | 'completion' | 'ackTimeout' | 'scheduler'>,
    AskWatchers {
  readonly dialect: Dialect;
  /** Told of an answer that nobody waits for. */
  readonly onLate: () => void;
}

/** The topics of one connection: asked for, followed, left. */
export interface FollowedTopics {
  /** See `Session.follow`. */
  follow(topic: Topic): Observable<SessionSignal>;
  /** Brings content to the topic it belongs to, in O(1). */
  deliver(arrival: Arrival): void;
  /** Brings an answer to who waits for it. */
  settle(answer: AckMessage | RefusalMessage): void;
  /** Subscriptions asked for and not yet answered. */
  pending(): number;
  /** Ends it all in silence: nothing is sent, and nothing is emitted any more. */
  close(): void;
}

/** A topic that is followed, and told when the venue ends it. */
interface Follower extends Followed {
  isAcknowledged: boolean;
  readonly expelled$: Subject<never>;
  /** Whether the end of the same topic before has not been confirmed. */
  readonly isInDoubt: boolean;
  /** Told when it is. */
  readonly ended$: Subject<SessionSignal>;
}

/** Follows the topics of one connection. Holds nothing for a topic that nobody follows but the word owed on its end. */
export function followTopics(settings: FollowSettings): FollowedTopics {
  const { dialect, onLate } = settings;
  const { subscribing, codec } = dialect;
  const asks = createAsks({ ...settings, subscribing, bytesOf: frameBytes(codec) });
  const parting = partings(asks, settings);
  const arrivals$ = new Subject<Arrival>();
  const router = routeBy(({ route }: Arrival) => route)(arrivals$);
  const followed = new Map<string, Follower>();

  const begin = (topic: Topic): Observable<SessionSignal> =>
    defer(() => {
      const own = followerOf(topic, parting.isInDoubt(topic));
      followed.set(topic.key, own);
      let onWire = false;
      const watch = askWatch(topic, settings);
      const asked$ = asks.ask('subscribe', topic).pipe(
        tap((step) => {
          onWire = true;
          watch.hear(step);
        }),
        acknowledging(own),
        tap(() => parting.settle(topic)),
      );
      const arrived$ = router.select(topic.route).pipe(
        tap(() => {
          if (!own.isAcknowledged) asks.heard(topic);
        }),
      );
      return merge(own.expelled$, own.ended$, arrived$, asked$).pipe(
        tap({
          error: (error) => {
            // An answer that never came says nothing: the venue may have subscribed the topic all the same.
            if (!isColdwireError(error, 'ack-timeout')) onWire = false;
          },
        }),
        finalize(() => {
          if (followed.get(topic.key) === own) followed.delete(topic.key);
          // What was to end before may still be served where that was not confirmed.
          if (onWire || parting.isInDoubt(topic)) parting.begin(topic, watch.end);
          else watch.end();
        }),
      );
    });

  return {
    follow: (topic) => concat(parting.over(topic), begin(topic)),
    deliver: (arrival) => arrivals$.next(arrival),
    settle: (answer) => {
      const isAnswer = asks.settle(answer);
      const parted = isAnswer ? undefined : asks.partedBy(answer);
      if (parted !== undefined) tellEnd(parted, followed.values(), parting);
      const ended = endedBy(answer, isAnswer || parted !== undefined, followed.values(), dialect);
      for (const { topic, expelled$ } of ended)
        expelled$.error(new ColdwireError('unsubscribed-by-venue', { subscription: topic.key }));
      if (!isAnswer && ended.length === 0) onLate();
    },
    pending: asks.pending,
    close: () => {
      parting.close();
      asks.close();
    },
  };
}

function followerOf(topic: Topic, isInDoubt: boolean): Follower {
  return { topic, isAcknowledged: false, expelled$: new Subject(), isInDoubt, ended$: new Subject() };
}

/** Says when a follower is acknowledged, and notes it. */
function acknowledging(own: Follower): OperatorFunction<'sent' | 'acknowledged', TopicSignal> {
  return pipe(
    filter((step) => step === 'acknowledged'),
    map((kind) => {
      own.isAcknowledged = true;
      return { kind };
    }),
  );
}

/** Where the end of a topic is confirmed after it was asked for again, what it has heard is not of the new subscription. */
function tellEnd(parted: readonly string[], followed: Iterable<Follower>, { settle }: Pick<Partings, 'settle'>): void {
  const items = new Set(parted);
  for (const { topic, isAcknowledged, isInDoubt, ended$ } of followed)
    if (isInDoubt && !isAcknowledged && items.has(topic.item)) {
      settle(topic);
      ended$.next({ kind: 'ended' });
    }
}
