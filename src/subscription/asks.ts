import { defer, EMPTY, finalize, merge, type Observable, of, type SchedulerLike, Subject, tap } from 'rxjs';
import type { Completion } from '../connection/completion.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import { isPrivateTopic } from '../protocol/isPrivateTopic.ts';
import type { Topic } from '../protocol/topic.ts';
import { answeredBy } from './answeredBy.ts';
import type { Ask } from './ask.ts';
import { type AskFrame, askFrames, type Verb } from './askFrames.ts';
import { askLine } from './askLine.ts';
import { askQueue } from './askQueue.ts';
import { type FrameWire, leaveInTurn } from './leaveInTurn.ts';
import { partedMemory } from './partedMemory.ts';
import { sentAsks } from './sentAsks.ts';

/** What asks go out by. */
export interface AskWire extends FrameWire {
  readonly completion: Completion;
  readonly scheduler: SchedulerLike;
}

/** The asks of one connection. */
export interface Asks {
  /**
   * Asks on subscribe, together with whatever else of its batch is asked for at the same instant, or has been and still
   * waits for a budget. Emits `sent` as the frame leaves and `acknowledged` when the venue agrees, then completes; errors
   * with `subscription-rejected`, `ack-timeout`, `not-sent` or what kept its frame from being completed. Unsubscribing takes the
   * ask back if it has not left, and otherwise stops listening.
   */
  ask(verb: Verb, topic: Topic): Observable<'sent' | 'acknowledged'>;
  /** Hands an answer of the venue's to the asks it is about. False when nobody waits for it. */
  settle(answer: AckMessage | RefusalMessage): boolean;
  /** Content of a topic came: where there are no acknowledgements, it is one. */
  heard(topic: Topic): void;
  /** What an answer, settled or not, to one of the latest requests to unsubscribe ends; nothing where it is the venue's own act. */
  partedBy(answer: AckMessage | RefusalMessage): readonly string[] | undefined;
  /** How many asks wait for an answer. */
  pending(): number;
  /** Forgets everything; nothing is sent or emitted any more. */
  close(): void;
}

/** Batches asks into frames, matches answers to them as the dialect's rule says, and gives each a deadline. */
export function createAsks(wire: AskWire): Asks {
  const { subscribing, ackTimeout, completion, scheduler } = wire;
  const { ack: rule = 'id' } = subscribing;
  const isSilent = rule === 'first-data';
  // A topic may be quiet for longer than any acknowledgement would take.
  const sent = sentAsks<Ask>(isSilent ? undefined : ackTimeout, scheduler);
  const parted = partedMemory(rule === 'id');
  // Topics refused together, by an answer that named none of them: asked for one by one from then on.
  const suspects = new Set<string>();

  const leave = leaveInTurn(wire, sent, parted);
  const line = askLine<Ask, AskFrame<Ask>>({
    framesOf: (asks) => askFrames(asks, subscribing.batch, suspects),
    leave,
  });
  const queue = askQueue<Ask>(line.add, scheduler);
  const takeBack = (ask: Ask): void => {
    queue.remove(ask);
    line.remove(ask);
    if (isSilent) sent.takeAll({ where: (one) => one === ask });
  };
  const acknowledge = ({ topic, answer$ }: Ask): void => {
    suspects.delete(topic.key);
    if (isPrivateTopic(topic)) completion.accepted();
    answer$.next('acknowledged');
    answer$.complete();
  };

  const refuse = (asks: readonly Ask[], refusal: RefusalMessage, isSure: boolean): void => {
    if (refusal.tokenRefused === true) completion.refused();
    const alone = asks.length === 1;
    for (const { topic, answer$ } of asks) {
      if (!alone) suspects.add(topic.key);
      answer$.error(rejection(topic, refusal, isSure && alone));
    }
  };

  return {
    ask: (verb, topic) =>
      defer(() => {
        if (rule === 'open') return of('sent' as const, 'acknowledged' as const);
        const ask: Ask = { verb, topic, answer$: new Subject() };
        const enqueue$ = EMPTY.pipe(tap({ subscribe: () => queue.add(ask) }));
        return merge(ask.answer$, enqueue$).pipe(finalize(() => takeBack(ask)));
      }),
    settle: (answer) => {
      // One that names nothing may be about any of those that wait: it is final for one that waits alone.
      const isSure = answer.id !== undefined || answer.item !== undefined || sent.size() === 1;
      const asks = answeredBy(sent, answer, rule);
      asks.forEach(parted.answered);
      if (answer.kind === 'ack') asks.forEach(acknowledge);
      else refuse(asks, answer, isSure);
      // A list of all that is subscribed is never late: it may well tell nothing new.
      return asks.length > 0 || (answer.kind === 'ack' && answer.items !== undefined);
    },
    heard: ({ key }) => {
      if (!isSilent) return;
      for (const ask of sent.takeAll({ verb: 'subscribe', where: ({ topic }) => topic.key === key })) acknowledge(ask);
    },
    partedBy: parted.take,
    pending: () => queue.size() + line.size() + sent.size(),
    close: () => {
      for (const part of [queue, line, sent]) part.close();
    },
  };
}

/** A refusal of several together is final for none of them: one may be the culprit and the others in order. */
function rejection({ key }: Topic, { reason, permanent }: RefusalMessage, isSure: boolean): Error {
  return new ColdwireError('subscription-rejected', { subscription: key, reason, permanent: permanent && isSure });
}
