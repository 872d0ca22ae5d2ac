import type { RoundTrip } from './roundTrip.ts';
import type { Subscription } from './subscription.ts';

/**
 * What happens behind the feeds, for logs and metrics. Nothing here asks for an answer: what a strategy must react to
 * comes in band. Errors are the library's own and hold neither payloads nor secrets.
 */
export type ReportEvent =
  | { readonly kind: 'connecting'; readonly socket: string; readonly url: string; readonly attempt: number }
  | { readonly kind: 'ready'; readonly socket: string; readonly epoch: number }
  /** The options allow no socket, or have not said yet by what to dial, or have changed: the socket, if any, is closed. */
  | { readonly kind: 'paused'; readonly socket: string }
  /** A dial failed or a connection was lost; the next dial is due at `retryAt`. */
  | {
      readonly kind: 'waiting';
      readonly socket: string;
      readonly attempt: number;
      readonly retryAt: number;
      readonly error: Error;
    }
  | { readonly kind: 'closed'; readonly socket: string }
  /** The venue will cut the socket: its topics move to another one. */
  | { readonly kind: 'rotating'; readonly socket: string }
  /** A topic starts again while its socket stays up. */
  | { readonly kind: 'resync'; readonly socket: string; readonly subscription: Subscription; readonly error: Error }
  /** A book's snapshot is asked for again, apart from its subscription, which holds. */
  | { readonly kind: 'refetch'; readonly socket: string; readonly subscription: Subscription; readonly error: Error }
  /** A frame or a payload could not be read; it was dropped. */
  | { readonly kind: 'undecodable'; readonly socket: string; readonly error: Error }
  | { readonly kind: 'unknown-frame'; readonly socket: string }
  /** An acknowledgement or reply nobody waits for any more. */
  | { readonly kind: 'late-reply'; readonly socket: string }
  /** How long the venue took to answer a heartbeat, a request or a subscription. */
  | ({ readonly kind: 'latency'; readonly socket: string } & RoundTrip)
  /** The venue said something; with `action`, that is what is done about it. */
  | {
      readonly kind: 'notice';
      readonly socket: string;
      readonly text: string;
      readonly action?: 'migrate' | 'reconnect' | 'resubscribe';
    };
