import { defer, filter, map, merge, type Observable, of, Subject, take } from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Subscription } from '../model/subscription.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, DataMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import type { Arrival, Session, TopicSignal } from '../subscription/session.ts';

/** A session that is played rather than held: it asks for nothing and believes what it hears. */
export interface PlayedSession {
  readonly session: Session;
  /** Takes in recorded content. False when it belongs to no topic that the recording shows. */
  content(message: DataMessage, receivedAt: number): boolean;
  /** Takes in a recorded acknowledgement. False when it does not say of what. */
  acknowledged(ack: AckMessage): boolean;
}

/** What a played session is told and tells. */
export interface PlayedSettings {
  readonly epoch: number;
  readonly dialect: Dialect;
  /** Told of a topic each time the recording shows it to be subscribed. */
  readonly onTopic: (topic: Topic, session: Session) => void;
}

/** What a session knows of a route. */
interface Heard {
  readonly topic: Topic;
  readonly subscribed: boolean;
  /** No acknowledgement says so, its content does. */
  readonly inferred: boolean;
}

/**
 * A session over recorded messages: topics begin and end as the recorded acknowledgements say. Content that no
 * acknowledgement announced, as where a recording begins too late, announces its topic itself, as far as the dialect can
 * tell.
 */
export function playedSession({ epoch, dialect, onTopic }: PlayedSettings): PlayedSession {
  const arrivals$ = new Subject<Arrival>();
  const answers$ = new Subject<{ readonly key: string; readonly subscribed: boolean }>();
  const router = routeBy(({ route }: Arrival) => route)(arrivals$);
  const heard = new Map<string, Heard>();

  const follow = ({ key, route }: Topic): Observable<TopicSignal> => {
    const mine$ = answers$.pipe(filter((one) => one.key === key));
    const isOn = (): boolean => heard.get(route)?.topic.key === key && heard.get(route)?.subscribed === true;
    const begun$ = defer(() => (isOn() ? of(undefined) : mine$.pipe(filter(({ subscribed }) => subscribed))));
    const acknowledged$ = begun$.pipe(
      take(1),
      map((): TopicSignal => ({ kind: 'acknowledged' })),
    );
    const ended$ = mine$.pipe(
      filter(({ subscribed }) => !subscribed),
      map((): never => {
        throw new ColdwireError('unsubscribed-by-venue', { subscription: key });
      }),
    );
    return merge(ended$, router.select(route), acknowledged$);
  };
  const session: Session = { epoch, follow };

  const end = (topic: Topic): void => {
    const { key, route } = topic;
    heard.set(route, { topic, subscribed: false, inferred: false });
    answers$.next({ key, subscribed: false });
  };

  const begin = (topic: Topic, inferred: boolean): void => {
    const { key, route } = topic;
    const before = heard.get(route);
    // Frames of one route are of one topic: what another depth was asked for has ended.
    if (before?.subscribed === true && before.topic.key !== key) end(before.topic);
    heard.set(route, { topic, subscribed: true, inferred });
    onTopic(topic, session);
    answers$.next({ key, subscribed: true });
  };

  /** A topic as content shows it, where nothing is known of its route or the content shows more than was thought. */
  const infer = (message: DataMessage, before: Heard | undefined): void => {
    const topic = topicOf(dialect, dialect.shows?.(message));
    if (topic === undefined) return;
    const deeper = (topic.subscription.depth ?? 0) > (before?.topic.subscription.depth ?? 0);
    if (before === undefined || deeper) begin(topic, true);
  };

  return {
    session,
    content: (message, receivedAt) => {
      const { route, payload } = message;
      const before = heard.get(route);
      if (before === undefined || before.inferred) infer(message, before);
      arrivals$.next({ kind: 'arrival', route, payload, receivedAt });
      return heard.has(route);
    },
    acknowledged: ({ verb, echo }) => {
      // It confirms what its id was of: content will show.
      if (verb === undefined && echo === undefined) return true;
      const topic = topicOf(dialect, echo);
      if (topic === undefined) return false;
      if (verb === 'unsubscribe') end(topic);
      else begin(topic, false);
      return true;
    },
  };
}

function topicOf(dialect: Dialect, subscription: Subscription | undefined): Topic | undefined {
  return subscription && dialect.channels[subscription.channel]?.topicOf(subscription);
}
