import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  ReplaySubject,
  Subject,
  Subscription,
  tap,
} from 'rxjs';
import { routeBy } from '../../operators/routeBy.ts';
import type { Connection } from '../connection/connection.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, Incoming, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import { type AskWire, createAsks } from './asks.ts';
import type { Arrival, Session, TopicSignal } from './session.ts';

/** What a session needs beside its connection. */
export interface SessionSettings extends Pick<AskWire, 'ackTimeout' | 'scheduler'> {
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** Told of what no topic asked for. */
  readonly onStray: (stray: 'unknown-frame' | 'late-reply' | { readonly notice: string }) => void;
  /** Told of each message's receipt. */
  readonly onMessage: (receivedAt: number) => void;
}

/** A session that also tells how much it waits for. */
export interface LiveSession extends Session {
  /** Subscriptions asked for and not yet answered. */
  pending(): number;
}

/**
 * Makes a session of a connection: tells acknowledgements from data and brings each to its topic, in O(1) a message
 * however many topics there are. Emits the one session on subscribe and works while subscribed; completes with the
 * connection.
 */
export function openSession(connection: Connection, settings: SessionSettings): Observable<LiveSession> {
  return defer(() => {
    const { dialect, clock, onMessage } = settings;
    const arrivals$ = new Subject<Arrival>();
    const answers$ = new Subject<AckMessage | RefusalMessage>();
    const topics = followedTopics(connection, arrivals$, answers$, settings);
    const dispatch = (incoming: Incoming, receivedAt: number): void => {
      switch (incoming.kind) {
        case 'data':
          arrivals$.next({ kind: 'arrival', route: incoming.route, payload: incoming.payload, receivedAt });
          break;
        case 'ack':
        case 'refusal':
          answers$.next(incoming);
          break;
        case 'several':
          for (const item of incoming.items) dispatch(item, receivedAt);
          break;
        case 'notice':
          settings.onStray({ notice: incoming.text });
          break;
        case 'unknown':
          settings.onStray('unknown-frame');
          break;
        case 'heartbeat':
        case 'reply':
          break;
      }
    };
    const dispatched$ = connection.messages$.pipe(
      tap((message) => {
        const receivedAt = clock.wall();
        onMessage(receivedAt);
        dispatch(dialect.classify(message), receivedAt);
      }),
      ignoreElements(),
    );
    return merge(of(topics.session), dispatched$).pipe(finalize(topics.close));
  });
}

/** The topics of one connection: asked for, followed, left. */
function followedTopics(
  { epoch, send }: Connection,
  arrivals$: Observable<Arrival>,
  answers$: Observable<AckMessage | RefusalMessage>,
  { dialect, onStray, ...wire }: SessionSettings,
): { readonly session: LiveSession; readonly close: () => void } {
  const asks = createAsks({ ...wire, subscribing: dialect.subscribing, send });
  const router = routeBy(({ route }: Arrival) => route)(arrivals$);
  const expelled = new Map<string, Subject<never>>();
  const leaving = new Map<string, Observable<never>>();
  const work = new Subscription();

  /** Ends a topic on the wire; whoever wants its route next waits for the venue's word, or old frames would be theirs. */
  const leave = (topic: Topic): void => {
    const { route } = topic;
    const left$ = new ReplaySubject<never>();
    leaving.set(route, left$);
    const ended$ = asks.ask('unsubscribe', topic).pipe(
      ignoreElements(),
      catchError(() => EMPTY),
      finalize(() => leaving.delete(route)),
    );
    work.add(ended$.subscribe(left$));
  };

  const begin = (topic: Topic): Observable<TopicSignal> =>
    defer(() => {
      let onWire = false;
      const expelled$ = new Subject<never>();
      expelled.set(topic.key, expelled$);
      const asked$ = asks.ask('subscribe', topic).pipe(
        tap({
          next: () => {
            onWire = true;
          },
          error: (error) => {
            if (isColdwireError(error, 'subscription-rejected')) onWire = false;
          },
        }),
        filter((step) => step === 'acknowledged'),
        map((): TopicSignal => ({ kind: 'acknowledged' })),
      );
      const gone$ = expelled$.pipe(
        tap({
          error: () => {
            onWire = false;
          },
        }),
      );
      return merge(gone$, router.select(topic.route), asked$).pipe(
        finalize(() => {
          expelled.delete(topic.key);
          if (onWire && !work.closed) leave(topic);
        }),
      );
    });

  /** An answer nobody waits for: the venue ended a subscription by itself, or the answer is late. */
  const stray = (answer: AckMessage | RefusalMessage): void => {
    const { echo } = answer.kind === 'ack' && answer.verb === 'unsubscribe' ? answer : {};
    const topic = echo && dialect.channels[echo.channel]?.topicOf(echo);
    const ended$ = topic && expelled.get(topic.key);
    if (ended$ === undefined) onStray('late-reply');
    else ended$.error(new ColdwireError('unsubscribed-by-venue', { subscription: topic?.key ?? '' }));
  };

  work.add(
    answers$.subscribe((answer) => {
      if (!asks.settle(answer)) stray(answer);
    }),
  );
  work.add(asks.close);
  return {
    session: {
      epoch,
      pending: asks.pending,
      follow: (topic) =>
        concat(
          defer(() => leaving.get(topic.route) ?? EMPTY),
          begin(topic),
        ),
    },
    close: () => work.unsubscribe(),
  };
}
