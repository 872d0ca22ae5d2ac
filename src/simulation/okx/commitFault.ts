import { isTarget, type VenueFault } from '../fault.ts';
import type { Admission } from './admission.ts';
import { unknownFrame } from './answers.ts';
import type { Boards } from './boards.ts';
import type { MarketFeed } from './marketFeed.ts';
import type { Session } from './session.ts';

/** Whom faults are for. */
export interface Culprits {
  readonly sessions: Iterable<Session>;
  readonly feed: Pick<MarketFeed, 'cross' | 'resetSequence'>;
  readonly board: Pick<Boards, 'tellStatus'>;
  readonly admission: Pick<Admission, 'ban' | 'withhold'>;
}

/** How long before it closes a connection the venue says so, in milliseconds. */
const NOTICE = 60_000;

/** Commits a fault in OKX's language. */
export function commitFault(fault: VenueFault, at: number, { sessions, feed, board, admission }: Culprits): void {
  const each = (work: (of: Session) => void): void => {
    for (const one of sessions) if (isTarget(fault, one.id)) work(one);
  };
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
      return feed.resetSequence(fault);
    case 'withhold-snapshots':
      return admission.withhold(fault, at);
    case 'refuse-symbol':
      return admission.ban(fault, at);
    case 'unknown-frame':
      return each(({ say }) => say(unknownFrame));
    case 'exceeded-rate':
      return each(({ complain }) => complain());
    case 'end-login':
      return each(({ endLogin }) => endLogin());
    case 'announce-close':
      return each(({ retire }) => retire(fault.args.in ?? NOTICE));
    case 'stale-snapshot':
    case 'slow-deltas':
      // Its books begin with snapshots of their own stream.
      return;
    case 'system-status':
      return board.tellStatus(fault.args.system);
  }
}
