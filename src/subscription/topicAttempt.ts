import {
  connect,
  filter,
  identity,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  Subject,
  type SchedulerLike,
  switchMap,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { type BookInput, type BookOutput, followBook } from '../book/followBook.ts';
import { type SpliceOptions, spliceSnapshot } from '../book/spliceSnapshot.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { BookRule, RestSnapshot } from '../protocol/bookRule.ts';
import type { BookChannel, Reader, ReadContext, ValueChannel } from '../protocol/dialect.ts';
import type { PrivateValue } from '../protocol/stateRule.ts';
import type { Topic } from '../protocol/topic.ts';
import type { AccountState } from './accountState.ts';
import { type AccountDesk, followState } from './followState.ts';
import { holdUntilAcknowledged } from './holdUntilAcknowledged.ts';
import { readValues } from './readValues.ts';
import type { Arrival, Session, TopicSignal } from './session.ts';
import type { TopicNews } from './topicNews.ts';

/** How a topic is attempted. */
export interface AttemptSettings extends Pick<SpliceOptions, 'backoff' | 'random'> {
  readonly topic: Topic;
  readonly channel: BookChannel | ValueChannel<unknown>;
  readonly exchange: string;
  /** Milliseconds from the acknowledgement to the snapshot of a book. */
  readonly ackTimeout: number;
  /** Most signals held while the acknowledgement is awaited. */
  readonly held: number;
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  /** Most requests that may be pending at once. */
  readonly pending: number;
  /** What is asked about private state; absent where nobody can be. */
  readonly desk?: AccountDesk | undefined;
  /** What is known of it from attempts before. */
  readonly state?: AccountState | undefined;
  /** Milliseconds from its snapshot until it is live: another socket may still bring what was before. Default: none. */
  readonly settle?: (() => number) | undefined;
  /** Told of a payload that could not be read and was dropped. */
  readonly onUnreadable: (error: Error) => void;
  /** Asks for a book's snapshot apart from its subscription. */
  readonly askSnapshot: (rule: RestSnapshot, topic: Topic) => Observable<BookInput>;
  /** Told why such a snapshot is asked for again. */
  readonly onRefetch: (error: Error) => void;
}

/**
 * Follows one topic on one session until something breaks. Emits `live` once acknowledged and, for a book, once its
 * snapshot is applied and verified, or for private state that is whole; then data. Errors with what breaks it; unsubscribing ends the topic on the wire.
 */
export function topicAttempt(
  session: Session,
  settings: AttemptSettings,
  tolerateCrossed: boolean,
): Observable<TopicNews<unknown>> {
  const { topic, channel, held, desk, state } = settings;
  const signals$ = session.follow(topic).pipe(holdUntilAcknowledged(held));
  if (channel.kind === 'book') return signals$.pipe(bookOf(channel, settings, tolerateCrossed));
  const read = channel.reader(contextOf(settings));
  const { state: rule } = channel;
  if (rule === undefined || state === undefined) return signals$.pipe(readValues(read, settings.onUnreadable));
  const context = { exchange: settings.exchange, subscription: topic.subscription };
  return signals$.pipe(
    followState({ ...settings, rule, state, context, desk, key: topic.key, read: read as Reader<PrivateValue> }),
  );
}

function contextOf({ exchange, topic }: AttemptSettings): ReadContext {
  const { symbol = '', interval } = topic.subscription;
  return { exchange, symbol, ...(interval === undefined ? {} : { interval }) };
}

/**
 * The book of a topic; a venue that acknowledges and then sends no snapshot is given up after `ackTimeout`. One that gives it
 * over REST has so long for each answer.
 */
function bookOf(channel: BookChannel, settings: AttemptSettings, tolerateCrossed: boolean) {
  const { topic, exchange, ackTimeout, scheduler, onUnreadable } = settings;
  const { symbol = '', depth = 0 } = topic.subscription;
  const kept = channel.variantOf?.(topic.subscription) ?? channel;
  const { rule } = kept;
  const unit = typeof channel.unit === 'function' ? channel.unit(symbol) : channel.unit;
  const toInput = ({ payload, receivedAt }: Arrival): BookInput => {
    try {
      return { frame: kept.read(payload), receivedAt };
    } catch (cause) {
      // A change of the book that nobody could read is a hole in it: this book alone starts again.
      const error = new ColdwireError('protocol-violation', { what: 'payload' }, { cause });
      onUnreadable(error);
      throw error;
    }
  };
  return connect<TopicSignal, Observable<BookOutput>>((signals$) => {
    const served$ = new Subject<void>();
    const ready$ = signals$.pipe(filter(({ kind }) => kind === 'acknowledged'));
    const books$ = signals$.pipe(
      filter((signal): signal is Arrival => signal.kind === 'arrival'),
      map(toInput),
      rule.reorder ?? identity,
      spliced(rule.snapshot, ready$, settings),
      followBook({ rule, depth, exchange, symbol, unit, tolerateCrossed }),
      tap(() => served$.next()),
    );
    if (rule.snapshot !== 'in-band') return books$;
    const overdue$ = ready$.pipe(
      switchMap(() => timer(ackTimeout, scheduler)),
      map((): never => {
        throw new ColdwireError('ack-timeout', { subscription: topic.key, timeout: ackTimeout });
      }),
      takeUntil(served$),
    );
    return merge(overdue$, books$);
  });
}

/** Where the rule takes snapshots from REST, puts them before the deltas. */
function spliced(
  rule: BookRule['snapshot'],
  ready$: Observable<unknown>,
  settings: AttemptSettings,
): MonoTypeOperatorFunction<BookInput> {
  if (rule === 'in-band') return identity;
  const { topic, askSnapshot, onRefetch } = settings;
  const { symbol = '' } = topic.subscription;
  return spliceSnapshot({ ...settings, rule, symbol, ready$, snapshot$: askSnapshot(rule, topic), onRetry: onRefetch });
}
