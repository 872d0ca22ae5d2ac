import { isTarget, type VenueFault } from '../fault.ts';
import type { Admission } from './admission.ts';
import { limits } from './limits.ts';
import type { MarketFeed } from './marketFeed.ts';
import type { Session } from './session.ts';
import { tellWhole } from './tellStep.ts';

/** Whom faults are for. */
export interface Culprits {
  readonly sessions: Iterable<Session>;
  readonly feed: Pick<MarketFeed, 'cross' | 'desks'>;
  readonly admission: Pick<Admission, 'ban'>;
}

/** Commits a fault in Gate's language. What the venue has no words for it does not commit. */
export function commitFault(fault: VenueFault, at: number, { sessions, feed, admission }: Culprits): void {
  const targets = [...sessions].filter(({ id }) => isTarget(fault, id));
  const desks = feed.desks.filter(({ listing }) => isTarget(fault, listing.market.spec.symbol));
  switch (fault.kind) {
    case 'freeze':
      for (const { freeze } of sessions) freeze(fault, at);
      return;
    case 'unsubscribe':
      for (const { revoke } of sessions) revoke(fault);
      return;
    case 'crossed-book':
      return feed.cross(fault, at);
    case 'reset-sequence':
      // Numbers go on; but books of the second generation may be told whole again at any time.
      return desks.forEach((desk) => tellWhole(desk, Math.floor(at)));
    case 'refuse-symbol':
      return admission.ban(fault, at);
    case 'stale-snapshot':
      return desks.forEach(({ hold }) => hold(at + fault.args.for));
    case 'slow-deltas':
      return desks.forEach(({ slow }) => slow(fault.args.by, at + fault.args.for));
    case 'unknown-frame':
      return targets.forEach(({ unheardOf }) => unheardOf());
    case 'end-login':
      return targets.forEach(({ endLogin }) => endLogin());
    case 'announce-close':
      return targets.forEach(({ retire }) => retire(fault.args.in ?? limits.notice));
    default:
      return undefined;
  }
}
