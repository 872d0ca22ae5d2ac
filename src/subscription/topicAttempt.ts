import {
  connect,
  filter,
  map,
  merge,
  type Observable,
  Subject,
  type SchedulerLike,
  switchMap,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { type BookInput, type BookOutput, followBook } from '../book/followBook.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { BookChannel, ReadContext, ValueChannel } from '../protocol/dialect.ts';
import type { Topic } from '../protocol/topic.ts';
import { holdUntilAcknowledged } from './holdUntilAcknowledged.ts';
import { readValues } from './readValues.ts';
import type { Arrival, Session, TopicSignal } from './session.ts';
import type { TopicNews } from './topicNews.ts';

/** How a topic is attempted. */
export interface AttemptSettings {
  readonly topic: Topic;
  readonly channel: BookChannel | ValueChannel<unknown>;
  readonly exchange: string;
  /** Milliseconds from the acknowledgement to the snapshot of a book. */
  readonly ackTimeout: number;
  /** Most signals held while the acknowledgement is awaited. */
  readonly held: number;
  readonly scheduler: SchedulerLike;
  /** Told of a payload that could not be read and was dropped. */
  readonly onUnreadable: (error: Error) => void;
}

/**
 * Follows one topic on one session until something breaks. Emits `live` once acknowledged and, for a book, once its
 * snapshot is applied and verified; then data. Errors with what breaks it; unsubscribing ends the topic on the wire.
 */
export function topicAttempt(
  session: Session,
  settings: AttemptSettings,
  tolerateCrossed: boolean,
): Observable<TopicNews<unknown>> {
  const { topic, channel, held } = settings;
  const signals$ = session.follow(topic).pipe(holdUntilAcknowledged(held));
  return channel.kind === 'book'
    ? signals$.pipe(bookOf(channel, settings, tolerateCrossed))
    : signals$.pipe(readValues(channel.reader(contextOf(settings)), settings.onUnreadable));
}

function contextOf({ exchange, topic }: AttemptSettings): ReadContext {
  const { symbol = '', interval } = topic.subscription;
  return { exchange, symbol, ...(interval === undefined ? {} : { interval }) };
}

/** The book of a topic; a venue that acknowledges and then sends no snapshot is given up after `ackTimeout`. */
function bookOf(channel: BookChannel, settings: AttemptSettings, tolerateCrossed: boolean) {
  const { topic, exchange, ackTimeout, scheduler, onUnreadable } = settings;
  const { symbol = '', depth = 0 } = topic.subscription;
  const { rule, unit } = channel;
  const toInput = ({ payload, receivedAt }: Arrival): BookInput => {
    try {
      return { frame: channel.read(payload), receivedAt };
    } catch (cause) {
      // A change of the book that nobody could read is a hole in it: this book alone starts again.
      const error = new ColdwireError('protocol-violation', { what: 'payload' }, { cause });
      onUnreadable(error);
      throw error;
    }
  };
  return connect<TopicSignal, Observable<BookOutput>>((signals$) => {
    const served$ = new Subject<void>();
    const books$ = signals$.pipe(
      filter((signal): signal is Arrival => signal.kind === 'arrival'),
      map(toInput),
      followBook({ rule, depth, exchange, symbol, unit, tolerateCrossed }),
      tap(() => served$.next()),
    );
    const overdue$ = signals$.pipe(
      filter(({ kind }) => kind === 'acknowledged'),
      switchMap(() => timer(ackTimeout, scheduler)),
      map((): never => {
        throw new ColdwireError('ack-timeout', { subscription: topic.key, timeout: ackTimeout });
      }),
      takeUntil(served$),
    );
    return merge(overdue$, books$);
  });
}
