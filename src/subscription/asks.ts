import { defer, EMPTY, finalize, merge, type Observable, type SchedulerLike, Subject } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import { type Asked, type AskFrame, askFrames, type Verb } from './askFrames.ts';
import { askQueue } from './askQueue.ts';
import { sentAsks } from './sentAsks.ts';

/** What asks go out by. */
export interface AskWire {
  readonly subscribing: Dialect['subscribing'];
  readonly send: (message: unknown) => void;
  /** An id that nothing else on this connection has had. */
  readonly nextId: () => number;
  /** Milliseconds an acknowledgement may take. */
  readonly ackTimeout: number;
  readonly scheduler: SchedulerLike;
}

/** The asks of one connection. */
export interface Asks {
  /**
   * Asks on subscribe, together with whatever else of its batch is asked for at the same instant. Emits `sent` as the
   * frame leaves and `acknowledged` when the venue agrees, then completes; errors with `subscription-rejected`,
   * `ack-timeout` or `not-sent`. Unsubscribing takes the ask back if it has not left, and otherwise stops listening.
   */
  ask(verb: Verb, topic: Topic): Observable<'sent' | 'acknowledged'>;
  /** Hands an answer of the venue's to the asks it is about. False when nobody waits for it. */
  settle(answer: AckMessage | RefusalMessage): boolean;
  /** Whether an answer, settled or not, is to one of the latest requests to unsubscribe; else it is the venue's own act. */
  isParting(answer: AckMessage | RefusalMessage): boolean;
  /** How many asks wait for an answer. */
  pending(): number;
  /** Forgets everything; nothing is sent or emitted any more. */
  close(): void;
}

interface Ask extends Asked {
  readonly answer$: Subject<'sent' | 'acknowledged'>;
}

/** How many ids of requests to unsubscribe are remembered. */
const REMEMBERED = 1_000;

/** Batches asks into frames, matches answers to them by request id and item, and gives each a deadline. */
export function createAsks({ subscribing, send, nextId, ackTimeout, scheduler }: AskWire): Asks {
  const sent = sentAsks<Ask>(ackTimeout, scheduler);
  const partings = new Set<string>();
  // Topics refused together, by an answer that named none of them: asked for one by one from then on.
  const suspects = new Set<string>();
  let closed = false;

  const sendFrame = (frame: AskFrame<Ask>): void => {
    const { verb } = frame;
    const asks = [...frame.asks.values()];
    const id = nextId();
    const key = String(id);
    try {
      const topics = asks.map(({ topic }) => topic);
      const message = subscribing[verb](topics, id);
      // Known before it leaves: the answer may come while it does.
      sent.add(key, frame, ({ topic, answer$ }) => answer$.error(overdue(topic, ackTimeout)));
      if (verb === 'unsubscribe') remember(partings, key);
      for (const { answer$ } of asks) answer$.next('sent');
      send(message);
    } catch (error) {
      sent.take(key, verb);
      for (const { answer$ } of asks) answer$.error(error);
    }
  };

  const queue = askQueue<Ask>((asks) => {
    for (const frame of askFrames(asks, subscribing.batch, suspects)) if (!closed) sendFrame(frame);
  }, scheduler);

  return {
    ask: (verb, topic) =>
      defer(() => {
        const ask: Ask = { verb, topic, answer$: new Subject() };
        const enqueue$ = defer(() => {
          queue.add(ask);
          return EMPTY;
        });
        return merge(ask.answer$, enqueue$).pipe(finalize(() => queue.remove(ask)));
      }),
    settle: (answer) => {
      const { id, verb, item } = answer;
      const asks = id === undefined ? [] : sent.take(id, verb, item);
      const together = asks.length > 1;
      for (const { topic, answer$ } of asks) {
        if (answer.kind === 'refusal') {
          if (together) suspects.add(topic.key);
          answer$.error(rejection(topic, answer, together));
        } else {
          suspects.delete(topic.key);
          answer$.next('acknowledged');
          answer$.complete();
        }
      }
      return asks.length > 0;
    },
    isParting: ({ id }) => id !== undefined && partings.has(id),
    pending: () => queue.size() + sent.size(),
    close: () => {
      closed = true;
      queue.close();
      sent.close();
    },
  };
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  if (ids.size <= REMEMBERED) return;
  for (const oldest of ids) {
    ids.delete(oldest);
    return;
  }
}

function overdue({ key }: Topic, timeout: number): Error {
  return new ColdwireError('ack-timeout', { subscription: key, timeout });
}

/** A refusal of several together is final for none of them: one may be the culprit and the others in order. */
function rejection({ key }: Topic, { reason, permanent }: RefusalMessage, together: boolean): Error {
  return new ColdwireError('subscription-rejected', { subscription: key, reason, permanent: permanent && !together });
}
