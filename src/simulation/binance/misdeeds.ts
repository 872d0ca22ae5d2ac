import { type FaultOf, isTarget, type VenueFault } from '../fault.ts';
import type { VenueWorld } from '../venueSide.ts';
import type { Front } from './front.ts';
import type { MarketFeed } from './marketFeed.ts';
import type { Product } from './product.ts';
import type { StreamSession } from './streamSession.ts';

/** A refusal that holds for a while. */
export interface Ban {
  readonly fault: FaultOf<'refuse-symbol'>;
  readonly until: number;
}

/** Whom and what faults are for. */
export interface Scene {
  readonly world: Pick<VenueWorld, 'random'>;
  readonly feed: MarketFeed;
  readonly fronts: Readonly<Record<Product, Front>>;
  readonly sessions: ReadonlySet<StreamSession>;
  readonly bans: Ban[];
}

const MINUTE = 60_000;

/** Commits a fault. What the venue has no words for (its status, checksums) it does not commit. */
export function commitMisdeed(fault: VenueFault, at: number, { feed, fronts, sessions, bans }: Scene): void {
  const targets = [...sessions].filter(({ id }) => isTarget(fault, id));
  switch (fault.kind) {
    case 'freeze':
      return sessions.forEach(({ freeze }) => freeze(fault, at));
    case 'unsubscribe':
      return sessions.forEach(({ revoke }) => revoke(fault));
    case 'crossed-book':
      return feed.cross(fault, at);
    case 'refuse-symbol':
      bans.push({ fault, until: at + (fault.args.for ?? Number.POSITIVE_INFINITY) });
      return;
    case 'unknown-frame':
      return targets.forEach(({ say }) => say('!nothingYouKnow', `{"e":"nothingYouKnow","E":${Math.floor(at)}}`));
    case 'exceeded-rate':
      if (fault.target === undefined) {
        const until = (Math.floor(at / MINUTE) + 1) * MINUTE;
        for (const { meter } of Object.values(fronts)) meter.exhaust(until);
      }
      return targets.forEach(({ close }) => close());
    default:
      return undefined;
  }
}
