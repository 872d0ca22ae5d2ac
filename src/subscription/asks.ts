import { defer, finalize, type Observable, type SchedulerLike, Subject, Subscription, timer } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';

/** To begin a topic or to end it. */
export type Verb = 'subscribe' | 'unsubscribe';

/** What asks go out by. */
export interface AskWire {
  readonly subscribing: Dialect['subscribing'];
  readonly send: (message: unknown) => void;
  /** Milliseconds an acknowledgement may take. */
  readonly ackTimeout: number;
  readonly scheduler: SchedulerLike;
}

/** The asks of one connection. */
export interface Asks {
  /**
   * Asks on subscribe, together with whatever else of its batch is asked for at the same instant. Emits `sent` when the
   * frame has left and `acknowledged` when the venue agrees, then completes; errors with `subscription-rejected`,
   * `ack-timeout` or `not-sent`. Unsubscribing takes the ask back if it has not left, and otherwise stops listening.
   */
  ask(verb: Verb, topic: Topic): Observable<'sent' | 'acknowledged'>;
  /** Hands an answer of the venue's to the asks it is about. False when nobody waits for it. */
  settle(answer: AckMessage | RefusalMessage): boolean;
  /** How many asks wait for an answer. */
  pending(): number;
  /** Forgets everything; nothing is emitted any more. */
  close(): void;
}

interface Ask {
  readonly verb: Verb;
  readonly topic: Topic;
  readonly answer$: Subject<'sent' | 'acknowledged'>;
}

interface Batch {
  readonly asks: Map<string, Ask>;
  readonly deadline: Subscription;
}

/** Batches asks into frames, matches acknowledgements to them by request id and item, and gives each a deadline. */
export function createAsks({ subscribing, send, ackTimeout, scheduler }: AskWire): Asks {
  let lastId = 0;
  let queue: Ask[] = [];
  let flushing = Subscription.EMPTY;
  const batches = new Map<string, Batch>();

  const sendBatch = (asks: readonly Ask[], verb: Verb): void => {
    const id = ++lastId;
    const topics = asks.map(({ topic }) => topic);
    try {
      send(subscribing[verb](topics, id));
    } catch (error) {
      for (const { answer$ } of asks) answer$.error(error);
      return;
    }
    const key = String(id);
    const deadline = timer(ackTimeout, scheduler).subscribe(() => {
      for (const { topic, answer$ } of take(key))
        answer$.error(new ColdwireError('ack-timeout', { subscription: topic.key, timeout: ackTimeout }));
    });
    batches.set(key, { asks: new Map(asks.map((ask) => [ask.topic.item, ask])), deadline });
    for (const { answer$ } of asks) answer$.next('sent');
  };

  const flush = (): void => {
    const asked = queue;
    queue = [];
    for (const [verb, asks] of batchesOf(asked, subscribing.batch)) sendBatch(asks, verb);
  };

  /** Removes and gives the asks of a batch that an answer is about. */
  const take = (id: string, item?: string): readonly Ask[] => {
    const batch = batches.get(id);
    if (batch === undefined) return [];
    const asks = item === undefined ? [...batch.asks.values()] : one(batch.asks.get(item));
    for (const { topic } of asks) batch.asks.delete(topic.item);
    if (batch.asks.size === 0) {
      batch.deadline.unsubscribe();
      batches.delete(id);
    }
    return asks;
  };

  return {
    ask: (verb, topic) =>
      defer(() => {
        const ask: Ask = { verb, topic, answer$: new Subject() };
        if (queue.length === 0) flushing = scheduler.schedule(flush);
        queue.push(ask);
        return ask.answer$.pipe(
          finalize(() => {
            queue = queue.filter((queued) => queued !== ask);
          }),
        );
      }),
    settle: (answer) => {
      if (answer.id === undefined) return false;
      const asks = take(answer.id, answer.item);
      for (const { topic, answer$ } of asks) {
        if (answer.kind === 'refusal') answer$.error(rejection(topic, answer));
        else {
          answer$.next('acknowledged');
          answer$.complete();
        }
      }
      return asks.length > 0;
    },
    pending: () => queue.length + [...batches.values()].reduce((sum, { asks }) => sum + asks.size, 0),
    close: () => {
      flushing.unsubscribe();
      for (const { deadline } of batches.values()) deadline.unsubscribe();
      batches.clear();
      queue = [];
    },
  };
}

/** Asks in frames: of one verb and one batch each, no fuller than the venue takes, in order of first appearance. */
function* batchesOf(asks: readonly Ask[], most: number): Generator<readonly [Verb, readonly Ask[]]> {
  const groups = new Map<string, Ask[]>();
  for (const ask of asks) {
    const key = `${ask.verb}|${ask.topic.batch}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [ask]);
    else group.push(ask);
  }
  for (const group of groups.values())
    for (let from = 0; from < group.length; from += most) {
      const chunk = group.slice(from, from + most);
      yield [(chunk[0] as Ask).verb, chunk];
    }
}

function one<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

function rejection({ key }: Topic, { reason, permanent }: RefusalMessage): Error {
  return new ColdwireError('subscription-rejected', { subscription: key, reason, permanent });
}
