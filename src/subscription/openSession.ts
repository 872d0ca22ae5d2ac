import {
  defer,
  endWith,
  finalize,
  ignoreElements,
  interval,
  merge,
  type Observable,
  of,
  Subject,
  takeUntil,
  tap,
} from 'rxjs';
import { anonymous, type Completion } from '../connection/completion.ts';
import type { Connection } from '../connection/connection.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Incoming, NoticeMessage } from '../protocol/incoming.ts';
import type { AskWire } from './asks.ts';
import type { AskWatchers } from './askWatch.ts';
import { type FollowedTopics, followTopics } from './followTopics.ts';
import type { Session } from './session.ts';
import { stallWatch } from './stallWatch.ts';

/** What no topic asked for. */
export type Stray =
  | { readonly kind: 'unknown-frame' }
  | { readonly kind: 'late-reply' }
  | { readonly kind: 'undecodable'; readonly error: Error }
  | NoticeMessage;

/** What a session needs beside its connection. */
export interface SessionSettings extends Pick<AskWire, 'ackTimeout' | 'scheduler'>, AskWatchers {
  readonly dialect: Dialect;
  /** What completes what it sends. Default: nobody is anybody. */
  readonly completion?: Completion | undefined;
  readonly onStray: (stray: Stray) => void;
  /** Told of each message's receipt. */
  readonly onMessage: (receivedAt: number) => void;
}

/** A session that also tells how much it waits for. */
export interface LiveSession extends Session {
  /** Subscriptions asked for and not yet answered. */
  pending(): number;
  /** What it speaks over, for requests that belong to no topic. */
  readonly connection: Connection;
}

/**
 * Makes a session of a connection: tells acknowledgements from data and brings each to its topic, in O(1) a message
 * however many topics there are. A message that the dialect cannot read harms only itself.
 *
 * Emits the session on subscribe, and once more whenever this side is found to have stalled for longer than the dialect's
 * silence may last, before anything that came meanwhile: what it tells is old. Works while subscribed; completes with the
 * connection.
 */
export function openSession(connection: Connection, settings: SessionSettings): Observable<LiveSession> {
  return defer(() => {
    const { dialect, clock, completion = anonymous(clock), scheduler, onMessage, onStray } = settings;
    const { epoch, sendInTurn, nextId, messages$ } = connection;
    const onLate = (): void => onStray({ kind: 'late-reply' });
    const nextIdOfKind = (): number | string => (dialect.ids === 'text' ? String(nextId()) : nextId());
    const topics = followTopics({ ...settings, completion, sendInTurn, nextId: nextIdOfKind, onLate });
    const session: LiveSession = { epoch, follow: topics.follow, pending: topics.pending, connection };
    const { within } = dialect.liveness;
    const watch = stallWatch(within, clock);
    const stalls$ = new Subject<LiveSession>();
    const look = (): void => {
      if (watch.isStalled()) stalls$.next(session);
    };
    const receive = (message: unknown): void => {
      look();
      const receivedAt = clock.wall();
      onMessage(receivedAt);
      const incoming = read(dialect, message, onStray);
      if (incoming !== undefined) dispatch(incoming, receivedAt, topics, onStray);
    };
    const received$ = messages$.pipe(tap({ next: receive, complete: () => stalls$.complete() }), ignoreElements());
    const looks$ = interval(within / 2, scheduler).pipe(
      tap(look),
      ignoreElements(),
      takeUntil(stalls$.pipe(ignoreElements(), endWith('over'))),
    );
    // Listening comes first: a topic that asks at once may be answered at once.
    return merge(stalls$, looks$, received$, of(session)).pipe(finalize(topics.close));
  });
}

function read(dialect: Dialect, message: unknown, onStray: SessionSettings['onStray']): Incoming | undefined {
  try {
    return dialect.classify(message);
  } catch (cause) {
    onStray({ kind: 'undecodable', error: new ColdwireError('protocol-violation', { what: 'message' }, { cause }) });
    return undefined;
  }
}

function dispatch(
  incoming: Incoming,
  receivedAt: number,
  topics: FollowedTopics,
  onStray: SessionSettings['onStray'],
): void {
  switch (incoming.kind) {
    case 'data':
      topics.deliver({ kind: 'arrival', route: incoming.route, payload: incoming.payload, receivedAt });
      break;
    case 'ack':
    case 'refusal':
      topics.settle(incoming);
      break;
    case 'several':
      for (const item of incoming.items) dispatch(item, receivedAt, topics, onStray);
      break;
    case 'notice':
      onStray(incoming);
      break;
    case 'unknown':
      onStray({ kind: 'unknown-frame' });
      break;
    case 'heartbeat':
    case 'reply':
      break;
  }
}
