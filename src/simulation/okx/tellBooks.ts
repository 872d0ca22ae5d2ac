import type { BookNews } from './bookTape.ts';
import { changesText, wholeText } from './bookTexts.ts';
import { channels } from './channels.ts';
import type { Desk } from './desk.ts';

/** Tells what so many changes made of the book, to all who follow it at any depth. */
export function tellBooks(desk: Desk, changes: number, at: number): void {
  for (const [depth, tape] of desk.moved(changes)) {
    const news = tape.advance(desk.seqId(), at);
    if (news === undefined) continue;
    for (const channel of desk.channels()) {
      const kind = channels.get(channel);
      if (kind?.depth === depth) tellChanges(desk, channel, news, at);
      if (kind?.top === depth) {
        const text = wholeText(desk.listing, { channel, news: tape.state(), at });
        for (const { send } of desk.topics(channel)) send(text);
      }
    }
  }
}

function tellChanges(desk: Desk, channel: string, news: BookNews, at: number): void {
  const { listing, armed, topics } = desk;
  const text = changesText(listing, { channel, news: withPassedOrder(desk, news), at });
  const { symbol } = listing.market.spec;
  for (const { send, socket } of topics(channel)) {
    if (armed.take('drop-delta', symbol, socket) !== undefined) continue;
    const isWrong = armed.take('wrong-checksum', symbol, socket) !== undefined;
    // What was once checked is now a constant: a client that still checks fails by any other number.
    const told = isWrong ? changesText(listing, { channel, news, at }, -1_404_728_636) : text;
    send(told);
    if (armed.take('duplicate-delta', symbol, socket) !== undefined) send(told);
  }
}

/** Now and then an order came and went since the last frame: its price is told as gone, though nobody saw it (recordings of 2022). */
function withPassedOrder({ shown }: Pick<Desk, 'shown'>, news: BookNews): BookNews {
  const [bid, ask] = [shown.levels('bid')[0], shown.levels('ask')[0]];
  if (news.seqId % 16 !== 0 || bid === undefined || ask === undefined || ask.ticks - bid.ticks < 2) return news;
  if (news.ask.some(({ ticks }) => ticks < ask.ticks)) return news;
  return { ...news, ask: [{ ticks: ask.ticks - 1, lots: 0 }, ...news.ask] };
}
