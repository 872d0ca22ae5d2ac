import type { BookChange } from '../market/marketBook.ts';
import { bookSender } from './bookSender.ts';
import type { BookWindow } from './bookWindow.ts';
import type { Desk } from './desk.ts';
import { checksumOf } from './checksumOf.ts';

/** Tells all who follow the book what their windows have seen: one frame each, none where that is nothing. */
export function tellBooks(desk: Desk, windows: readonly BookWindow[], time: number): void {
  const changed = windows.filter(({ levels }) => levels.bid.length + levels.ask.length > 0);
  if (changed.length === 0) return;
  const rest = { type: 'update', checksum: checksumOf(desk.shown), time: desk.stamp(time) } as const;
  for (const { depth, levels } of changed) {
    const send = bookSender(desk, { ...levels, ...rest });
    for (const topic of desk.topics) if (topic.wish.depth === depth) send(topic);
  }
}

/** Makes one change and tells of it. */
export function tellBookChange(desk: Desk, time: number, change: () => BookChange | undefined): void {
  const windows = desk.windows();
  const happened = change();
  if (happened === undefined) return;
  for (const { see } of windows) see(happened);
  tellBooks(desk, windows, time);
}
