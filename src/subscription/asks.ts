import { defer, EMPTY, finalize, merge, type Observable, type SchedulerLike, Subject } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';
import { type AskFrame, askFrames, type Verb } from './askFrames.ts';
import { askLine } from './askLine.ts';
import { askQueue } from './askQueue.ts';
import { type Ask, type FrameWire, leaveInTurn } from './leaveInTurn.ts';
import { sentAsks } from './sentAsks.ts';

/** What asks go out by. */
export interface AskWire extends FrameWire {
  readonly scheduler: SchedulerLike;
}

/** The asks of one connection. */
export interface Asks {
  /**
   * Asks on subscribe, together with whatever else of its batch is asked for at the same instant, or has been and still
   * waits for a budget. Emits `sent` as the frame leaves and `acknowledged` when the venue agrees, then completes; errors
   * with `subscription-rejected`, `ack-timeout` or `not-sent`. Unsubscribing takes the ask back if it has not left, and otherwise stops listening.
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

/** How many ids of requests to unsubscribe are remembered. */
const REMEMBERED = 1_000;

/** Batches asks into frames, matches answers to them by request id and item, and gives each a deadline. */
export function createAsks(wire: AskWire): Asks {
  const { subscribing, ackTimeout, scheduler } = wire;
  const sent = sentAsks<Ask>(ackTimeout, scheduler);
  const partings = new Set<string>();
  // Topics refused together, by an answer that named none of them: asked for one by one from then on.
  const suspects = new Set<string>();

  const leave = leaveInTurn(wire, sent, (id, verb) => {
    if (verb === 'unsubscribe') remember(partings, id);
  });
  const line = askLine<Ask, AskFrame<Ask>>({
    framesOf: (asks) => askFrames(asks, subscribing.batch, suspects),
    leave,
  });
  const queue = askQueue<Ask>(line.add, scheduler);
  const takeBack = (ask: Ask): void => {
    queue.remove(ask);
    line.remove(ask);
  };

  return {
    ask: (verb, topic) =>
      defer(() => {
        const ask: Ask = { verb, topic, answer$: new Subject() };
        const enqueue$ = defer(() => {
          queue.add(ask);
          return EMPTY;
        });
        return merge(ask.answer$, enqueue$).pipe(finalize(() => takeBack(ask)));
      }),
    settle: (answer) => {
      const { id, verb, item } = answer;
      const asks = id === undefined || verb === undefined ? [] : sent.take(id, verb, item);
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
    pending: () => queue.size() + line.size() + sent.size(),
    close: () => {
      queue.close();
      line.close();
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

/** A refusal of several together is final for none of them: one may be the culprit and the others in order. */
function rejection({ key }: Topic, { reason, permanent }: RefusalMessage, together: boolean): Error {
  return new ColdwireError('subscription-rejected', { subscription: key, reason, permanent: permanent && !together });
}
