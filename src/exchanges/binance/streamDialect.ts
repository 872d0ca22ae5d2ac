import type { Dialect } from '../../protocol/dialect.ts';
import { isRow } from '../../protocol/fields.ts';
import type { Topic } from '../../protocol/topic.ts';
import { losslessNumber } from '../../util/losslessNumber.ts';
import { bookOf } from './book.ts';
import { candlesOf } from './candles.ts';
import { askId, replyIdOf } from './askId.ts';
import { classifyStream } from './classifyStream.ts';
import { errorOf } from './errorOf.ts';
import type { Market } from './market.ts';
import { fundingOf, marksOf } from './markPrice.ts';
import { quotesOf } from './quotes.ts';
import { showsOf } from './shows.ts';
import { tickerOf } from './ticker.ts';
import { tradesOf } from './trades.ts';

/** What tells one host of streams from another. */
export type StreamHost = Pick<Dialect, 'name' | 'url' | 'limits'> & Required<Pick<Dialect, 'rest'>>;

/**
 * The combined streams of a market at one of its hosts: frames are told by the name of their stream, and one answer confirms a whole
 * request. A stream that does not exist is confirmed too, and stays silent. Nothing comes where nothing trades, so each half
 * minute the venue is asked what is subscribed: that it answers proves life, and what it leaves out has ended.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
 * @see https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams
 */
export function streamDialect(market: Market, host: StreamHost): Dialect {
  return {
    ...host,
    codec: { kind: 'json', numbers: losslessNumber, levels: ['b', 'a', 'bids', 'asks'] },
    classify: classifyStream(market),
    shows: showsOf(market),
    channels: {
      trades: tradesOf(market),
      ticker: tickerOf(market),
      quotes: quotesOf(market),
      book: bookOf(market),
      candles: candlesOf(market),
      ...(market === 'spot' ? {} : { mark: marksOf(market), funding: fundingOf(market) }),
    },
    subscribing: {
      ack: 'id',
      batch: 200,
      // Larger frames may be refused.
      maxBytes: 4_096,
      subscribe: (topics, { id }) => ({ method: 'SUBSCRIBE', params: namesOf(topics), id: askId(id) }),
      unsubscribe: (topics, { id }) => ({ method: 'UNSUBSCRIBE', params: namesOf(topics), id: askId(id) }),
    },
    heartbeat: {
      every: 30_000,
      message: ({ id }) => ({ method: 'LIST_SUBSCRIPTIONS', id: askId(id) }),
      isReply: isList,
    },
    liveness: { within: 45_000, isProof: (message) => isRow(message) && ('stream' in message || isList(message)) },
    // "A single connection is only valid for 24 hours."
    life: { max: 86_400_000 },
    // Of 1,024 that a socket may carry: losing one is then not losing the market.
    capacity: { topicsPerSocket: 200 },
    ids: 'int',
    idOf: replyIdOf,
    withId: (message, id) => ({ ...(message as object), id }),
    requests: {
      rejectionOf: (reply) => (isRow(reply) && 'result' in reply ? undefined : errorOf(reply)),
    },
  };
}

function namesOf(topics: readonly Topic[]): readonly string[] {
  return topics.map(({ item }) => item);
}

function isList(message: unknown): boolean {
  return isRow(message) && Array.isArray(message['result']);
}
