import { Observable, type OperatorFunction, Subject, takeUntil } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { OrderBook } from '../model/orderBook.ts';
import type { BookFrame } from '../protocol/bookRule.ts';
import { applyFrame, type BookState, isCrossed, type StateSettings } from './bookState.ts';
import { type BookLabel, makeBook } from './orderBook.ts';
import { bestRow } from './side.ts';

/** A book frame and when it came, in milliseconds since the epoch. */
export interface BookInput {
  readonly frame: BookFrame;
  readonly receivedAt: number;
  /** A snapshot that REST gave. */
  readonly fetched?: boolean;
  /** More of the past follows at once: nothing is told before the last of it is applied. */
  readonly more?: boolean;
}

/** What following a book tells: that it may be believed, what it is, that it may not be believed for now. */
export type BookOutput =
  | { readonly kind: 'live' }
  | { readonly kind: 'data'; readonly value: OrderBook }
  | { readonly kind: 'stale'; readonly reason: 'crossed' };

/** Whose book is followed and by which rule. */
export interface FollowBookOptions extends BookLabel, StateSettings {
  /**
   * Whether a crossed book is waited out, told as `stale`, rather than an error. Default `false`. A venue in an auction
   * shows one with all its checks in order, and starting again does not help.
   */
  readonly tolerateCrossed?: boolean;
}

const LIVE: BookOutput = Object.freeze({ kind: 'live' });
const CROSSED: BookOutput = Object.freeze({ kind: 'stale', reason: 'crossed' });

/**
 * Keeps a book from its frames: `live` once the first snapshot is applied and verified, then a book a frame. A later snapshot
 * replaces the book; a delta before the first one is dropped, and so is one that the rule knows to hold nothing new. No book
 * is emitted crossed, unsorted, deeper than `depth`, or past a gap or a failed check.
 *
 * Each subscription keeps a book of its own and subscribes to the source. Completion and errors pass. Errors with
 * `protocol-violation` where a price or size is no decimal or negative, or a check is missing that the rule demands;
 * with `sequence-gap`; with `checksum-mismatch`; and with `crossed` where the best bid is not below the best ask though all checks agree,
 * unless `tolerateCrossed`: then it tells `stale` once, goes on applying and verifying, and is `live` with the first book
 * that is uncrossed. Unsubscribing drops the book and unsubscribes from the source.
 */
export function followBook(options: FollowBookOptions): OperatorFunction<BookInput, BookOutput> {
  return (source) =>
    new Observable((subscriber) => {
      const follow = following(options);
      let told: BookOutput | undefined;
      // The first book after `live`, while a consumer is being told that. What it does meanwhile must not overtake the book.
      let held: BookOutput | undefined;

      const tellHeld = (): void => {
        const data = held;
        held = undefined;
        if (data !== undefined) subscriber.next(data);
      };
      const tell = (news: BookOutput): void => {
        if (news === CROSSED) {
          if (told === CROSSED) return;
          told = CROSSED;
          subscriber.next(CROSSED);
        } else if (told === LIVE) subscriber.next(news);
        else {
          told = LIVE;
          held = news;
          subscriber.next(LIVE);
          tellHeld();
        }
      };

      // A source that emits while it is being subscribed can be left only from within the pipe.
      const left$ = new Subject<void>();
      subscriber.add(() => left$.next());
      return source.pipe(takeUntil(left$)).subscribe({
        next: (input) => {
          tellHeld();
          let news: BookOutput | undefined;
          try {
            news = follow(input);
          } catch (error) {
            subscriber.error(error);
            return;
          }
          if (news !== undefined) tell(news);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          tellHeld();
          subscriber.complete();
        },
      });
    });
}

/** A book and what each frame makes of it: nothing where there is nothing to tell. */
function following(options: FollowBookOptions): (input: BookInput) => BookOutput | undefined {
  const { exchange, symbol, unit, depth, tolerateCrossed = false } = options;
  let state: BookState | undefined;
  let untold = false;
  return ({ frame, receivedAt, fetched, more = false }) => {
    const before = state;
    state = applyFrame(options, before, frame, fetched);
    untold = untold || state !== before;
    if (state === undefined || more || !untold) return undefined;
    untold = false;
    if (isCrossed(state)) {
      if (tolerateCrossed) return CROSSED;
      throw crossedError(symbol, state);
    }
    const { bids, asks, last, verified, time } = state;
    const sequence = last === undefined ? undefined : String(last);
    const stamp = { exchange, symbol, unit, sequence, checksum: verified?.checksum, time, receivedAt };
    return { kind: 'data', value: makeBook(stamp, bids, asks, depth) };
  };
}

function crossedError(symbol: string, { bids, asks }: BookState): ColdwireError<'crossed'> {
  const [bid, ask] = [bestRow(bids)?.priceText ?? '', bestRow(asks)?.priceText ?? ''];
  return new ColdwireError('crossed', { symbol, bid, ask });
}
