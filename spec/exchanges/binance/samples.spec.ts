import { describe, expect } from '@jest/globals';
import { decoderOf } from '../../../src/codec/jsonCodec.ts';
import { apiAskId } from '../../../src/exchanges/binance/apiAskId.ts';
import { askId } from '../../../src/exchanges/binance/askId.ts';
import { binance } from '../../../src/exchanges/binance/index.ts';
import type { Dialect } from '../../../src/protocol/dialect.ts';
import { isRow, type Row } from '../../../src/protocol/fields.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';
import { replyWords } from '../../helpers/replyWords.ts';
import {
  fateCounts,
  fatesOf,
  isUnexplained,
  needlessReasons,
  type Outcome,
  outcomesOf,
  type Reasons,
} from '../../helpers/sampleFates.ts';
import { type Sample, sampleFrames } from '../../helpers/sampleFrames.ts';

const { files, samplesOf, sampled, notice } = sampleFrames('binance');

/** What a client sends, which the documentation shows among what is received. */
const isRequest = ({ raw }: Sample): boolean => {
  const message: unknown = JSON.parse(raw);
  return isRow(message) && 'method' in message;
};
const receivedIn = (file: string): readonly Sample[] => samplesOf(file).filter((sample) => !isRequest(sample));

const streamOf = (message: unknown): string => (isRow(message) ? String(message['stream']) : '');
const eventOf = (message: unknown): string => (isRow(message) ? String(message['e']) : '');

const PUBLIC =
  /^(trade|aggTrade|blockTrade|kline|24hr(Mini)?Ticker|1hTicker|avgPrice|referencePrice|bookTicker|depthUpdate|markPriceUpdate)$/;
const NOTHING = /^(balanceUpdate|listStatus|externalLockUpdate|TRADE_LITE|ALGO_UPDATE)$/;
const accountEventOf = (message: unknown): string =>
  isRow(message) && isRow(message['event']) ? eventOf(message['event']) : eventOf(message);

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Reasons = {
  'made by its source, as it says, and never sent': (message) => isRow(message) && message['generated'] === true,
  'spot listenKeys are no more, and with them their streams': (message) => /^[A-Za-z0-9]{40,}$/.test(streamOf(message)),
  'no channel of ours: liquidations, index prices': (message) =>
    /@(forceOrder|indexPrice)/.test(streamOf(message)) || /^forceOrder$/.test(eventOf(message)),
  'settlements, which are no trades of the market': (message) =>
    isRow(message) && isRow(message['data']) && /^(INSURANCE_FUND|ADL|NA)$/.test(String(message['data']['X'])),
  // Told by streams in an envelope alone: see what they give in one.
  'no envelope, which is asked for': (message) =>
    isRow(message) && ('lastUpdateId' in message || 'B' in message || PUBLIC.test(eventOf(message))),
  // Balances and orders are told beside: what came and went, lists of orders, trades in short, orders of the algo service.
  'events of an account that add nothing': (message) => NOTHING.test(accountEventOf(message)),
  'events of spot without the envelope that they come in now': (message) =>
    /^(executionReport|outboundAccountPosition|balanceUpdate)$/.test(eventOf(message)),
  'a part of an answer, as its source shows it': (message) =>
    isRow(message) && ('openTime' in message || ('orderId' in message && !('e' in message))),
  'a list in place of which the documentation shows nothing': (message) => Array.isArray(message),
};

/** A dialect by its name. */
function dialectOf(name: string): Dialect {
  const dialect = binance.dialects[name];
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  return dialect;
}

/** What was asked by an id, and in a chapter of the documentation, for answers there bear other ids at times. */
const asked = new Map<unknown, string>(
  (notice === '' ? files.flatMap(samplesOf).filter(isRequest) : []).flatMap(({ src, raw }) => {
    const { id, method } = JSON.parse(raw) as Row;
    return [id, src].map((key) => [key, String(method)] as const);
  }),
);
const methodOf = (message: unknown, src: string): string =>
  asked.get(src) ?? (isRow(message) ? asked.get(message['id']) : undefined) ?? '';

/** A message as the answer to what the client itself asks to subscribe, or to see what is subscribed: by an id of its own. */
function inAnswer(message: unknown, method: string): unknown {
  if (!isRow(message) || !('id' in message)) return message;
  if (/^(UN)?SUBSCRIBE$|^LIST_SUBSCRIPTIONS$/.test(method)) return { ...message, id: askId(1) };
  return /^(userDataStream|session\.subscriptions)/.test(method) ? { ...message, id: apiAskId(1) } : message;
}

/** Who may hear a message: answers of the WebSocket API alone have a status. */
const hearersOf = (message: unknown): readonly Dialect[] =>
  isRow(message) && 'status' in message ? [dialectOf('spot-api')] : Object.values(binance.dialects);

/** What a message comes to with the first dialect to which it is anything, in words; nothing where it is nothing to any. */
function fateOf(raw: string, src: string): readonly string[] {
  const plain: unknown = JSON.parse(raw);
  const method = methodOf(plain, src);
  for (const dialect of hearersOf(plain)) {
    const message = inAnswer(decoderOf(dialect.codec)(raw), method);
    const incoming = dialect.classify(message);
    const fate =
      incoming.kind === 'reply'
        ? fateOfReply(dialect, message, method)
        : fatesOf(incoming, (data) => valuesOf(dialect, data));
    if (fate.length > 0) return fate;
  }
  return [];
}

/** What is asked about one order: of a list, which is canceled with it. */
const ABOUT_ONE = /^order\.(place|cancel|cancelReplace|amend\.keepPriority)$/;
const ONE = { symbol: 'BTC/USDT', clientOrderId: 'Tnu2IP0J5Y4mxw3IATBfmW' };

/** What a reply comes to. That of what nothing of ours asks is told to whoever did, as it is. */
function fateOfReply(dialect: Dialect, reply: unknown, method: string): readonly string[] {
  const { orders, channels } = dialect;
  const context = { exchange: 'binance', subscription: { channel: 'orders' }, instrumentOf: () => undefined } as const;
  const query = [orders?.find?.(ONE, context), ...(channels.orders?.state?.queries?.(context) ?? [])].find(
    (each) => each?.kind === 'socket' && (each.message as Row)['method'] === method,
  );
  if (query !== undefined)
    return replyWords(dialect, reply, { what: method, read: (it) => [query.read(it, 1) ?? []].flat() });
  if (ABOUT_ONE.test(method)) return replyWords(dialect, reply, { what: method, items: [ONE] });
  return replyWords(dialect, reply, { what: method === 'openOrders.cancelAll' ? method : 'a request' });
}

function valuesOf(dialect: Dialect, message: DataMessage): readonly string[] {
  const subscription =
    dialect.shows?.(message) ?? (message.route === 'account' ? { channel: 'orders' as const } : undefined);
  const channel = subscription && dialect.channels[subscription.channel];
  if (subscription === undefined || channel === undefined) return [];
  if (channel.kind === 'book') {
    const wire = channel.topicOf(subscription).subscription;
    return [`${(channel.variantOf?.(wire) ?? channel).read(message.payload).kind} of a book`];
  }
  const read = channel.reader({ exchange: 'binance', symbol: subscription.symbol ?? '' });
  const values = read(message.payload, 0) as readonly { readonly kind: string }[];
  return values.map(({ kind }) => kind);
}

const outcomesIn = (file: string): readonly Outcome[] =>
  outcomesOf(receivedIn(file), decoderOf(dialectOf('spot').codec), fateOf, REASONS);

describe('the sample frames of Binance', () => {
  sampled.each(files)(`in %s yield something or are listed with the reason why not${notice}`, (file) => {
    const outcomes = outcomesIn(file);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(isUnexplained)).toEqual([]);
  });

  sampled(`need each of the reasons${notice}`, () =>
    expect(needlessReasons(files.flatMap(outcomesIn), REASONS)).toEqual([]),
  );

  sampled(`hold each kind of thing at least once${notice}`, () => {
    expect(files.flatMap(samplesOf).filter(isRequest)).toHaveLength(75);
    expect(fateCounts(files.flatMap(receivedIn), fateOf)).toEqual({
      // Most of what the WebSocket API answers is asked by nothing of ours.
      'a request: answered': 64,
      'a request: rejected': 2,
      'account.status: balance': 3,
      ack: 8,
      balance: 6,
      candle: 2,
      'delta of a book': 11,
      fill: 7,
      mark: 4,
      notice: 3,
      'openOrders.cancelAll: answered': 1,
      'openOrders.status: order': 1,
      order: 11,
      'order.amend.keepPriority: accepted': 2,
      'order.cancel: accepted': 2,
      'order.cancelReplace: accepted': 1,
      'order.cancelReplace: rejected': 6,
      'order.place: accepted': 4,
      'order.place: rejected': 1,
      'order.status: order': 1,
      position: 3,
      quote: 3,
      refusal: 3,
      ticker: 5,
      trade: 8,
    });
  });

  sampled(`tell of an account what they say${notice}`, () => {
    const fates = samplesOf('examples-nautilus.jsonl').flatMap(({ raw }) =>
      raw.includes('_UPDATE') || raw.includes('"event"') ? [fateOf(raw, '').join()] : [],
    );
    expect(Object.fromEntries(fates.map((fate) => [fate, fates.filter((each) => each === fate).length]))).toEqual({
      '': 4,
      order: 3,
      'fill,order': 7,
      balance: 2,
      'balance,position,position,position': 1,
    });
  });

  sampled(`without an envelope give in one what the documentation says${notice}`, () => {
    const told = samplesOf('examples-docs.jsonl').flatMap(({ src, raw }) => {
      const data: unknown = JSON.parse(raw);
      const names: Readonly<Record<string, string>> = {
        'Aggregate Trade Streams': 'bnbbtc@aggTrade',
        'Trade Streams': 'bnbbtc@trade',
        'Individual Symbol Ticker Streams': 'bnbbtc@ticker',
        'Individual Symbol Book Ticker Streams': 'bnbusdt@bookTicker',
        'Partial Book Depth Streams': 'bnbbtc@depth5@100ms',
        'Diff. Depth Stream': 'bnbbtc@depth',
        'Kline/Candlestick Streams for UTC': 'bnbbtc@kline_1m',
      };
      const stream = names[src.split('# ')[1] ?? ''];
      return stream === undefined ? [] : [`${stream} ${fateOf(JSON.stringify({ stream, data }), '').join()}`];
    });
    expect(told).toEqual([
      'bnbbtc@aggTrade trade',
      'bnbbtc@trade trade',
      'bnbbtc@kline_1m candle',
      'bnbbtc@ticker ticker',
      'bnbusdt@bookTicker quote',
      'bnbbtc@depth5@100ms snapshot of a book',
      'bnbbtc@depth delta of a book',
    ]);
  });
});
