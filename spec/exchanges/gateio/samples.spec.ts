import { describe, expect } from '@jest/globals';
import type { Channels } from '../../../src/protocol/dialect.ts';
import { isRow } from '../../../src/protocol/fields.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';
import { fateCounts, fatesOf, isUnexplained, outcomesOf, type Reasons } from '../../helpers/sampleFates.ts';
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
    !isRow(message) || !('channel' in message || 'header' in message),
  'abbreviated by its source: a candle without its prices': (message) => {
    const result = resultOf(message);
    const [row] = Array.isArray(result) ? result : [result];
    return isRow(row) && Object.keys(row).join('') === 'n';
  },
  'kept by its source from REST, under the name of a channel': (message) => isRow(message) && 'generated' in message,
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
  return fatesOf(dialect.classify(message), (data) => valuesOf(data, dialect.channels));
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
    return values.length === 0 ? ['nothing'] : values.map(({ kind }) => kind);
  } catch {
    return [];
  }
}

describe('the samples of Gate.io frames', () => {
  sampled.each(files)(`in %s yield something or are listed with the reason why not${notice}`, (file) => {
    const outcomes = outcomesOf(samplesOf(file), decoded, fateOf, REASONS);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(isUnexplained)).toEqual([]);
  });

  sampled(`hold each kind of thing at least once${notice}`, () => {
    expect(fateCounts(files.flatMap(samplesOf), fateOf)).toEqual({
      ack: 40,
      balance: 4,
      candle: 6,
      delta: 12,
      fill: 4,
      funding: 6,
      heartbeat: 1,
      mark: 6,
      // One of them a trade that the insurance fund settled.
      nothing: 2,
      order: 13,
      position: 2,
      quote: 6,
      reply: 8,
      snapshot: 10,
      ticker: 8,
      trade: 9,
    });
  });
});
