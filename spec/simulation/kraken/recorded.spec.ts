import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { RecordedLine } from '../../../src/simulation/index.ts';
import { rig } from '../bareClient.ts';
import { type NaiveBook, naiveBook, rowsOfTruth } from '../naiveBook.ts';

const RECORDING = '../shared/frames/kraken/v2-btcusd-d25-20260802.jsonl.gz';
const present = existsSync(RECORDING);
/** Says in the name of the spec that it was left out where the recordings are not there. */
const recorded = present ? it : it.skip;

const line = (t: number, raw: string): RecordedLine => ({ t, c: 0, k: 'recv', raw });
const level = (price: string, qty: string) => `{"price":${price},"qty":${qty}}`;
const book = (type: string, bids: string, asks: string, checksum: number, symbol = 'BTC/USD') =>
  `{"channel":"book","type":"${type}","data":[{"symbol":"${symbol}","bids":[${bids}],"asks":[${asks}],"checksum":${checksum},"timestamp":"2026-08-02T03:35:51.660084Z"}]}`;
const SNAPSHOT = book('snapshot', level('9.0', '1.00000000'), level('9.5', '2.00000000'), 1);
const CHANGE = book('update', [level('9.0', '0.00000000'), level('8.5', '0.10000000')].join(), '', 2);
const BETTER = book('update', '', level('9.4', '3.00000000'), 3);

/** Ten levels of depth in name; the book has one a side. */
const SESSION: readonly RecordedLine[] = [
  { t: 1_000_000, c: 0, k: 'open', url: 'wss://ws.kraken.com/v2' },
  line(1_000_000, '{"channel":"status","type":"update","data":[{"system":"online"}]}'),
  { t: 1_000_000, c: 0, k: 'recv', b64: 'AAAA' },
  line(1_010_000, 'not json'),
  line(
    1_500_000,
    '{"method":"subscribe","req_id":77,"result":{"channel":"book","depth":10,"snapshot":true,"symbol":"BTC/USD"},"success":true,"time_in":"a","time_out":"b"}',
  ),
  line(1_700_000, SNAPSHOT),
  line(2_700_000, CHANGE),
  line(2_700_400, BETTER),
  line(2_800_000, book('snapshot', '', '', 9, 'ETH/USD')),
  { t: 2_900_000, c: 1, k: 'recv', raw: CHANGE },
];

const playing = (lines: readonly RecordedLine[] = SESSION) => {
  const made = rig({ recorded: lines });
  const client = made.dial();
  made.clock.pass(50);
  return { ...made, client };
};

describe('a venue that serves a recording', () => {
  it('plays the topic verbatim, at its own pace, under the acknowledgement with the id of the client', () => {
    const { clock, client } = playing();
    client.subscribe('book', 'BTC/USD', { depth: 10 }, 5);
    clock.pass(5_000);
    const [answer] = client.answers();
    expect(answer?.text).toBe(
      '{"method":"subscribe","result":{"channel":"book","depth":10,"snapshot":true,"symbol":"BTC/USD"},"success":true,"time_in":"a","time_out":"b","req_id":5}',
    );
    const frames = client.of('book');
    expect(frames.map(({ text }) => text)).toEqual([SNAPSHOT, CHANGE, BETTER]);
    expect(frames.map(({ at }) => at - Number(answer?.at))).toEqual([200, 1_200, 1_200]);
    expect(client.of('heartbeat').length).toBeGreaterThan(1);
  });

  it('has the book that was played last', () => {
    const { clock, venue, client } = playing();
    expect(venue.book('BTC/USD')).toMatchObject({ bids: [], asks: [] });
    client.subscribe('book', 'BTC/USD');
    clock.pass(1_000);
    expect(venue.book('BTC/USD')).toMatchObject({
      bids: [{ price: 9, size: 1, priceText: '9.0', sizeText: '1.00000000' }],
      checksum: 1,
    });
    clock.pass(1_000);
    const { bids, asks, checksum } = venue.book('BTC/USD');
    expect([bids, asks].map((side) => side.map(({ priceText }) => priceText))).toEqual([['8.5'], ['9.4', '9.5']]);
    expect(checksum).toBe(3);
  });

  it('plays anew for each subscription, and stops with it', () => {
    const { clock, client } = playing();
    client.subscribe('book', 'BTC/USD');
    clock.pass(500);
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'] } });
    clock.pass(3_000);
    expect(client.of('book').length).toBe(1);
    client.subscribe('book', 'BTC/USD');
    clock.pass(3_000);
    expect(client.of('book').map(({ text }) => text)).toEqual([SNAPSHOT, SNAPSHOT, CHANGE, BETTER]);
    client.leave();
    expect(clock.waiting()).toBe(0);
  });

  it.each([
    ['"method":"subscribe",', ',"req_id":77'],
    ['"req_id":77,"method":"subscribe",', ''],
    ['"method":"subscribe","req_id":77,', ''],
    ['"method":"subscribe",', ''],
  ])('puts the id of the client, or none, in the place of the recorded one (%s...%s)', (first, last) => {
    const rest = '"result":{"channel":"book","depth":10,"symbol":"BTC/USD"},"success":true';
    const { clock, client } = playing([line(0, `{${first}${rest}${last}}`)]);
    client.subscribe('book', 'BTC/USD', {}, 5);
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'] } });
    client.subscribe('book', 'BTC/USD');
    clock.pass(200);
    const [numbered, , plain] = client.answers().map(({ text }) => text);
    expect(numbered).toBe(`{"method":"subscribe",${rest},"req_id":5}`);
    expect(plain).toBe(`{"method":"subscribe",${rest}}`);
  });

  it('serves a topic whose acknowledgement was not recorded, in words of its own', () => {
    const { clock, client } = playing();
    client.subscribe('book', 'ETH/USD', {}, 6);
    clock.pass(200);
    expect(client.answers()[0]?.message).toMatchObject({ success: true, req_id: 6, result: { symbol: 'ETH/USD' } });
    expect(client.of('book').length).toBe(1);
  });

  it('refuses what was not recorded', () => {
    const { clock, venue, client } = playing();
    client.subscribe('book', 'BTC/USD', { depth: 25 });
    client.subscribe('book', 'XRP/USD');
    client.subscribe('trade', 'BTC/USD');
    client.subscribe('ohlc', 'BTC/USD');
    clock.pass(200);
    expect(client.answers().map(({ message }) => message.error)).toEqual([
      'Subscription depth not supported',
      'Currency pair not supported XRP/USD',
      'Channel not supported',
      'Subscription ohlc interval not supported',
    ]);
    expect(() => venue.book('XRP/USD')).toThrow('invalid-options');
  });

  recorded('plays a real session to a reader whose every checksum holds (needs the recordings)', () => {
    const lines = gunzipSync(readFileSync(RECORDING))
      .toString()
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as RecordedLine);
    const { clock, venue, client } = playing(lines);
    client.subscribe('book', 'BTC/USD', { depth: 25 }, 1);
    clock.pass(60_000);
    const states: NaiveBook[] = [];
    for (const { text } of client.of('book')) states.push(naiveBook(states.at(-1), text, 25));
    expect(states.length).toBe(2_052);
    expect(states.filter(({ isTrue }) => !isTrue)).toEqual([]);
    expect(states.at(-1)).toMatchObject(rowsOfTruth(venue.book('BTC/USD'), 25));
  });
});
