import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { kraken } from '../../../src/exchanges/kraken/index.ts';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import { verdictsOf } from '../../../src/exchanges/kraken/verdictsOf.ts';
import { isRow } from '../../../src/protocol/fields.ts';
import type { DataMessage, Incoming } from '../../../src/protocol/incoming.ts';
import { decoded } from './decoded.ts';

const FRAMES = '../shared/frames/kraken';
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

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Readonly<Record<string, (message: unknown) => boolean>> = {
  'WebSocket v1 sends arrays': (message) => Array.isArray(message),
  'WebSocket v1 and futures name an event': (message) => isRow(message) && 'event' in message,
  'futures name a feed': (message) => isRow(message) && 'feed' in message,
  'a REST answer': (message) => isRow(message) && 'continuationToken' in message,
  'level3 has no dialect yet': (message) => isRow(message) && message['channel'] === 'level3',
  'abbreviated by its source: a ticker without its last price': (message) => lacks(message, 'ticker', 'last'),
  'abbreviated by its source: a book without its checksum': (message) => lacks(message, 'book', 'checksum'),
  'abbreviated by its source: a candle without its start': (message) => lacks(message, 'ohlc', 'interval_begin'),
};

function lacks(message: unknown, channel: string, field: string): boolean {
  if (!isRow(message) || message['channel'] !== channel || !Array.isArray(message['data'])) return false;
  return message['data'].some((row) => isRow(row) && !(field in row));
}

/** What becomes of a message, in a word; nothing where it yields nothing. */
function fateOf(message: unknown): readonly string[] {
  const incoming = authDialect.classify(message);
  return incoming.kind === 'reply' ? [replyIn(message)] : fates(incoming);
}

/** What a reply comes to for a request: a refusal, or what it says of the one or two orders that were asked about. */
function replyIn(message: unknown): string {
  if (authDialect.requests?.rejectionOf?.(message) !== undefined) return 'refused request';
  const { method, result } = message as { readonly method: string; readonly result?: object };
  if (result === undefined || !/add|_order$/.test(method)) return `reply to ${method}`;
  const named = (clientOrderId: string) => ({ symbol: 'BTC/USD', clientOrderId });
  const items = method === 'batch_add' ? [named('O-A'), named('O-B')] : [named('O-20260505-000001')];
  const kinds = verdictsOf(message, items).map((verdict) => verdict?.kind ?? 'nothing');
  return `${method}: ${kinds.join(', ')}`;
}

function fates(incoming: Incoming): readonly string[] {
  if (incoming.kind === 'several') return incoming.items.flatMap(fates);
  if (incoming.kind === 'data') return valuesOf(incoming);
  return incoming.kind === 'unknown' ? [] : [incoming.kind];
}

function valuesOf({ route, payload }: DataMessage): readonly string[] {
  const { trades, ticker, book, candles } = publicDialect.channels;
  const context = { exchange: kraken.name, symbol: 'BTC/USD' };
  try {
    const account = route === 'executions' ? authDialect.channels.orders : authDialect.channels.balances;
    if (route === 'executions' || route === 'balances')
      return (account?.reader(context)(payload, 1) ?? []).map(({ kind }) => kind);
    if (route.startsWith('book')) return [String(book?.read(payload).kind)];
    const channel = route.startsWith('trade') ? trades : route.startsWith('ticker') ? ticker : candles;
    return (channel?.reader(context)(payload, 1) ?? []).map(({ kind }) => kind);
  } catch {
    return [];
  }
}

describe('the samples of Kraken frames', () => {
  sampled.each(files)(`in %s yield something or are listed with the reason why not${notice}`, (file) => {
    const outcomes = samplesOf(file).map(({ src, raw }) => {
      const message = decoded(raw);
      const reasons = Object.keys(REASONS).filter((reason) => REASONS[reason]?.(message));
      return { src, raw, fate: fateOf(message), reasons };
    });
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ fate, reasons }) => fate.length > 0 === reasons.length > 0)).toEqual([]);
  });

  sampled(`hold each kind of thing at least once${notice}`, () => {
    const count: Record<string, number> = {};
    for (const { raw } of files.flatMap(samplesOf))
      for (const fate of fateOf(decoded(raw))) count[fate] = (count[fate] ?? 0) + 1;
    expect(count).toEqual({
      ack: 8,
      candle: 2,
      delta: 1,
      refusal: 1,
      'refused request': 1,
      'add_order: accepted': 2,
      'amend_order: accepted': 1,
      'edit_order: accepted': 1,
      'cancel_order: accepted': 2,
      'batch_add: accepted, rejected': 1,
      'batch_add: accepted, accepted': 1,
      'reply to cancel_all': 1,
      'reply to cancel_all_orders_after': 1,
      'reply to pong': 1,
      snapshot: 3,
      ticker: 2,
      trade: 5,
    });
  });
});
