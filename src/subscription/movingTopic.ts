import {
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  repeat,
  type SchedulerLike,
  Subject,
  tap,
} from 'rxjs';
import { rotate } from '../../operators/rotate.ts';
import { changeOrder } from '../book/changeOrder.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { OrderBook } from '../model/orderBook.ts';
import type { BookChannel, ValueChannel } from '../protocol/dialect.ts';
import type { Topic } from '../protocol/topic.ts';
import { recentIds } from '../util/recentIds.ts';
import { catchUp } from './catchUp.ts';
import { HAPPENINGS } from './happenings.ts';
import type { SocketPool } from './socketPool.ts';
import type { SocketSlot } from './socketSlot.ts';

/** What a topic is followed with. */
export interface MovingSettings {
  /** The name of its dialect. */
  readonly route: string;
  readonly topic: Topic;
  readonly channel: BookChannel | ValueChannel<unknown>;
  readonly scheduler: SchedulerLike;
}

/** How long a topic that is live on its new socket waits to meet the old one, in milliseconds. */
const MEET_WITHIN = 5_000;

/**
 * Follows a topic from socket to socket: `lifeOn` is its life on one, which lets an account's state settle for so long. When its socket begins to retire, it is followed on
 * another as well, and left there only once it is live here and has caught up, so that nothing is missing and nothing comes
 * twice: happenings are told by their ids, books by their sequence where they have one, an account by its state. Nothing is said of it but a second
 * `live`, that of the new epoch.
 *
 * Where the old socket is lost before, the topic goes on on the new one as it is, from `stale` on. Errors as `lifeOn` does;
 * completes never.
 */
export function movingTopic(
  { withSlot }: Pick<SocketPool, 'withSlot'>,
  lifeOn: (slot: SocketSlot, settle: () => number) => Observable<FeedEvent<unknown>>,
  { route, topic, channel, scheduler }: MovingSettings,
): Observable<FeedEvent<unknown>> {
  const isBook = channel.kind === 'book';
  const areHappenings = !isBook && channel.state === undefined && HAPPENINGS.has(topic.subscription.channel);
  return defer(() => {
    const moves$ = new Subject<void>();
    let isFirst = true;
    let above = 0;
    let isLive = false;
    let told: unknown;
    // Where both sockets are lost it begins anew, but its epochs go on, and since when nothing is known stays.
    let epoch = 0;
    let lostSince: number | undefined;
    // Some venues begin a subscription with what was told last: after a loss it would come twice.
    const isNews = areHappenings ? recentIds() : undefined;
    const on = (slot: SocketSlot): Observable<FeedEvent<unknown>> =>
      merge(
        lifeOn(slot, () => (isLive ? MEET_WITHIN : 0)),
        slot.retires$.pipe(
          tap(() => {
            above = slot.epoch();
            moves$.next();
          }),
          ignoreElements(),
        ),
      );
    const leg$ = defer(() => {
      const life$ = withSlot(route, topic, on, () => Math.max(above, epoch));
      const isAlone = isFirst || !isBook;
      isFirst = false;
      return isAlone
        ? life$
        : life$.pipe(catchUp({ isAbreast: (value) => !isOlder(value, told), within: MEET_WITHIN, scheduler }));
    });
    return leg$.pipe(
      rotate({
        when: moves$,
        isReady: ({ kind }) => kind === 'live',
        isLost: ({ kind }) => kind === 'stale',
        ...(areHappenings ? { keyOf } : {}),
        maxOverlap: Number.POSITIVE_INFINITY,
        meetWithin: MEET_WITHIN,
        scheduler,
      }),
      repeat(),
      filter((event) => isNews === undefined || event.kind !== 'data' || isNews(idOf(event))),
      map((event) =>
        event.kind === 'stale' && event.epoch < epoch ? { ...event, epoch, since: lostSince ?? event.since } : event,
      ),
      tap((event) => {
        told = event.kind === 'data' ? event.value : undefined;
        if (event.kind === 'data') return;
        isLive = event.kind === 'live';
        epoch = Math.max(epoch, event.epoch);
        lostSince = event.kind === 'stale' ? event.since : undefined;
      }),
    );
  });
}

function keyOf(event: FeedEvent<unknown>): unknown {
  return event.kind === 'data' ? idOf(event) : undefined;
}

function idOf({ value }: { readonly value: unknown }): string {
  return (value as { readonly id: string }).id;
}

/** Whether a book's sequence is below another's. Where they cannot be compared, it is not. */
function isOlder(book: unknown, than: unknown): boolean {
  const sequence = sequenceOf(book);
  const other = sequenceOf(than);
  return sequence !== undefined && other !== undefined && changeOrder(sequence, other) < 0;
}

function sequenceOf(book: unknown): string | undefined {
  return (book as OrderBook | undefined)?.sequence;
}
