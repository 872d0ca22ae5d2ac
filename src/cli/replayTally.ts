import type { FeedEvent, StaleReason } from '../model/feedEvent.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import { subscriptionKey } from '../model/subscription.ts';
import type { SessionLine } from '../record/sessionLine.ts';
import { isBook } from './eventJson.ts';

/** What a replayed session held. */
export interface ReplayFacts {
  /** Received frames. */
  readonly frames: number;
  readonly trades: number;
  readonly books: number;
  /** Values that are neither. */
  readonly others: number;
  /** Books that agreed with the venue's checksum, and times one did not. */
  readonly verified: number;
  readonly failed: number;
  /** Losses of trust by reason; that a feed is stale until it is first live is none. */
  readonly stale: ReadonlyMap<StaleReason, number>;
  readonly undecodable: number;
  readonly unknown: number;
  /** The first and the last recorded instant, milliseconds since the epoch. */
  readonly span?: { readonly from: number; readonly to: number };
}

/** Counts what a replay brings. */
export interface ReplayTally {
  line(line: SessionLine): void;
  event(event: FeedEvent<unknown>): void;
  report(report: ReportEvent): void;
  facts(): ReplayFacts;
}

/** A tally with nothing counted. */
export function replayTally(): ReplayTally {
  const count = { frames: 0, trades: 0, books: 0, others: 0, verified: 0, failed: 0, undecodable: 0, unknown: 0 };
  const stale = new Map<StaleReason, number>();
  const onceLive = new Set<string>();
  let span: ReplayFacts['span'];
  const countValue = (value: unknown): void => {
    if (isBook(value)) {
      count.books++;
      if (value.checksum !== undefined) count.verified++;
    } else if ((value as { readonly kind?: unknown }).kind === 'trade') count.trades++;
    else count.others++;
  };
  return {
    line: ({ t, k }) => {
      const at = t / 1_000;
      span = { from: span?.from ?? at, to: at };
      if (k === 'recv') count.frames++;
    },
    event: (event) => {
      if (event.kind === 'data') return countValue(event.value);
      const key = subscriptionKey(event.subscription);
      if (event.kind === 'live') onceLive.add(key);
      else {
        if (event.reason === 'checksum-mismatch') count.failed++;
        if (onceLive.has(key)) stale.set(event.reason, (stale.get(event.reason) ?? 0) + 1);
      }
    },
    report: ({ kind }) => {
      if (kind === 'undecodable') count.undecodable++;
      if (kind === 'unknown-frame') count.unknown++;
    },
    facts: () => ({ ...count, stale, ...(span === undefined ? {} : { span }) }),
  };
}
