import type { ReportEvent } from '../model/reportEvent.ts';
import { errorText } from './errorText.ts';
import { printable } from './printable.ts';
import { subscriptionText } from './subscriptionText.ts';

/** A report in one line. `now` is the instant it was made, milliseconds since the epoch. */
export function reportText(report: ReportEvent, now: number): string {
  switch (report.kind) {
    case 'connecting':
      return `${report.socket}: connecting to ${report.url}${report.attempt > 0 ? ` (attempt ${report.attempt})` : ''}`;
    case 'ready':
      return `${report.socket}: ready, epoch ${report.epoch}`;
    case 'waiting':
      return `${report.socket}: next dial in ${wait(report.retryAt, now)} (attempt ${report.attempt}): ${errorText(report.error)}`;
    case 'closed':
      return `${report.socket}: closed`;
    case 'resync':
      return `${report.socket}: ${subscriptionText(report.subscription)} starts again: ${errorText(report.error)}`;
    case 'undecodable':
      return `${report.socket}: frame dropped: ${errorText(report.error)}`;
    case 'unknown-frame':
      return `${report.socket}: frame of no known kind`;
    case 'late-reply':
      return `${report.socket}: answer nobody waits for`;
    case 'notice':
      return `${report.socket}: the venue says: ${printable(report.text)}`;
  }
}

function wait(until: number, now: number): string {
  return `${Math.max(0, Math.round(until - now))} ms`;
}
