import type { Reader } from '../../protocol/dialect.ts';
import type { Row } from '../../protocol/fields.ts';
import { type OkxPush, rowsIn } from './push.ts';

/** Reads rows as they come, but those of a snapshot on several pages all together, with the last. */
export function paged<T>(read: (row: Row, receivedAt: number) => readonly T[]): Reader<T> {
  let pages: T[] = [];
  return (payload, receivedAt) => {
    const values = rowsIn(payload).flatMap((row) => read(row, receivedAt));
    const { eventType, lastPage } = payload as OkxPush;
    if (eventType === 'event_update') return values;
    pages.push(...values);
    if (lastPage === false) return [];
    const all = pages;
    pages = [];
    return all;
  };
}
