import { describe, expect, it } from '@jest/globals';
import { classify } from '../../../src/exchanges/kraken/classify.ts';
import { decoded, frameOf } from './decoded.ts';

const meaning = (frame: string): unknown => classify(decoded(frame));

describe('classify', () => {
  it('brings one row to its topic, as it came', () => {
    const row = '{"symbol":"BTC/USD","bids":[{"price":1.10,"qty":2.50}],"asks":[],"checksum":7}';
    expect(meaning(frameOf('book', 'snapshot', row))).toEqual({
      kind: 'data',
      route: 'book:BTC/USD:',
      payload: { snapshot: true, rows: [decoded(row)] },
    });
    expect(meaning(frameOf('book', 'update', row))).toMatchObject({ payload: { snapshot: false } });
  });

  it.each([
    ['trade', '{"symbol":"BTC/USD"}', 'trade:BTC/USD:'],
    ['ticker', '{"symbol":"BTC/USD"}', 'ticker:BTC/USD:'],
    ['ohlc', '{"symbol":"BTC/USD","interval":5}', 'ohlc:BTC/USD:5'],
    ['trade', '{"symbol":"AVERYLONGNAME/USD"}', 'trade:AVERYLONGNAME/USD:'],
  ])('tells %s of %s by its route', (channel, row, route) => {
    // Twice: a route met before is remembered.
    for (const frame of [frameOf(channel, 'update', row), frameOf(channel, 'update', row)])
      expect(meaning(frame)).toMatchObject({ kind: 'data', route });
  });

  it('keeps the rows of one topic together', () => {
    const rows = ['{"symbol":"BTC/USD","trade_id":1}', '{"symbol":"BTC/USD","trade_id":2}'];
    expect(meaning(frameOf('trade', 'update', ...rows))).toMatchObject({
      kind: 'data',
      payload: { rows: [{ trade_id: '1' }, { trade_id: '2' }] },
    });
  });

  it('parts the rows of several topics, order kept', () => {
    const row = (symbol: string, id: number): string => `{"symbol":"${symbol}","trade_id":${id}}`;
    const frame = frameOf('trade', 'update', row('BTC/USD', 1), row('ETH/USD', 2), row('BTC/USD', 3));
    expect(meaning(frame)).toMatchObject({
      kind: 'several',
      items: [
        { kind: 'data', route: 'trade:BTC/USD:', payload: { rows: [{ trade_id: '1' }, { trade_id: '3' }] } },
        { kind: 'data', route: 'trade:ETH/USD:', payload: { rows: [{ trade_id: '2' }] } },
      ],
    });
  });

  it.each([
    ['no symbol', 'trade', '{"trade_id":2}'],
    ['a symbol that is no text', 'trade', '{"symbol":["BTC/USD"]}'],
    ['no object', 'trade', '3'],
    ['null', 'trade', 'null'],
    ['no interval', 'ohlc', '{"symbol":"BTC/USD"}'],
  ])('counts a row with %s as unknown, and only that row', (_, channel, row) => {
    const good = '{"symbol":"BTC/USD","interval":1}';
    expect(meaning(frameOf(channel, 'update', row))).toEqual({ kind: 'unknown' });
    for (const rows of [
      [good, row],
      [row, good],
    ]) {
      const { items } = meaning(frameOf(channel, 'update', ...rows)) as { items: readonly { kind: string }[] };
      expect(items.map(({ kind }) => kind).sort()).toEqual(['data', 'unknown']);
    }
  });

  it.each([
    ['{"channel":"heartbeat"}', { kind: 'heartbeat' }],
    ['{"channel":"trade","type":"snapshot","data":[]}', { kind: 'heartbeat' }],
    ['{"method":"pong","req_id":42,"time_in":"a","time_out":"b"}', { kind: 'reply' }],
    ['{"method":"add_order","req_id":99,"success":false,"error":"EOrder:Insufficient funds"}', { kind: 'reply' }],
    ['{"Error":"Exceeded msg rate"}', { kind: 'notice', text: 'Exceeded msg rate' }],
    ['{"error":"Malformed request","method":"error","success":false}', { kind: 'notice', text: 'Malformed request' }],
    [
      '{"channel":"status","type":"update","data":[{"system":"online","connection_id":6447481662169813000}]}',
      { kind: 'notice', text: 'system online' },
    ],
    [
      '{"channel":"status","type":"update","data":[{"system":"cancel_only"}]}',
      { kind: 'notice', text: 'system cancel_only' },
    ],
  ])('understands %s', (frame, meant) => {
    expect(meaning(frame)).toEqual(meant);
  });

  it.each([
    'null',
    '[]',
    '[0,[["1.0","2.0"]],"trade","XBT/USD"]',
    '"text"',
    '3',
    '{}',
    '{"channel":7}',
    '{"channel":"instrument","type":"snapshot","data":{"pairs":[]}}',
    '{"channel":"level3","type":"update","data":[{"symbol":"BTC/USD"}]}',
    '{"channel":"trade","type":"update"}',
    '{"channel":"trade","type":"update","data":{"symbol":"BTC/USD"}}',
    '{"channel":"status","type":"update","data":[]}',
    '{"channel":"status","type":"update","data":[{"system":{}}]}',
    '{"channel":"__proto__","type":"update","data":[{"symbol":"BTC/USD"}]}',
    '{"channel":"constructor","type":"update","data":[{"symbol":"BTC/USD"}]}',
    '{"__proto__":{"channel":"heartbeat"}}',
    '{"method":null}',
  ])('counts %s as unknown', (frame) => {
    expect(meaning(frame)).toEqual({ kind: 'unknown' });
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes the symbol %s for a text like any', (symbol) => {
    expect(meaning(frameOf('trade', 'update', `{"symbol":"${symbol}"}`))).toMatchObject({ route: `trade:${symbol}:` });
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('repeats no more of the venue’s words than a report can hold', () => {
    const long = 'x'.repeat(10_000);
    for (const frame of [`{"Error":"${long}"}`, `{"channel":"status","data":[{"system":"${long}"}]}`])
      expect((meaning(frame) as { text: string }).text.length).toBeLessThan(250);
  });
});
