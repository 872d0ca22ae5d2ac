/** Why a venue refused a request. */
export interface Rejection {
  /** The venue's own words, never what was sent. The engine cuts them to 200 characters. */
  readonly reason: string;
  /** The venue's own code, where it has one. */
  readonly code?: string;
  /**
   * It is no refusal: the venue itself does not know what became of the request (a timeout between its own machines). The
   * request ends as unanswered, `outcome-unknown` if not idempotent. Default false.
   */
  readonly isUnknown?: boolean;
}

/** What a dialect says of requests and their replies: data and pure functions. What one of them throws on stays unanswered. */
export interface RequestRule<M = unknown> {
  /**
   * Which ids the venue takes: `int` refuses any other that a caller chooses, `text` sends all as text. Default: whole
   * numbers are made, and what a caller chooses goes as it is.
   */
  readonly ids?: 'int' | 'text';
  /**
   * Whether a reply is the last one, where the caller says neither how many there are nor which is the last. Default: the
   * first is.
   */
  isFinal?(reply: M): boolean;
  /** The refusal that a reply is, if it is one: it ends the request, whatever else was to come. Default: none is. */
  rejectionOf?(reply: M): Rejection | undefined;
}
