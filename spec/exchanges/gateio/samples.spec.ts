import { describe, expect } from '@jest/globals';
import type { Channels, Dialect } from '../../../src/protocol/dialect.ts';
import { isRow, type Row, textOf } from '../../../src/protocol/fields.ts';
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
import { sampleFrames } from '../../helpers/sampleFrames.ts';
import { decoded, dialectOf } from './decoded.ts';

const { files, samplesOf, sampled, notice } = sampleFrames('gateio');

const channelOf = (message: unknown): string => {
  const channel = isRow(message) ? message['channel'] : undefined;
  return typeof channel === 'string' ? channel : '';
};
const resultOf = (message: unknown): unknown => (isRow(message) ? message['result'] : undefined);

/** Channels that no feed is made of. */
const OTHERS =
  /^(spot\.(cross_|funding_|margin_|priceorders)|futures\.(auto|contract_stats|liquidates|position_closes|public_liquidates|reduce_risk_limits))/;

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Reasons = {
  'API v2 and v3 name a method': (message) => isRow(message) && 'method' in message,
  'options are no market of ours': (message) => channelOf(message).startsWith('options.'),
  'no feed is made of the channel, nor of its end': (message) =>
    OTHERS.test(channelOf(message)) && !(isRow(message) && message['event'] === 'subscribe'),
  'a part of a frame, or an answer of REST': (message) =>
    !isRow(message) || !['channel', 'header', 'method'].some((field) => field in message),
  'abbreviated by its source: a candle without its prices': (message) => {
    const result = resultOf(message);
    const [row] = Array.isArray(result) ? result : [result];
    return isRow(row) && Object.keys(row).join('') === 'n';
  },
  'settled by the insurance fund or by force, which is no trade of the market': (message) => {
    const result = resultOf(message);
    return Array.isArray(result) && result.every((row) => isRow(row) && row['is_internal'] === true);
  },
  'a market that nobody quotes has no quote': (message) => {
    const result = resultOf(message);
    return channelOf(message).endsWith('.book_ticker') && isRow(result) && result['b'] === '' && result['a'] === '';
  },
  'kept by its source from REST, under the name of a channel': (message) => isRow(message) && 'generated' in message,
  'abbreviated by its source: an answer to a login without its channel': (message) =>
    isRow(message) &&
    isRow(message['header']) &&
    'status' in message['header'] &&
    Object.keys(message['header']).length === 1 &&
    !('ack' in message),
  'rows within rows, seen in 2021 alone': (message) => {
    const result = resultOf(message);
    return Array.isArray(result) && Array.isArray(result[0]);
  },
};

const ROUTES: Readonly<Record<string, keyof Channels>> = {
  trades: 'trades',
  tickers: 'ticker',
  book_ticker: 'quotes',
  candlesticks: 'candles',
  obu: 'book',
  order_book: 'book',
  order_book_update: 'book',
  orders: 'orders',
  usertrades: 'fills',
  balances: 'balances',
  positions: 'positions',
};

/** What becomes of a message, in words; nothing where it yields nothing. */
function fateOf(raw: string): readonly string[] {
  const message = decoded(raw);
  const dialect = dialectOf(channelOf(message).startsWith('futures.') ? 'usdt' : 'spot');
  const incoming = dialect.classify(message);
  return incoming.kind === 'reply'
    ? fateOfReply(dialect, message as Row)
    : fatesOf(incoming, (data) => valuesOf(data, dialect.channels));
}

/** What is asked about one order. */
const ABOUT_ONE = /^spot\.order_(place|amend|cancel)$/;
const ONE = { symbol: 'BTC/USDT', orderId: '1700664330' };

/** What a reply of the order api comes to for who asked; the first of two alone is without the channel. */
function fateOfReply(dialect: Dialect, reply: Row): readonly string[] {
  const { channel } = reply['header'] as Row;
  if (channel === undefined && reply['ack'] !== true) return [];
  const what = channel === undefined ? 'a request' : textOf(channel, 'channel');
  const find = dialect.orders?.find?.(ONE, { exchange: 'gateio', instrumentOf: () => undefined });
  return replyWords(dialect, reply, {
    what,
    ...(ABOUT_ONE.test(what) ? { items: [ONE] } : {}),
    read: what === 'spot.order_status' ? (it) => [find?.read(it, 1) ?? []].flat() : undefined,
  });
}

function valuesOf({ route, payload }: DataMessage, channels: Channels): readonly string[] {
  const [name = ''] = route.split(':');
  const [, channelName = ''] = name.split('.');
  const channel = channels[ROUTES[channelName] ?? 'trades'];
  const context = { exchange: 'gateio', symbol: 'BTC/USDT' };
  try {
    if (channel?.kind === 'book') {
      const params = { channel: channelName };
      return [(channel.variantOf?.({ channel: 'book', params }) ?? channel).read(payload).kind];
    }
    const values = channel?.reader(context)(payload, 1) ?? [];
    return values.map(({ kind }) => kind);
  } catch {
    return [];
  }
}

const outcomesIn = (file: string): readonly Outcome[] => outcomesOf(samplesOf(file), decoded, fateOf, REASONS);

describe('the samples of Gate.io frames', () => {
  sampled.each(files)(`in %s yield something or are listed with the reason why not${notice}`, (file) => {
    const outcomes = outcomesIn(file);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(isUnexplained)).toEqual([]);
  });

  sampled(`need each of the reasons${notice}`, () =>
    expect(needlessReasons(files.flatMap(outcomesIn), REASONS)).toEqual([]),
  );

  sampled(`hold each kind of thing at least once${notice}`, () => {
    expect(fateCounts(files.flatMap(samplesOf), fateOf)).toEqual({
      'a request: first of two': 1,
      ack: 40,
      balance: 4,
      candle: 6,
      delta: 12,
      fill: 4,
      funding: 6,
      heartbeat: 1,
      mark: 6,
      order: 13,
      position: 2,
      quote: 6,
      snapshot: 10,
      'spot.order_amend: accepted': 1,
      'spot.order_cancel: accepted': 1,
      'spot.order_cancel_cp: answered': 1,
      // Asked by nothing of ours.
      'spot.order_list: answered': 1,
      'spot.order_place: accepted': 1,
      'spot.order_status: order': 1,
      ticker: 8,
      trade: 9,
    });
  });
});
