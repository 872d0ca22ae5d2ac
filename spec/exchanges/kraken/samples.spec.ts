import { describe, expect } from '@jest/globals';
import { kraken } from '../../../src/exchanges/kraken/index.ts';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import { isRow } from '../../../src/protocol/fields.ts';
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
import { decoded } from './decoded.ts';

const { files, samplesOf, sampled, notice } = sampleFrames('kraken');

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Reasons = {
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
function fateOf(raw: string): readonly string[] {
  const message = decoded(raw);
  const incoming = authDialect.classify(message);
  return incoming.kind === 'reply' ? fateOfReply(message) : fatesOf(incoming, valuesOf);
}

/** What a reply comes to for who asked, about the one or two orders that were meant. */
function fateOfReply(message: unknown): readonly string[] {
  const { method, result } = message as { readonly method: string; readonly result?: object };
  if (result === undefined || !/add|_order$/.test(method)) return replyWords(authDialect, message, { what: method });
  const named = (clientOrderId: string) => ({ symbol: 'BTC/USD', clientOrderId });
  const items = method === 'batch_add' ? [named('O-A'), named('O-B')] : [named('O-20260505-000001')];
  return replyWords(authDialect, message, { what: method, items });
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

const outcomesIn = (file: string): readonly Outcome[] => outcomesOf(samplesOf(file), decoded, fateOf, REASONS);

describe('the samples of Kraken frames', () => {
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
      ack: 8,
      candle: 2,
      delta: 1,
      refusal: 1,
      'add_order: accepted': 2,
      'add_order: rejected': 1,
      'amend_order: accepted': 1,
      'edit_order: accepted': 1,
      'cancel_order: accepted': 2,
      'batch_add: accepted, rejected': 1,
      'batch_add: accepted, accepted': 1,
      'cancel_all: answered': 1,
      'cancel_all_orders_after: answered': 1,
      'pong: answered': 1,
      snapshot: 3,
      ticker: 2,
      trade: 5,
    });
  });
});
