import { Subscription } from 'rxjs';
import type { Topic } from '../topic.ts';
import { changesText, wholeText } from './bookTexts.ts';
import type { Desk } from './desk.ts';
import { limits } from './limits.ts';
import type { Wish } from './wish.ts';

/**
 * Begins a book for one topic: with its state, unless the venue tells none, and then, after each minute without a change, with the
 * news that there is none (`seqId` equal to `prevSeqId`). Ends with the subscription.
 */
export function beginBook(desk: Desk, topic: Topic<Wish>, tellsState: boolean, now: () => number): Subscription {
  const { listing } = desk;
  const { channel, kind } = topic.wish;
  const quiet = new Subscription();
  const tape = desk.tape(kind.depth ?? kind.top ?? 1, now());
  if (kind.top !== undefined) {
    topic.send(wholeText(listing, { channel, news: tape.state(), at: now() }));
    return quiet;
  }
  if (tellsState) topic.send(changesText(listing, { channel, news: tape.state(), at: now() }));
  let heardAt = now();
  const look = (): void => {
    const wait = Math.max(heardAt, tape.toldAt()) + limits.quiet - now();
    if (wait > 0) return quiet.add(topic.after(wait, look));
    heardAt = now();
    const { seqId } = tape.state();
    topic.send(changesText(listing, { channel, news: { bid: [], ask: [], prevSeqId: seqId, seqId }, at: heardAt }));
    quiet.add(topic.after(limits.quiet, look));
  };
  quiet.add(topic.after(limits.quiet, look));
  return quiet;
}
