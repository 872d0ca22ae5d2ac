import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Channels } from '../../../src/protocol/dialect.ts';
import { isRow } from '../../../src/protocol/fields.ts';
import type { DataMessage, Incoming } from '../../../src/protocol/incoming.ts';
import { decoded, dialectOf } from './decoded.ts';

const FRAMES = '../shared/frames/gateio';
// The samples are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const sampled = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

interface Sample {
  readonly k: string;
  readonly src: string;
  readonly raw: string;
}

const files = present ? readdirSync(FRAMES).filter((name) => /^(examples|dialogues)-.*\.jsonl$/.test(name)) : ['none'];
const samplesOf = (file: string): readonly Sample[] =>
  readFileSync(`${FRAMES}/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample)
    .filter(({ k }) => k !== 'send')
    // The dialogues write ids as `|1|`.
    .map((sample) => ({ ...sample, raw: sample.raw.replace(/\|\w*\|/g, '1') }));

const channelOf = (message: unknown): string => {
  const channel = isRow(message) ? message['channel'] : undefined;
  return typeof channel === 'string' ? channel : '';
};
const resultOf = (message: unknown): unknown => (isRow(message) ? message['result'] : undefined);

/** Channels that no feed is made of. */
const OTHERS =
  /^(spot\.(cross_|funding_|margin_|priceorders)|futures\.(auto|contract_stats|liquidates|position_closes|public_liquidates|reduce_risk_limits))/;

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Readonly<Record<string, (message: unknown) => boolean>> = {
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
function fateOf(message: unknown): readonly string[] {
  const dialect = dialectOf(channelOf(message).startsWith('futures.') ? 'usdt' : 'spot');
  return fates(dialect.classify(message), dialect.channels);
}

function fates(incoming: Incoming, channels: Channels): readonly string[] {
  if (incoming.kind === 'several') return incoming.items.flatMap((item) => fates(item, channels));
  if (incoming.kind === 'data') return valuesOf(incoming, channels);
  return incoming.kind === 'unknown' ? [] : [incoming.kind];
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
    const outcomes = samplesOf(file).map(({ src, raw }) => {
      const message = decoded(raw);
      const reasons = Object.keys(REASONS).filter((reason) => REASONS[reason]?.(message));
      return { src, raw: raw.slice(0, 200), fate: fateOf(message), reasons };
    });
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ fate, reasons }) => fate.length > 0 === reasons.length > 0)).toEqual([]);
  });

  sampled(`hold each kind of thing at least once${notice}`, () => {
    const count: Record<string, number> = {};
    for (const { raw } of files.flatMap(samplesOf))
      for (const fate of fateOf(decoded(raw))) count[fate] = (count[fate] ?? 0) + 1;
    expect(count).toEqual({
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
