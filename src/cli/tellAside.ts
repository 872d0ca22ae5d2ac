import type { ReportEvent } from '../model/reportEvent.ts';
import { errorText } from './errorText.ts';
import type { Io } from './io.ts';
import { reportText } from './reportText.ts';
import { subscriptionText } from './subscriptionText.ts';
import type { WatchEvent } from './watchEvent.ts';

/** How often a peer's nonsense is told, in milliseconds: it may come by the thousand. */
const NONSENSE_EVERY = 1_000;
const NONSENSE: ReadonlySet<ReportEvent['kind']> = new Set(['undecodable', 'unknown-frame', 'late-reply', 'notice']);

/**
 * Prints reports and failed feeds on stderr, a line each; nothing of other events. Of each kind of thing that a peer can send
 * without end, one line a second, with the count of those in between.
 */
export function tellAside({ stderr, clock }: Pick<Io, 'stderr' | 'clock'>): (event: WatchEvent) => void {
  const told = new Map<ReportEvent['kind'], { readonly at: number; untold: number }>();
  const tell = (report: ReportEvent): void => {
    const last = told.get(report.kind);
    const now = clock.monotonic();
    if (last !== undefined && now - last.at < NONSENSE_EVERY) {
      last.untold++;
      return;
    }
    if (NONSENSE.has(report.kind)) told.set(report.kind, { at: now, untold: 0 });
    const untold = last === undefined || last.untold === 0 ? '' : ` (and ${last.untold} more like it before)`;
    stderr(`${reportText(report, clock.wall())}${untold}\n`);
  };
  return (event) => {
    if (event.kind === 'report') tell(event.report);
    else if (event.kind === 'failed')
      stderr(`error: ${subscriptionText(event.subscription)}: ${errorText(event.error)}\n`);
  };
}
