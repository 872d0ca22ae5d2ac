import { errorText } from './errorText.ts';
import type { Io } from './io.ts';
import { reportText } from './reportText.ts';
import { subscriptionText } from './subscriptionText.ts';
import type { WatchEvent } from './watchEvent.ts';

/** Prints reports and failed feeds on stderr, a line each; nothing of other events. */
export function tellAside(event: WatchEvent, { stderr, clock }: Pick<Io, 'stderr' | 'clock'>): void {
  if (event.kind === 'report') stderr(`${reportText(event.report, clock.wall())}\n`);
  else if (event.kind === 'failed')
    stderr(`error: ${subscriptionText(event.subscription)}: ${errorText(event.error)}\n`);
}
