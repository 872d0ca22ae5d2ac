import type { Dialect } from '../../../protocol/dialect.ts';
import { isRow, type Row } from '../../../protocol/fields.ts';
import type { SendContext } from '../../../protocol/sendContext.ts';
import type { Topic } from '../../../protocol/topic.ts';
import { intervalMinutes } from '../intervals.ts';
import { connects, frames } from '../limits.ts';
import { book } from './book.ts';
import { candles } from './candles.ts';
import { subscriptionNamed } from './channelName.ts';
import { classify } from './classify.ts';
import { quotes } from './quotes.ts';
import { ticker } from './ticker.ts';
import { trades } from './trades.ts';

/**
 * Kraken spot WebSocket v1, public side, as archives hold it. Its numbers are texts, but for counts.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
export const v1Dialect: Dialect = {
  name: 'v1',
  url: { live: 'wss://ws.kraken.com', test: 'wss://beta-ws.kraken.com' },
  codec: { kind: 'json', numbers: 'text' },
  classify,
  shows: ({ route }) => {
    const [name = '', pair = ''] = route.split(':');
    return subscriptionNamed(name, pair);
  },
  channels: { trades, ticker, quotes, book, candles },
  subscribing: {
    batch: 100,
    subscribe: (topics, { id }) => request('subscribe', topics, id),
    unsubscribe: (topics, { id }) => request('unsubscribe', topics, id),
  },
  // As in v2, a heartbeat fills every second without data.
  liveness: {
    within: 10_000,
    isProof: (message) => Array.isArray(message) || (isRow(message) && message['event'] === 'heartbeat'),
  },
  capacity: { topicsPerSocket: 200 },
  limits: [connects, frames],
  ids: 'int',
  idOf: (message) => {
    if (!isRow(message) || message['event'] === 'subscriptionStatus') return undefined;
    return typeof message['reqid'] === 'string' ? message['reqid'] : undefined;
  },
  withId: (message, id) => ({ ...(message as Row), reqid: id }),
};

/** `{"event":"subscribe","pair":["XBT/USD","XDG/USD"],"subscription":{"name":"book","depth":10},"reqid":1}` */
function request(event: 'subscribe' | 'unsubscribe', topics: readonly Topic[], id: SendContext['id']): unknown {
  const [first] = topics as readonly [Topic];
  const { depth, interval } = first.subscription;
  return {
    event,
    pair: topics.map(({ item }) => item),
    subscription: {
      name: first.batch.split('-', 1)[0],
      ...(depth === undefined ? {} : { depth }),
      ...(interval === undefined ? {} : { interval: intervalMinutes(interval) }),
    },
    reqid: id,
  };
}
