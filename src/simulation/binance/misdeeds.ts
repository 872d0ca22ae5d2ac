import { type FaultOf, isTarget, type VenueFault } from '../fault.ts';
import type { Front } from './front.ts';
import type { ListenKeys } from './listenKeys.ts';
import type { MarketFeed } from './marketFeed.ts';
import type { Product } from './product.ts';
import type { RequestSession } from './requestSession.ts';
import type { StreamSession } from './streamSession.ts';

/** A refusal that holds for a while. */
export interface Ban {
  readonly fault: FaultOf<'refuse-symbol'>;
  readonly until: number;
}

/** Whom and what faults are for. */
export interface Scene {
  readonly feed: MarketFeed;
  readonly fronts: Readonly<Record<Product, Front>>;
  readonly streams: ReadonlySet<StreamSession>;
  readonly requests: ReadonlySet<RequestSession>;
  readonly listenKeys: ListenKeys;
  readonly bans: Ban[];
  readonly random: () => number;
}

const MINUTE = 60_000;

/** Commits a fault. What the venue has no words for (its status, checksums) it does not commit. */
export function commitMisdeed(fault: VenueFault, at: number, scene: Scene): void {
  const { feed, fronts, streams, requests, listenKeys, bans, random } = scene;
  const desks = feed.desks.filter(({ market }) => isTarget(fault, market.spec.symbol));
  const targets = [...streams, ...requests].filter(({ id }) => isTarget(fault, id));
  switch (fault.kind) {
    case 'freeze':
      return streams.forEach(({ freeze }) => freeze(fault, at));
    case 'unsubscribe':
      return streams.forEach(({ revoke }) => revoke(fault));
    case 'crossed-book':
      return feed.cross(fault, at);
    case 'refuse-symbol':
      bans.push({ fault, until: at + (fault.args.for ?? Number.POSITIVE_INFINITY) });
      return;
    case 'stale-snapshot':
      return desks.forEach(({ hold }) => hold(at + fault.args.for));
    case 'slow-deltas':
      return desks.forEach(({ slow }) => slow(fault.args.by, at + fault.args.for));
    case 'announce-close':
      return targets.forEach(({ goAway }) => goAway(fault.args.in ?? Math.floor(random() * MINUTE)));
    case 'end-login':
      if (fault.target === undefined) listenKeys.expire();
      return [...requests].filter(({ id }) => isTarget(fault, id)).forEach(({ endLogin }) => endLogin());
    case 'unknown-frame':
      return targets.forEach(({ unheardOf }) => unheardOf());
    case 'exceeded-rate':
      if (fault.target === undefined) exhaust(fronts, (Math.floor(at / MINUTE) + 1) * MINUTE);
      return targets.forEach(({ close }) => close());
    default:
      return undefined;
  }
}

function exhaust(fronts: Scene['fronts'], until: number): void {
  for (const { meter } of Object.values(fronts)) meter.exhaust(until);
}
