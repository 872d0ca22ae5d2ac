import { concat, defer, filter, finalize, map, merge, type Observable, Subject, tap } from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import { type AskWire, createAsks } from './asks.ts';
import { partings } from './partings.ts';
import type { Arrival, TopicSignal } from './session.ts';

/** What the topics of a connection are followed with. */
export interface FollowSettings extends Pick<AskWire, 'sendInTurn' | 'nextId' | 'clock' | 'ackTimeout' | 'scheduler'> {
  readonly dialect: Dialect;
  /** Told of an answer that nobody waits for. */
  readonly onLate: () => void;
}

/** The topics of one connection: asked for, followed, left. */
export interface FollowedTopics {
  /** See `Session.follow`. */
  follow(topic: Topic): Observable<TopicSignal>;
  /** Brings content to the topic it belongs to, in O(1). */
  deliver(arrival: Arrival): void;
  /** Brings an answer to who waits for it. */
  settle(answer: AckMessage | RefusalMessage): void;
  /** Subscriptions asked for and not yet answered. */
  pending(): number;
  /** Ends it all in silence: nothing is sent, and nothing is emitted any more. */
  close(): void;
}

/** Follows the topics of one connection. Holds nothing for a topic that nobody follows but the word owed on its end. */
export function followTopics({ dialect, onLate, ...wire }: FollowSettings): FollowedTopics {
  const asks = createAsks({ ...wire, subscribing: dialect.subscribing });
  const parting = partings(asks);
  const arrivals$ = new Subject<Arrival>();
  const router = routeBy(({ route }: Arrival) => route)(arrivals$);
  const expulsions = new Map<string, Subject<never>>();

  const begin = (topic: Topic): Observable<TopicSignal> =>
    defer(() => {
      const expelled$ = new Subject<never>();
      expulsions.set(topic.key, expelled$);
      let onWire = false;
      const asked$ = asks.ask('subscribe', topic).pipe(
        tap(() => {
          onWire = true;
        }),
        filter((step) => step === 'acknowledged'),
        map((): TopicSignal => ({ kind: 'acknowledged' })),
      );
      return merge(expelled$, router.select(topic.route), asked$).pipe(
        tap({
          error: (error) => {
            // An answer that never came says nothing: the venue may have subscribed the topic all the same.
            if (!isColdwireError(error, 'ack-timeout')) onWire = false;
          },
        }),
        finalize(() => {
          if (expulsions.get(topic.key) === expelled$) expulsions.delete(topic.key);
          if (onWire) parting.begin(topic);
        }),
      );
    });

  /** Whether an answer that nobody waits for is the venue ending a subscription by itself. Then its topic is told. */
  const isExpulsion = (answer: AckMessage | RefusalMessage): boolean => {
    if (answer.kind !== 'ack' || answer.verb !== 'unsubscribe' || asks.isParting(answer)) return false;
    const topic = topicOf(dialect, answer);
    const expelled$ = topic && expulsions.get(topic.key);
    expelled$?.error(new ColdwireError('unsubscribed-by-venue', topic && { subscription: topic.key }));
    return expelled$ !== undefined;
  };

  return {
    follow: (topic) => concat(parting.over(topic.route), begin(topic)),
    deliver: (arrival) => arrivals$.next(arrival),
    settle: (answer) => {
      if (!asks.settle(answer) && !isExpulsion(answer)) onLate();
    },
    pending: asks.pending,
    close: () => {
      parting.close();
      asks.close();
    },
  };
}

/** The topic an acknowledgement echoes; none where the venue echoes what it could not serve. */
function topicOf({ channels }: Dialect, { echo }: AckMessage): Topic | undefined {
  try {
    return echo && channels[echo.channel]?.topicOf(echo);
  } catch {
    return undefined;
  }
}
