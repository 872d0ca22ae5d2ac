import type { ObservableNotification } from 'rxjs';
import { isSame } from './isSame.ts';
import { printValue } from './printValue.ts';

/** What rxjs compares: the notifications of an observable, or the log of its subscriptions. */
export type Timeline = readonly (Message | SubscriptionSpan)[];

interface Message {
  readonly frame: number;
  readonly notification: ObservableNotification<unknown>;
}

interface SubscriptionSpan {
  readonly subscribedFrame: number;
  readonly unsubscribedFrame: number;
}

interface Row {
  readonly frame: number;
  readonly expected: string;
  readonly actual: string;
  readonly differs: boolean;
}

/** Two timelines side by side, a line for each thing that happened, those that differ marked. */
export function timelineDiff(actual: Timeline, expected: Timeline): string {
  const frames = [...new Set([...expected, ...actual].map(frameOf))].sort((a, b) => a - b);
  const rows = frames.flatMap((frame) => rowsOf(frame, actual, expected));
  const title: Row = { frame: Number.NaN, expected: 'expected', actual: 'actual', differs: false };
  const width = Math.max(...[title, ...rows].map((row) => row.expected.length));
  const digits = Math.max(...frames.map((frame) => String(frame).length), 5);
  const line = ({ frame, expected: left, actual: right, differs }: Row): string =>
    `${differs ? '>' : ' '} ${(Number.isNaN(frame) ? 'frame' : String(frame)).padStart(digits)}  ${left.padEnd(width)}  ${right}`;
  return ['the timelines differ', ...[title, ...rows].map(line)].map((text) => text.trimEnd()).join('\n');
}

function rowsOf(frame: number, actual: Timeline, expected: Timeline): readonly Row[] {
  const [left, right] = [expected, actual].map((timeline) => timeline.filter((entry) => frameOf(entry) === frame));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  return Array.from({ length }, (_, index) => {
    const [a, b] = [right?.[index], left?.[index]];
    return { frame, expected: print(b), actual: print(a), differs: !isSame(a, b) };
  });
}

function frameOf(entry: Message | SubscriptionSpan): number {
  return 'notification' in entry ? entry.frame : entry.subscribedFrame;
}

function print(entry: Message | SubscriptionSpan | undefined): string {
  if (entry === undefined) return '-';
  if ('notification' in entry) return printNotification(entry.notification);
  const { unsubscribedFrame } = entry;
  return unsubscribedFrame === Number.POSITIVE_INFINITY ? 'subscribed, kept' : `subscribed until ${unsubscribedFrame}`;
}

function printNotification(notification: ObservableNotification<unknown>): string {
  switch (notification.kind) {
    case 'N':
      return `next ${printValue(notification.value)}`;
    case 'E':
      return `error ${printValue(notification.error)}`;
    case 'C':
      return 'complete';
  }
}
