import { defer, finalize, ignoreElements, merge, type Observable, of, tap } from 'rxjs';
import type { Connection } from '../connection/connection.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Incoming } from '../protocol/incoming.ts';
import type { AskWire } from './asks.ts';
import { followTopics } from './followTopics.ts';
import type { Session } from './session.ts';

/** What no topic asked for. */
export type Stray =
  | { readonly kind: 'unknown-frame' }
  | { readonly kind: 'late-reply' }
  | { readonly kind: 'undecodable'; readonly error: Error }
  | { readonly kind: 'notice'; readonly text: string };

/** What a session needs beside its connection. */
export interface SessionSettings extends Pick<AskWire, 'ackTimeout' | 'scheduler'> {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly onStray: (stray: Stray) => void;
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
 * connection. A message that the dialect cannot read harms only itself.
 */
export function openSession(connection: Connection, settings: SessionSettings): Observable<LiveSession> {
  return defer(() => {
    const { dialect, clock, onMessage, onStray, ackTimeout, scheduler } = settings;
    const { epoch, send, nextId } = connection;
    const topics = followTopics({
      dialect,
      send,
      nextId,
      ackTimeout,
      scheduler,
      onLate: () => onStray({ kind: 'late-reply' }),
    });
    const dispatch = (incoming: Incoming, receivedAt: number): void => {
      switch (incoming.kind) {
        case 'data':
          topics.deliver({ kind: 'arrival', route: incoming.route, payload: incoming.payload, receivedAt });
          break;
        case 'ack':
        case 'refusal':
          topics.settle(incoming);
          break;
        case 'several':
          for (const item of incoming.items) dispatch(item, receivedAt);
          break;
        case 'notice':
          onStray({ kind: 'notice', text: incoming.text });
          break;
        case 'unknown':
          onStray({ kind: 'unknown-frame' });
          break;
        case 'heartbeat':
        case 'reply':
          break;
      }
    };
    const read = (message: unknown): Incoming | undefined => {
      try {
        return dialect.classify(message);
      } catch (cause) {
        onStray({
          kind: 'undecodable',
          error: new ColdwireError('protocol-violation', { what: 'message' }, { cause }),
        });
        return undefined;
      }
    };
    const dispatched$ = connection.messages$.pipe(
      tap((message) => {
        const receivedAt = clock.wall();
        onMessage(receivedAt);
        const incoming = read(message);
        if (incoming !== undefined) dispatch(incoming, receivedAt);
      }),
      ignoreElements(),
    );
    const session: LiveSession = { epoch, follow: topics.follow, pending: topics.pending };
    // Listening comes first: a topic that asks at once may be answered at once.
    return merge(dispatched$, of(session)).pipe(finalize(topics.close));
  });
}
