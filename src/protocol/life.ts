/**
 * How long a venue lets a connection live. Before that is over its topics are moved to another connection, each as soon as
 * it is live there, and its consumers see nothing of it.
 */
export interface Life {
  /** Milliseconds from opening to the venue's cut. */
  readonly max: number;
  /**
   * How long before the cut to begin, in milliseconds; by chance up to as long again, so that not all move at once, but never
   * before half the life. It takes a dial, all subscriptions, and five seconds more. Default: a tenth of `max`, at most 600,000.
   */
  readonly early?: number;
}

/**
 * What a venue's notice asks for.
 *
 * - `migrate`: the connection will be cut. Its topics are moved to another one as at the end of its {@link Life}, at once.
 * - `reconnect`: the connection is no good any more. It is dropped and dialled again; its topics are stale (`connection-lost`).
 * - `resubscribe`: what was subscribed is no more. Each topic of the connection is stale (`unsubscribed-by-venue`) and asked for anew.
 */
export type NoticeAction = 'migrate' | 'reconnect' | 'resubscribe';
