import { type BookFrame, bookText } from './dataFrames.ts';
import type { Desk } from './desk.ts';
import type { Topic } from './topic.ts';

/** Sends book frames of one kind to one or many; the text is made once, and anew only for a frame that is to be wrong. */
export function bookSender({ market, armed }: Desk, frame: BookFrame): (topic: Topic) => void {
  let text: string | undefined;
  return ({ wish, socket, send }) => {
    const { symbol } = wish;
    if (frame.type === 'update' && armed.take('drop-delta', symbol, socket) !== undefined) return;
    if (armed.take('wrong-checksum', symbol, socket) !== undefined) {
      return send(bookText(market, { ...frame, checksum: (frame.checksum ^ 1) >>> 0 }));
    }
    text ??= bookText(market, frame);
    send(text);
    if (frame.type === 'update' && armed.take('duplicate-delta', symbol, socket) !== undefined) send(text);
  };
}
