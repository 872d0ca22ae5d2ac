import { describe, expect } from '@jest/globals';
import { okx } from '../../../src/exchanges/okx/index.ts';
import { login } from '../../../src/exchanges/okx/login.ts';
import { privateDialect } from '../../../src/exchanges/okx/privateDialect.ts';
import { isRow, rowsOf } from '../../../src/protocol/fields.ts';
import type { Channels } from '../../../src/protocol/dialect.ts';
import type { SignedContext } from '../../../src/protocol/gate.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';
import { classify } from '../../../src/exchanges/okx/classify.ts';
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

const { files, samplesOf, sampled, notice } = sampleFrames('okx');

/** Channels that no feed is made of. */
const OTHERS =
  /^(account-greeks|algo-|balance_and_position|block-|books-(elp|rpi)|deposit-info|economic-|estimated-price|fills|grid-|index-|instruments|liquidation|liquidations|mark-price-candle|open-interest|opt|orders-algo|price-limit|public-|rfqs|quotes$|struc-|sprd-|status|withdrawal-info|copytrading|call-auction)/;

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Reasons = {
  'API v3 names a table': (message) => isRow(message) && 'table' in message,
  'its source keeps the message with the time it came': (message) => isRow(message) && 'localTimestamp' in message,
  'no feed is made of the channel': (message) => OTHERS.test(channelOf(message)),
  'a part of a frame': (message) =>
    !isRow(message) || !['arg', 'event', 'op', 'table', 'localTimestamp'].some((field) => field in message),
  'an account that holds nothing': (message) =>
    channelOf(message) === 'account' &&
    isRow(message) &&
    'data' in message &&
    dataOf(message).every((row) => isRow(row) && Array.isArray(row['details']) && row['details'].length === 0),
  'misspelt by its source: an arg without channel': (message) =>
    isRow(message) && isRow(message['arg']) && !('channel' in message['arg']),
  'abbreviated by its source: a candle without its last fields': (message) =>
    channelOf(message).startsWith('candle') && dataOf(message).some((bar) => Array.isArray(bar) && bar.length < 9),
  'before a rate is known, none is told': (message) =>
    channelOf(message) === 'funding-rate' && dataOf(message).some((row) => isRow(row) && !('fundingRate' in row)),
};

const channelOf = (message: unknown): string => {
  const arg = isRow(message) ? message['arg'] : undefined;
  return isRow(arg) && typeof arg['channel'] === 'string' ? arg['channel'] : '';
};
const dataOf = (message: unknown): readonly unknown[] =>
  isRow(message) && Array.isArray(message['data']) ? message['data'] : [];

/** What becomes of a message, in words; nothing where it yields nothing. */
function fateOf(raw: string): readonly string[] {
  const message = decoded(raw);
  const incoming = classify(message);
  return incoming.kind === 'reply' ? fateOfReply(message) : fatesOf(incoming, valuesOf);
}

/** What a reply comes to for who asked: a login that is passed, or what it says of the orders that were asked about. */
function fateOfReply(message: unknown): readonly string[] {
  if (!isRow(message)) return [];
  const { op, data } = message;
  if (typeof op !== 'string') {
    const said: SignedContext = {
      id: 1,
      time: 0,
      heard: undefined,
      key: '',
      uid: undefined,
      passphrase: undefined,
      nonce: 1,
      signature: '',
    };
    const isPassed = login.kind === 'login' && typeof login.expect === 'function' && login.expect(message, said);
    return isPassed ? ['login: passed'] : [];
  }
  const items = rowsOf(data, 'data').map(({ clOrdId, ordId }) => ({
    symbol: 'BTC/USDT',
    ...(clOrdId === '' ? { orderId: String(ordId) } : { clientOrderId: String(clOrdId) }),
  }));
  return replyWords(privateDialect, message, { what: op, items });
}

const channels: Channels = Object.assign({}, ...Object.values(okx.dialects).map((dialect) => dialect.channels));
const ROUTES: Readonly<Record<string, keyof Channels>> = {
  trades: 'trades',
  'trades-all': 'trades',
  tickers: 'ticker',
  'bbo-tbt': 'quotes',
  'funding-rate': 'funding',
  'mark-price': 'mark',
  orders: 'orders',
  account: 'balances',
  positions: 'positions',
};

function valuesOf({ route, payload }: DataMessage): readonly string[] {
  const [name = ''] = route.split(':');
  const channel = channels[ROUTES[name] ?? (name.startsWith('candle') ? 'candles' : 'book')];
  const context = { exchange: okx.name, symbol: 'BTC/USDT' };
  try {
    if (channel?.kind === 'book') return [channel.read(payload).kind];
    const values = channel?.reader(context)(payload, 1) ?? [];
    return values.map(({ kind }) => kind);
  } catch {
    return [];
  }
}

const outcomesIn = (file: string): readonly Outcome[] => outcomesOf(samplesOf(file), decoded, fateOf, REASONS);

describe('the samples of OKX frames', () => {
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
      ack: 12,
      'amend-order: accepted': 1,
      balance: 5,
      'batch-amend-orders: accepted, accepted': 1,
      'batch-cancel-orders: accepted, accepted': 1,
      'batch-orders: accepted, accepted': 1,
      'cancel-order: accepted': 1,
      candle: 2,
      delta: 6,
      fill: 11,
      funding: 4,
      'login: passed': 1,
      mark: 6,
      order: 13,
      'order: accepted': 1,
      position: 4,
      quote: 3,
      refusal: 1,
      snapshot: 7,
      ticker: 7,
      trade: 10,
    });
  });
});
