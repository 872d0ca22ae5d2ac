import type { SignedText } from './signedText.ts';
import type { SendContext } from './sendContext.ts';
import type { Topic } from './topic.ts';

/**
 * How an answer is brought to the request that it answers. An id that is known goes before everything else; what an answer
 * without one means, differs:
 *
 * - `id`: an acknowledgement without it answers nobody. With an `item` beside the id it answers that topic alone, else all
 *   topics of the frame. The default.
 * - `echo`: it repeats what was asked for: the oldest request of that verb for that `item` is answered. Items must then tell
 *   all topics of a socket apart.
 * - `state`: it lists by `items` all that is subscribed now: what was asked for and is there, or was to end and is not, is
 *   answered; what was acknowledged before and is missing has been ended by the venue.
 * - `fifo`: nothing names it: the oldest frame of that verb is answered.
 * - `first-data`: there is none. The first data of a topic is its acknowledgement, however late; the end of one counts as
 *   done once it is asked for.
 * - `open`: nothing is asked for, an open connection brings it all by itself. Topics are acknowledged as soon as they are wanted.
 *
 * Whatever the rule, a refusal that has no id and an `item` is of the oldest request for that item, and one that names
 * nothing is of the oldest frame on the socket that is unanswered (of its verb, if it says one).
 */
export type AckRule = 'id' | 'echo' | 'state' | 'fifo' | 'first-data' | 'open';

/** How topics are asked for and ended. */
export interface Subscribing {
  /** How answers find their requests. Default `id`. */
  readonly ack?: AckRule;
  /** Most topics in one frame. Topics of equal `batch` share frames. */
  readonly batch: number;
  /** Most bytes of one frame, encoded. A topic that is too long by itself is `invalid-options`. Default: no bound. */
  readonly maxBytes?: number;
  /**
   * Milliseconds from the ready gate in which the venue wants to be asked for something. A connection on which what is wanted
   * could not be asked for by then is lost. Default: no such time.
   */
  readonly deadline?: number;
  /** The text to sign for a frame of private topics, just before it leaves. Needs `auth`. Default: nothing is signed. */
  sign?(verb: 'subscribe' | 'unsubscribe', topics: readonly Topic[], context: SendContext): SignedText;
  /** The request for topics of one batch, made as it leaves. */
  subscribe(topics: readonly Topic[], context: SendContext): unknown;
  /** The request that ends topics of one batch. */
  unsubscribe(topics: readonly Topic[], context: SendContext): unknown;
}
