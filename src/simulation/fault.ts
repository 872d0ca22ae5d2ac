/**
 * Everything that can be made to go wrong, as data: sorted, drawn from a seed, shortened, stored.
 *
 * `t` is milliseconds after the first connection (ignored by `inject`). `target` is a symbol (`BTC/USD`) or the id of a
 * socket as the journal names it (`s2`); without one a fault hits whatever it can. Faults of the link act on sockets at
 * once. Those that say *next* wait until something comes that they can hit, and hit it once.
 */
export type Fault = { [K in FaultKind]: FaultOf<K> }[FaultKind];

/** The kinds of fault there are. */
export type FaultKind = keyof FaultArgs;

/** A fault of one kind. */
export interface FaultOf<K extends FaultKind> {
  readonly t: number;
  readonly kind: K;
  readonly target?: string;
  readonly args: FaultArgs[K];
}

/** What each kind of fault is told. Durations are milliseconds. */
export interface FaultArgs {
  /** Ends sockets: with `code`, by a close frame (1000, 1012, ...); without, as a cut cable does (1006). */
  drop: { readonly code?: number; readonly reason?: string };
  /**
   * For so long no dial succeeds and REST is down; open sockets live on. With `status` the answer is that of HTTP, with
   * Retry-After where `retryAfter` (milliseconds) says so; without, no answer: the connection is reset.
   */
  outage: { readonly for: number; readonly status?: number; readonly retryAfter?: number };
  /** Half-open sockets: nothing is sent any more, heartbeats and pongs neither, and nothing is read. For so long, or for ever. */
  silence: { readonly for?: number };
  /** A frame that no client can read: text that is cut off in the middle, or bytes where the venue sends text. */
  garbage: { readonly form?: 'text' | 'binary' };
  /** Subscriptions that are served now get no more data for so long, or for ever; acknowledgements and heartbeats go on. */
  freeze: { readonly channel?: string; readonly for?: number };
  /** The next book frame has a checksum that is wrong. */
  'wrong-checksum': NoArgs;
  /** The next book update is not sent; those after it are. */
  'drop-delta': NoArgs;
  /** The next book update is sent twice. */
  'duplicate-delta': NoArgs;
  /** For so long the book shows a bid above its best ask, all checksums true. */
  'crossed-book': { readonly for: number };
  /** Subscribing is refused for so long, or for ever, in the words of `error` or else as an unknown symbol. */
  'refuse-symbol': { readonly for?: number; readonly error?: string };
  /** The next acknowledgement comes `by` milliseconds late. The data does not wait for it. */
  'delay-ack': { readonly by: number };
  /** The next acknowledgement is not sent. The data is. */
  'lose-ack': NoArgs;
  /** The next acknowledgement is sent twice. */
  'repeat-ack': NoArgs;
  /** The venue ends subscriptions that it serves, and says so, or says nothing where `silent`. */
  unsubscribe: { readonly channel?: string; readonly silent?: boolean };
  /** A frame of a kind the client has never heard of. */
  'unknown-frame': NoArgs;
  /** The venue's complaint about too many messages. */
  'exceeded-rate': NoArgs;
  /** The state of the whole venue, told to all. */
  'system-status': { readonly system: SystemStatus };
  /** After the next unsubscription one more frame of data comes. */
  'late-data': NoArgs;
  /** For so long markets stand still: nothing trades, no book changes. What was due is not made up for. */
  halt: { readonly for: number };
  /** The next book update goes on from a number smaller than the one before, as after maintenance, where the venue does so. */
  'reset-sequence': NoArgs;
  /** For so long, or for ever, books that are subscribed begin without a snapshot, where the venue can be so. */
  'withhold-snapshots': { readonly for?: number };
  /** Sockets are told that they will end, where the venue does so, and end after so many milliseconds. Default: the venue's own time. */
  'announce-close': { readonly in?: number };
  /**
   * The crowd takes from the market: so much, at this price or better. Without `size` all there is up to `price`, without either
   * about as much as a level holds. Customers' orders that lie there are filled, in part where it ends within one.
   */
  sweep: { readonly side: 'buy' | 'sell'; readonly size?: string; readonly price?: string };
  /**
   * The crowd fills an open order, named by its id or the customer's, or else the oldest: so much of it, or all. What the crowd has
   * before it is withdrawn; other customers' orders that come before it are filled first.
   */
  'fill-order': { readonly order?: string; readonly size?: string };
  /** So much of an asset is paid in, or taken out where it is less than zero, as decimal text. The target is an account's key. */
  transfer: { readonly asset: string; readonly amount: string };
  /** The next order is refused. */
  'refuse-order': NoArgs;
  /** The next order that would rest is taken on, then canceled by the venue. */
  'fail-order': NoArgs;
  /** The next reply to a request about orders comes `by` milliseconds late, though it was done at once. */
  'delay-reply': { readonly by: number };
  /**
   * The next request about orders is done, but its reply is not sent (where the venue sends two, its last one). With `drop` the
   * socket is cut instead.
   */
  'lose-reply': { readonly drop?: boolean };
  /** The next word on an account's orders or balances is not sent. Its number, where the venue counts, is used up. */
  'lose-event': NoArgs;
  /** The next word on an account's orders or balances is sent twice. */
  'repeat-event': NoArgs;
  /** The next reply to a request about orders comes after the words on what it did. */
  'early-event': NoArgs;
  /** Logins end in the middle of the session: tokens and signatures that were good are so no more. */
  'end-login': NoArgs;
  /** For so long REST tells each book as it stands now: older than what is told beside it. */
  'stale-snapshot': { readonly for: number };
  /** For so long changes of books come `by` milliseconds late; snapshots do not, and are newer than what is told beside them. */
  'slow-deltas': { readonly by: number; readonly for: number };
  /** What comes of the next request about orders nobody can say: it is done, or not, and the venue says that it does not know. */
  'unknown-outcome': { readonly executed?: boolean };
}

/** The states a venue can be in. */
export type SystemStatus = 'online' | 'maintenance' | 'cancel_only' | 'post_only';

/** Nothing is to be told. */
export type NoArgs = Readonly<Record<string, never>>;

/** Faults that sockets suffer, whatever the venue. */
export type SocketFault = FaultOf<'drop'> | FaultOf<'silence'> | FaultOf<'garbage'>;

/** Faults that wait for what they can hit. */
export type ArmedFault =
  | FaultOf<'wrong-checksum'>
  | FaultOf<'drop-delta'>
  | FaultOf<'duplicate-delta'>
  | FaultOf<'delay-ack'>
  | FaultOf<'lose-ack'>
  | FaultOf<'repeat-ack'>
  | FaultOf<'late-data'>
  | FaultOf<'refuse-order'>
  | FaultOf<'fail-order'>
  | FaultOf<'delay-reply'>
  | FaultOf<'lose-reply'>
  | FaultOf<'lose-event'>
  | FaultOf<'repeat-event'>
  | FaultOf<'early-event'>
  | FaultOf<'unknown-outcome'>;

/** Faults that the exchange behind a venue commits. */
export type ExchangeFault = FaultOf<'sweep'> | FaultOf<'fill-order'> | FaultOf<'transfer'>;

/** Faults that a venue commits in its own language. */
export type VenueFault = Exclude<Fault, SocketFault | ArmedFault | ExchangeFault | FaultOf<'outage'> | FaultOf<'halt'>>;

/** Whether a fault hits what carries these names. */
export function isTarget({ target }: Pick<Fault, 'target'>, ...names: readonly (string | undefined)[]): boolean {
  return target === undefined || names.includes(target);
}
