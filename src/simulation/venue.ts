import type { ObservableInput, SchedulerLike } from 'rxjs';
import type { PlainOrderBook } from '../model/orderBook.ts';
import type { Frame } from '../model/seams.ts';
import type { SignedText } from '../protocol/signedText.ts';
import type { Http } from '../transport/http.ts';
import type { Transport } from '../transport/socket.ts';
import type { SimulatedAccount } from './simulatedAccount.ts';
import type { AccountState } from './exchange/customer.ts';
import type { Fault } from './fault.ts';
import type { RecordedLine } from './recordedLine.ts';

/** How a venue is simulated. */
export interface SimulateVenueOptions {
  /** Decides the market, every latency and every id. Default 1. */
  readonly seed?: number;
  /**
   * Unified symbols the venue lists; all others it refuses. Default: BTC and ETH in each of its markets, `BTC/USD` and `ETH/USD`
   * on Kraken.
   */
  readonly symbols?: readonly string[];
  /** Whom it knows: signatures are verified. Default: `demoAccount` alone. */
  readonly accounts?: readonly SimulatedAccount[];
  /** Runs all time, and its `now` is the venue's clock. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** What goes wrong, and when. Default: nothing. */
  readonly faults?: readonly Fault[];
  /**
   * The lines of a recorded session, to be served in place of a market. What was not recorded is refused, and `symbols` is
   * ignored. A subscription plays the frames of its topic from the first on, verbatim and with their recorded spacing, then
   * falls silent but for heartbeats. Acknowledgements are the recorded ones, under the client's own request id.
   */
  readonly recorded?: readonly RecordedLine[];
}

/** A simulated venue. */
export interface Venue {
  /** What it lists: unified symbols. */
  readonly symbols: readonly string[];
  /** The paths at which it is dialled. */
  readonly paths: readonly string[];
  /** Dials the venue in memory. */
  readonly transport: Transport;
  /** Asks the venue's REST side in memory, synchronously. */
  readonly http: Http;
  /**
   * Signs as the venue wants it, synchronously, with the secret of its first account. Stands in where a client wants a signer;
   * no venue but this one would take it.
   */
  readonly signer: (text: SignedText) => ObservableInput<string>;
  /**
   * Serves the venue on a port of 127.0.0.1, in Node; 0 takes any free one. Rejects where it cannot, with the runtime's
   * own error (`EADDRINUSE`) or `unsupported` where there is no Node.
   */
  listen(options: { readonly port: number }): Promise<VenueServer>;
  /**
   * The truth: the book as it stands, exactly as the venue shows it, its best `depth` levels a side. Default: the whole. Throws
   * `invalid-options` for an unlisted symbol.
   */
  book(symbol: string, depth?: number): PlainOrderBook;
  /**
   * The truth of an account: its orders, fills, balances and positions as they stand, in exact decimal texts. By its key; the first
   * account where none is said. Throws `invalid-options` for a key the venue does not know.
   */
  account(key?: string): AccountState;
  /** All frames, in order, as the venue saw them; of the latest 100,000 at least. */
  readonly journal: readonly JournalEntry[];
  /** The limits the client broke. */
  readonly violations: readonly Violation[];
  /** Makes a fault happen now. */
  inject(fault: Fault): void;
  /** Forgets the faults that still wait for what they can hit: a delta to be dropped, a reply to be lost. */
  disarm(): void;
}

/** A venue that is being served. */
export interface VenueServer {
  /** The origin of its sockets: `ws://127.0.0.1:9001`. Each endpoint lies at its real path. */
  readonly url: string;
  /** The origin of its REST side: `http://127.0.0.1:9001`. */
  readonly restUrl: string;
  /** Cuts every socket it accepted, stops listening, and resolves when nothing is left. */
  close(): Promise<void>;
}

/** One frame on the wire. */
export interface JournalEntry {
  readonly at: number;
  /** The socket's id: `s1`, `s2`, ... in the order they opened. */
  readonly socket: string;
  /** As the venue sees it: `in` came from the client. */
  readonly way: 'in' | 'out';
  readonly frame: Frame;
}

/** What a client must not do. */
export type ViolationRule =
  | 'connect-rate'
  | 'connections'
  | 'message-rate'
  | 'frame-bytes'
  | 'weight'
  | 'topics'
  | 'order-rate'
  | 'duplicate-subscription'
  | 'unknown-unsubscription'
  | 'request-form'
  | 'request-id-form'
  | 'request-id-reused'
  | 'client-order-id-reused'
  | 'signature'
  | 'not-logged-in';

/** One breach of a limit. */
export interface Violation {
  readonly at: number;
  readonly rule: ViolationRule;
  readonly detail: string;
}
