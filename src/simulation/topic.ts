import type { Subscription } from 'rxjs';

/** One subscription of one socket, as a feed serves it; `Wish` is what was asked for, in the venue's terms. */
export interface Topic<Wish> {
  readonly wish: Wish;
  /** The socket's id. */
  readonly socket: string;
  /** Sends data, unless the topic is frozen or over. */
  readonly send: (text: string) => void;
  readonly after: (delay: number, work: () => void) => Subscription;
}
