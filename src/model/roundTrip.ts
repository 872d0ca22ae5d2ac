import type { Subscription } from './subscription.ts';

/** How long the venue took to answer something, from when the frame left to its first answer, in milliseconds. */
export type RoundTrip =
  | { readonly of: 'heartbeat'; readonly ms: number }
  | {
      readonly of: 'request';
      readonly ms: number;
      /** In which lane it left: what kind of request it was. */
      readonly lane: 'cancel' | 'heartbeat' | 'order' | 'auth' | 'subscribe' | 'snapshot';
    }
  /** From asking for a topic to its acknowledgement. */
  | { readonly of: 'subscribe'; readonly ms: number; readonly subscription: Subscription };
