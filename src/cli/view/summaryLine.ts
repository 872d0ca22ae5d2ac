import { durationText } from '../duration.ts';
import { booksText } from './booksText.ts';
import type { ViewState } from './viewState.ts';

/** What there was, in one line, when the watching ends after `duration` milliseconds. */
export function summaryLine({ panels, status }: ViewState, duration: number): string {
  const shown = [...panels.values()];
  const total = (field: 'books' | 'verified' | 'trades'): number => shown.reduce((sum, panel) => sum + panel[field], 0);
  const watches = (channel: 'book' | 'trades'): boolean => shown.some(({ feeds }) => feeds.has(channel));
  const { reconnects = 0, resyncs = 0 } = status?.counters ?? {};
  const facts = [
    ...(watches('book') ? [booksText({ books: total('books'), verified: total('verified') })] : []),
    ...(watches('trades') ? [`trades ${total('trades')}`] : []),
    `reconnects ${reconnects}`,
    `resyncs ${resyncs}`,
  ];
  return `ended after ${durationText(duration)}: ${facts.join(', ')}`;
}
