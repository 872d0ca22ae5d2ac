import type { ClientStatus } from '../model/clientStatus.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Subscription } from '../model/subscription.ts';

/** All that happens while feeds are watched. */
export type WatchEvent =
  | { readonly kind: 'feed'; readonly event: FeedEvent<unknown> }
  /** A feed ended; the others go on. */
  | { readonly kind: 'failed'; readonly subscription: Subscription; readonly error: unknown }
  | { readonly kind: 'report'; readonly report: ReportEvent }
  | { readonly kind: 'status'; readonly status: ClientStatus };
