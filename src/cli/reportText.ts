import { match } from 'ts-pattern';
import type { ReportEvent } from '../model/reportEvent.ts';
import { errorText } from './errorText.ts';
import { printable } from './printable.ts';
import { subscriptionText } from './subscriptionText.ts';

/** A report in one line. `now` is the instant it was made, milliseconds since the epoch. */
export function reportText(report: ReportEvent, now: number): string {
  const said = match(report)
    .with({ kind: 'connecting', attempt: 0 }, ({ url }) => `connecting to ${url}`)
    .with({ kind: 'connecting' }, ({ url, attempt }) => `connecting to ${url} (attempt ${attempt})`)
    .with({ kind: 'ready' }, ({ epoch }) => `ready, epoch ${epoch}`)
    .with({ kind: 'paused' }, () => 'no socket until the options allow one')
    .with({ kind: 'waiting' }, ({ retryAt, attempt, error }) => {
      const wait = Math.max(0, Math.round(retryAt - now));
      return `${errorText(error)}; next dial in ${wait} ms (attempt ${attempt})`;
    })
    .with({ kind: 'closed' }, () => 'closed')
    .with({ kind: 'rotating' }, () => 'will be cut; its topics move to another socket')
    .with(
      { kind: 'resync' },
      ({ subscription, error }) => `${subscriptionText(subscription)} starts again: ${errorText(error)}`,
    )
    .with(
      { kind: 'refetch' },
      ({ subscription, error }) => `${subscriptionText(subscription)} asks for its snapshot again: ${errorText(error)}`,
    )
    .with({ kind: 'undecodable' }, ({ error }) => `frame dropped: ${errorText(error)}`)
    .with({ kind: 'unknown-frame' }, () => 'frame of no known kind')
    .with({ kind: 'late-reply' }, () => 'answer nobody waits for')
    .with({ kind: 'latency' }, ({ of, ms }) => `${of} answered in ${Math.round(ms)} ms`)
    .with({ kind: 'notice' }, ({ text }) => `the venue says: ${printable(text)}`)
    .exhaustive();
  return `${report.socket}: ${said}`;
}
