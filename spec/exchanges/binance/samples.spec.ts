import { describe, expect } from '@jest/globals';
import { decoderOf } from '../../../src/codec/jsonCodec.ts';
import { binance } from '../../../src/exchanges/binance/index.ts';
import type { Dialect } from '../../../src/protocol/dialect.ts';
import { isRow } from '../../../src/protocol/fields.ts';
import type { DataMessage, Incoming } from '../../../src/protocol/incoming.ts';
import { sampleFrames } from '../../helpers/sampleFrames.ts';

const { files, samplesOf, sampled, notice } = sampleFrames('binance');

const streamOf = (message: unknown): string => (isRow(message) ? String(message['stream']) : '');
const eventOf = (message: unknown): string => (isRow(message) ? String(message['e']) : '');

const PUBLIC =
  /^(trade|aggTrade|blockTrade|kline|24hr(Mini)?Ticker|1hTicker|avgPrice|referencePrice|bookTicker|depthUpdate|markPriceUpdate)$/;
const NOTHING = /^(balanceUpdate|listStatus|externalLockUpdate|TRADE_LITE|ALGO_UPDATE)$/;
const accountEventOf = (message: unknown): string =>
  isRow(message) && isRow(message['event']) ? eventOf(message['event']) : eventOf(message);

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Readonly<Record<string, (message: unknown) => boolean>> = {
  'a request of ours': (message) => isRow(message) && 'method' in message,
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
  'a part of an answer, as the documentation shows it': (message) =>
    isRow(message) && !('id' in message) && !('stream' in message) && !('event' in message) && !('e' in message),
  'a list in place of which the documentation shows nothing': (message) => Array.isArray(message),
};

const dialects: readonly Dialect[] = Object.values(binance.dialects);

/** What a message is to the first dialect to which it is anything, in a word; nothing where it is nothing to any. */
function fateOf(raw: string): readonly string[] {
  for (const dialect of dialects) {
    const incoming = dialect.classify(decoderOf(dialect.codec)(raw));
    if (incoming.kind === 'unknown') continue;
    if (incoming.kind !== 'data') return [incoming.kind];
    const values = valuesOf(dialect, incoming);
    if (values.length > 0) return values;
  }
  return [];
}

function valuesOf(dialect: Dialect, message: DataMessage & Incoming): readonly string[] {
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

describe('the sample frames of Binance', () => {
  sampled.each(files)(`each yield something, or are known not to: %s${notice}`, (file) => {
    const nothing: string[] = [];
    for (const { raw } of samplesOf(file)) {
      const message: unknown = JSON.parse(raw);
      const reason = Object.keys(REASONS).find((each) => REASONS[each]?.(message));
      const fate = fateOf(raw);
      if (fate.length === 0 && reason === undefined) nothing.push(raw.slice(0, 200));
    }
    expect(nothing).toEqual([]);
  });

  sampled(`tell of an account what they say${notice}`, () => {
    const fates = samplesOf('examples-nautilus.jsonl').flatMap(({ raw }) =>
      raw.includes('_UPDATE') || raw.includes('"event"') ? [fateOf(raw).join()] : [],
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
      return stream === undefined ? [] : [`${stream} ${fateOf(JSON.stringify({ stream, data })).join()}`];
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
