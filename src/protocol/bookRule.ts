import type { Observable } from 'rxjs';
import type { Subscription } from '../model/subscription.ts';
import type { RestRequest } from './freshEndpoint.ts';
import type { QueryContext } from './query.ts';

/** One row of a book frame as the wire had it: exact texts, a size of zero (`0`, `0.00000000`) deletes, known or not. */
export interface RawLevel {
  readonly priceText: string;
  readonly sizeText: string;
  /** What the texts mean, where whoever read them knows: finite, from 0 up. Default: read when needed, and checked then. */
  readonly price?: number;
  readonly size?: number;
}

/**
 * A venue's number of a change of a book: a whole number from 0 up. As a number while a double holds it exactly, for those are
 * compared in no time; past 2^53 as its decimal text without leading zeros, which is exact and compared by length and digits. Of one
 * book both may come.
 */
export type BookSequence = number | string;

/** A book message in our words. */
export interface BookFrame {
  /** A snapshot is all there is and replaces what was known, whenever it comes; a delta changes it. */
  readonly kind: 'snapshot' | 'delta';
  readonly bids: readonly RawLevel[];
  readonly asks: readonly RawLevel[];
  /** The first change that a delta holds. */
  readonly first?: BookSequence;
  /** The last change it holds; of a snapshot, the last one that is in it. */
  readonly last?: BookSequence;
  /** The `last` of the frame before it, where the venue names that. */
  readonly previous?: BookSequence;
  /** What the venue says the checksum is once this frame is applied. */
  readonly checksum?: number;
  /** The venue's instant, milliseconds since the epoch. */
  readonly time?: number;
}

/** How a venue computes the checksum of a book. */
export interface ChecksumRule {
  /** How many of the best levels of each side enter. Where there are fewer, those there are. */
  readonly levels: number;
  /**
   * `asks-then-bids`: all asks from the lowest up, then all bids from the highest down. `interleaved`: best bid, best ask,
   * second bid, second ask, and so on; where one side is shorter the other goes on alone.
   */
  readonly order: 'asks-then-bids' | 'interleaved';
  /**
   * `digits`: price then size, each without its point and its leading zeros, nothing in between. `colons`: price and size as
   * the wire had them, everything joined by `:`.
   */
  readonly piece: 'digits' | 'colons';
  /** How the CRC32 (IEEE) is written. */
  readonly crc: 'unsigned' | 'signed';
  /**
   * A checksum that means none is given; so does a frame without one, then. Default: every frame carries one, and one without
   * is not believed.
   */
  readonly none?: number;
}

/**
 * How one delta follows on the frame before it; what does not is a gap, and the book starts again.
 *
 * - `contiguous`: its first change is the next one.
 * - `previous-link`: it names the last change before it. What its own last is does not matter: the same in a frame that only
 *   shows that the book is alive, a smaller one where the venue counts anew.
 * - `range`: its first change is the next one or an earlier one, its last a later one. One that holds nothing new is ignored.
 */
export type SequenceRule = 'contiguous' | 'previous-link' | 'range';

/** A snapshot that is asked for over REST while the deltas come over the socket, and spliced with them. */
export interface RestSnapshot {
  /**
   * What to ask. `url` may leave out the origin, which is the dialect's `rest` then: `/api/v3/depth?symbol=BTCUSDT`. `environment` is
   * which of the venue's worlds is asked, `live` where nothing is said.
   */
  request(subscription: Subscription, environment?: QueryContext['environment']): RestRequest;
  /**
   * The snapshot in an answer, which comes decoded as the dialect's frames are. Throws where it is not what the venue promises, and
   * `subscription-rejected` with the venue's words where it says that it will never serve this book.
   */
  read(answer: unknown): BookFrame;
  /** The same words in an answer of another status than 2xx. Default: none says so. */
  refusal?(status: number, body: string): string | undefined;
  /**
   * Which delta is the first to be applied to a snapshot of change `last`; those before are dropped, and where it has passed
   * already the snapshot is too old and asked for again.
   *
   * - `range`: that of `last` + 1 (Binance spot, Gate.io).
   * - `around`: that of `last` itself, or the next one where that names the change before it (Binance USD-M).
   * - `previous-range`: that which is later than `last` and follows on it or on an earlier one (OKX).
   */
  readonly splice: 'range' | 'around' | 'previous-range';
  /** What an answer costs of the limits that count weights. Default 1. */
  readonly weight?: number;
  /** Most deltas kept while the snapshot is awaited; more is an `overflow`. Default 1,000. */
  readonly limit?: number;
  /** How many milliseconds a snapshot may take to come in band, after all, before REST is asked. Default 0. */
  readonly patience?: number;
}

/** Puts the frames of a book in order, one order a subscription. Made by `putInOrder`. */
export type Reordering = <I extends { readonly frame: BookFrame }>(inputs$: Observable<I>) => Observable<I>;

/** How a venue's book is kept. */
export interface BookRule {
  /**
   * Where the first state comes from. A snapshot in band replaces the book whenever it comes; where every frame is one, no
   * more is needed.
   */
  readonly snapshot: 'in-band' | RestSnapshot;
  /** How deltas follow on one another. Default: they say nothing of it. */
  readonly sequence?: SequenceRule;
  /** Default: none, deltas come in order or the book starts again. */
  readonly reorder?: Reordering;
  /** Depths the venue offers, rising. */
  readonly depths: readonly number[];
  /** Levels past the subscribed depth are dropped without the venue telling, so the client must do it too. */
  readonly truncates: boolean;
  readonly checksum?: ChecksumRule;
}
