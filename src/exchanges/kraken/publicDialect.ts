import type { Dialect } from '../../protocol/dialect.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { SendContext } from '../../protocol/sendContext.ts';
import type { Topic } from '../../protocol/topic.ts';
import { book } from './book.ts';
import { candles } from './candles.ts';
import { venueNameOf } from './channelNames.ts';
import { classify } from './classify.ts';
import { intervalMinutes } from './intervals.ts';
import { connects, frames } from './limits.ts';
import { rejectionOf } from './rejectionOf.ts';
import { rest } from './rest.ts';
import { shows } from './shows.ts';
import { ticker } from './ticker.ts';
import { trades } from './trades.ts';

/**
 * Kraken spot WebSocket v2, public side.
 *
 * Numbers come as bare JSON numbers whose trailing zeros the checksum needs, so they are kept as text. `req_id` is an
 * integer, one acknowledgement comes back per symbol, and once anything is subscribed a `heartbeat` fills every second
 * without data: ten seconds of nothing is a dead socket.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
export const publicDialect: Dialect = {
  name: 'public',
  url: { live: 'wss://ws.kraken.com/v2', test: 'wss://beta-ws.kraken.com/v2' },
  rest,
  codec: { kind: 'json', numbers: 'text' },
  classify,
  shows,
  channels: { trades, ticker, book, candles },
  subscribing: {
    // Unpublished by Kraken; a hundred symbols keep the frame near 1 kB.
    batch: 100,
    subscribe: (topics, { id }) => request('subscribe', topics, id),
    unsubscribe: (topics, { id }) => request('unsubscribe', topics, id),
  },
  liveness: {
    within: 10_000,
    isProof: (message) => isRow(message) && typeof message['channel'] === 'string' && message['channel'] !== 'status',
  },
  // Unpublished by Kraken; small enough that losing one socket is not losing the market.
  capacity: { topicsPerSocket: 200 },
  limits: [connects, frames],
  // A text for an id is refused, without naming the request.
  ids: 'int',
  idOf: (message) => {
    if (!isRow(message) || message['method'] === 'subscribe' || message['method'] === 'unsubscribe') return undefined;
    return typeof message['req_id'] === 'string' ? message['req_id'] : undefined;
  },
  withId: (message, id) => ({ ...(message as Row), req_id: id }),
  requests: { rejectionOf },
};

/** `{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD","ETH/USD"],"depth":10,"snapshot":true},"req_id":1}` */
function request(method: 'subscribe' | 'unsubscribe', topics: readonly Topic[], id: SendContext['id']): unknown {
  const [first] = topics as readonly [Topic];
  const { channel, depth, interval, params = {} } = first.subscription;
  const { snapshot = channel !== 'trades', ...extras } = params;
  return {
    method,
    params: {
      ...extras,
      channel: venueNameOf(channel),
      symbol: topics.map(({ item }) => item),
      // An unsubscribe must repeat depth and interval.
      ...(depth === undefined ? {} : { depth }),
      ...(interval === undefined ? {} : { interval: intervalMinutes(interval) }),
      ...(method === 'subscribe' ? { snapshot } : {}),
    },
    req_id: id,
  };
}
