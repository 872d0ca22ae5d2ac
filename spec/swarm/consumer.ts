import type { Subscription as Held } from 'rxjs';
import type { Client } from '../../src/client/createClient.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import { feedRule, type TruthOf } from './feedRule.ts';
import { type Holdings, holdings } from './holdings.ts';
import type { Wish } from './plan.ts';

/** What is thrown by consumers that throw: rxjs reports it, and nothing else may come of it. */
export const CONSUMER_THREW = 'a consumer threw';

/** A subscriber of one feed, as planned. */
export interface Consumer {
  readonly wish: Wish;
  come(): void;
  leave(): void;
  /** Whether it is here and has not been told that its subscription is refused for good. */
  readonly isWaiting: () => boolean;
  readonly isLive: () => boolean;
  /** When it last heard a value. */
  readonly dataAt: () => number;
  /** When it was last told that it may believe nothing. */
  readonly staleAt: () => number;
  readonly lastBook: () => OrderBook | undefined;
  /** What it knows of an account. */
  readonly holdings: Holdings;
  readonly ended: () => string | undefined;
}

/** Where a consumer tells what it hears and what is wrong with that. */
export interface ConsumerSettings {
  readonly client: Client;
  readonly now: () => number;
  /** Whether the ids of its trades are consecutive while it is live. */
  readonly isGapFree: boolean;
  readonly truthOf: TruthOf;
  readonly told: (word: string) => void;
  readonly wrong: (what: string) => void;
  /** Looks at what was emitted for what must not be in it. */
  readonly noticed: (emitted: unknown) => void;
}

/** A consumer that has not come yet. */
export function consumer(
  wish: Wish,
  name: string,
  { client, now, isGapFree, truthOf, told, wrong, noticed }: ConsumerSettings,
): Consumer {
  const rule = feedRule(isGapFree, truthOf);
  const held = holdings();
  let following: Held | undefined;
  let left = false;
  let over = false;
  let heard = 0;
  let staleAt = Number.NEGATIVE_INFINITY;
  let dataAt = Number.NEGATIVE_INFINITY;
  let isComing = false;

  const hear = (event: FeedEvent<unknown>): void => {
    if (left) wrong(`I18 ${name} heard ${event.kind} after it left`);
    const fault = rule.heard(event) ?? (event.kind === 'data' ? held.heard(event.value) : undefined);
    if (fault !== undefined) wrong(`${fault} (${name})`);
    if (event.kind === 'stale') staleAt = now();
    if (event.kind === 'data') dataAt = now();
    if (isComing && event.kind === 'data' && wish.subscription.channel === 'trades')
      wrong(`I22 a trade of before it came (${name})`);
    told(`${name} ${word(event)}`);
    if (heard++ === wish.throwsAt) throw new Error(CONSUMER_THREW);
  };
  return {
    wish,
    come() {
      // Where chance decides what goes first at an instant, it may have left before it came.
      if (left) return;
      let isFirst = true;
      isComing = true;
      following = client.feed(wish.subscription).subscribe({
        next: (event) => {
          isFirst = false;
          hear(event);
        },
        error: (error: unknown) => {
          over = true;
          told(`${name} error ${isColdwireError(error) ? error.kind : String(error)}`);
          noticed(error);
          wrong(`I10 a feed ended with ${String(error)} (${name})`);
        },
        complete: () => wrong(`a feed completed (${name})`),
      });
      isComing = false;
      if (isFirst && !over) wrong(`no event on subscribe (${name})`);
    },
    leave() {
      left = true;
      following?.unsubscribe();
    },
    isWaiting: () => following !== undefined && !left && !over,
    isLive: rule.isLive,
    staleAt: () => staleAt,
    dataAt: () => dataAt,
    lastBook: rule.lastBook,
    holdings: held,
    ended: rule.ended,
  };
}

function word(event: FeedEvent<unknown>): string {
  if (event.kind === 'stale') return `stale ${event.reason} ${event.epoch} ${event.since}`;
  if (event.kind === 'live') return `live ${event.epoch}`;
  const { id, checksum, sequence, orderId, receivedAt } = event.value as Readonly<
    Record<string, string | number | undefined>
  >;
  return `data ${id ?? checksum ?? sequence ?? orderId ?? ''} ${receivedAt}`;
}
