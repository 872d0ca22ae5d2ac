import { Subscription } from 'rxjs';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { RecordedLine } from '../recordedLine.ts';
import type { VenueWorld } from '../venueSide.ts';
import type { MarketFeed } from './marketFeed.ts';
import { type PlayedBook, playedBook } from './playedBook.ts';
import { type RecordedTopic, recordedTopics } from './recordedTopics.ts';
import { errors } from './request.ts';
import type { Topic } from './topic.ts';
import { type Wish, wishKey } from './wish.ts';

const EMPTY: PlayedBook = { bids: [], asks: [] };

/**
 * Serves a recording. Each subscription plays its topic from the first frame on; nothing moves between, and whatever the recorded
 * client did in the middle (a snapshot after a second subscription, say) is played like any other frame. Faults of the data leave
 * it as it was recorded.
 */
export function recordedFeed({ now }: VenueWorld, lines: readonly RecordedLine[]): MarketFeed {
  const topics = recordedTopics(lines);
  const symbols = new Set([...topics.keys()].map((key) => key.split(' ')[1]));
  const books = new Map<string, PlayedBook>();

  const refusal = (wish: Wish): string | undefined => {
    const topic = topics.get(wishKey(wish));
    if (topic !== undefined) return topic.depth === undefined || topic.depth === wish.depth ? undefined : errors.depth;
    if (!symbols.has(wish.symbol)) return errors.pair(wish.symbol);
    return wish.channel === 'ohlc' ? errors.interval : errors.channel;
  };
  const play = ({ wish, send, after }: Topic, { frames, depth = Number.POSITIVE_INFINITY }: RecordedTopic) => {
    const playing = new Subscription();
    const start = now();
    let next = 0;
    let book = EMPTY;
    const goOn = (): void => {
      for (let frame = frames[next]; frame !== undefined && !playing.closed; frame = frames[++next]) {
        const wait = start + frame.after - now();
        if (wait > 0) return playing.add(after(wait, goOn));
        if (wish.channel === 'book') books.set(wish.symbol, (book = playedBook(book, frame.text, depth)));
        send(frame.text);
      }
    };
    playing.add(after(0, goOn));
    return playing;
  };

  return {
    refusal,
    confirmation: (wish, id) => withId(topics.get(wishKey(wish))?.acknowledgement, id),
    serve(topic) {
      const recorded = topics.get(wishKey(topic.wish));
      return recorded === undefined ? Subscription.EMPTY : play(topic, recorded);
    },
    book(symbol) {
      if (!symbols.has(symbol)) {
        throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'a recorded symbol' });
      }
      const played = books.get(symbol) ?? EMPTY;
      return { kind: 'book', exchange: 'kraken', symbol, unit: 'base', ...played, time: now(), receivedAt: now() };
    },
    step: () => Number.POSITIVE_INFINITY,
    cross: () => {},
  };
}

/** The acknowledgement under another request id, or none. */
function withId(text: string | undefined, id: string | undefined): string | undefined {
  const bare = text?.replace(/,"req_id":\d+|"req_id":\d+,/, '');
  return id === undefined || bare === undefined ? bare : `${bare.slice(0, -1)},"req_id":${id}}`;
}
