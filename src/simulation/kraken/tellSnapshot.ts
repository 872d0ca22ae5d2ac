import { bookSender } from './bookSender.ts';
import { ohlcText, tickerText, tradeText } from './dataFrames.ts';
import type { Desk } from './desk.ts';
import { checksumOf } from './checksumOf.ts';
import type { Topic } from './topic.ts';

/** Tells the state a topic starts from. */
export function tellSnapshot(desk: Desk, topic: Topic, now: number): void {
  const { market, shown, history, stamp } = desk;
  const { wish, send } = topic;
  switch (wish.channel) {
    case 'book': {
      const [bid, ask] = [shown.levels('bid').slice(0, wish.depth), shown.levels('ask').slice(0, wish.depth)];
      return bookSender(desk, { type: 'snapshot', bid, ask, checksum: checksumOf(shown), time: stamp(now) })(topic);
    }
    case 'trade':
      return send(tradeText(market, 'snapshot', history(now).trades));
    case 'ticker':
      return send(tickerText(market, 'snapshot', history(now).total, stamp(now)));
    case 'ohlc': {
      const minutes = wish.interval ?? 1;
      return send(ohlcText(market, 'snapshot', { minutes, bars: history(now).bars(minutes), time: stamp(now) }));
    }
  }
}
