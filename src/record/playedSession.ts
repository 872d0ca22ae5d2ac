import { defer, filter, map, merge, type Observable, of, Subject, take } from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Incoming } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import type { Arrival, Session, TopicSignal } from '../subscription/session.ts';

/** A session that is played rather than held: it asks for nothing and believes what it hears. */
export interface PlayedSession {
  readonly session: Session;
  /** Takes in what a recorded message meant. */
  play(incoming: Incoming, receivedAt: number): void;
}

/** What a played session is told and tells. */
export interface PlayedSettings {
  readonly epoch: number;
  readonly dialect: Dialect;
  /** Told of a topic the recording shows to be subscribed, at its first acknowledgement. */
  readonly onTopic: (topic: Topic) => void;
}

/** A session over recorded messages: topics begin and end as the recorded acknowledgements say. */
export function playedSession({ epoch, dialect, onTopic }: PlayedSettings): PlayedSession {
  const arrivals$ = new Subject<Arrival>();
  const answers$ = new Subject<{ readonly key: string; readonly subscribed: boolean }>();
  const router = routeBy(({ route }: Arrival) => route)(arrivals$);
  const subscribed = new Set<string>();

  const answer = (topic: Topic, begins: boolean): void => {
    if (begins) {
      subscribed.add(topic.key);
      onTopic(topic);
    } else subscribed.delete(topic.key);
    answers$.next({ key: topic.key, subscribed: begins });
  };

  const follow = ({ key, route }: Topic): Observable<TopicSignal> => {
    const mine$ = answers$.pipe(filter((one) => one.key === key));
    const begun$ = defer(() => (subscribed.has(key) ? of(undefined) : mine$.pipe(filter((one) => one.subscribed))));
    const acknowledged$ = begun$.pipe(
      take(1),
      map((): TopicSignal => ({ kind: 'acknowledged' })),
    );
    const ended$ = mine$.pipe(
      filter((one) => !one.subscribed),
      map((): never => {
        throw new ColdwireError('unsubscribed-by-venue', { subscription: key });
      }),
    );
    return merge(ended$, router.select(route), acknowledged$);
  };

  const play: PlayedSession['play'] = (incoming, receivedAt) => {
    if (incoming.kind === 'data')
      arrivals$.next({ kind: 'arrival', route: incoming.route, payload: incoming.payload, receivedAt });
    else if (incoming.kind === 'several') for (const item of incoming.items) play(item, receivedAt);
    else if (incoming.kind === 'ack' && incoming.echo !== undefined) {
      const topic = dialect.channels[incoming.echo.channel]?.topicOf(incoming.echo);
      if (topic !== undefined) answer(topic, incoming.verb === 'subscribe');
    }
  };
  return { session: { epoch, follow }, play };
}
