import { describe, expect, it } from '@jest/globals';
import { candles } from '../../../src/exchanges/kraken/candles.ts';
import type { Candle } from '../../../src/model/values.ts';
import { decoded, frameOf, payloadOf } from './decoded.ts';
import { classify } from '../../../src/exchanges/kraken/classify.ts';

const bar = (minute: number, close = '3.00'): string =>
  `{"symbol":"BTC/USD","interval":1,"interval_begin":"2023-10-04T16:${minute}:00.000000000Z","open":2.00,"high":4.00,"low":1.00,"close":${close},"volume":5.50,"vwap":2.5,"trades":12,"timestamp":"2023-10-04T16:${minute + 1}:00.000000Z"}`;
const reader = () => candles.reader({ exchange: 'kraken', symbol: 'BTC/USD', interval: '1m' });
const at = (minute: number): number => Date.UTC(2023, 9, 4, 16, minute);
/** `25 3.00 closed`: what matters of a candle, by minute. */
const told = (values: readonly Candle[]): readonly string[] =>
  values.map(
    ({ openTime, closeText, closed }) => `${(openTime - at(0)) / 60_000} ${closeText}${closed ? ' closed' : ''}`,
  );

describe('the candles of Kraken', () => {
  it('are read field by field', () => {
    expect(reader()(payloadOf(frameOf('ohlc', 'update', bar(25))), 99)).toEqual([
      {
        kind: 'candle',
        exchange: 'kraken',
        symbol: 'BTC/USD',
        interval: '1m',
        openTime: at(25),
        open: 2,
        high: 4,
        low: 1,
        close: 3,
        openText: '2.00',
        highText: '4.00',
        lowText: '1.00',
        closeText: '3.00',
        volume: 5.5,
        volumeText: '5.50',
        vwap: 2.5,
        trades: 12,
        closed: false,
        unit: 'base',
        receivedAt: 99,
      },
    ]);
  });

  it('have the time of their frame, not the end of the bar', () => {
    const frame = frameOf('ohlc', 'update', bar(25)).replace(
      '"data"',
      '"timestamp":"2023-10-04T16:25:30.524394914Z","data"',
    );
    expect(reader()(payloadOf(frame), 99)[0]?.time).toBe(at(25) + 30_524);
  });

  it('come again, closed, once a later bar appears, however much later', () => {
    const next = reader();
    const update = (row: string, receivedAt: number) => next(payloadOf(frameOf('ohlc', 'update', row)), receivedAt);
    expect(told(update(bar(25), 1))).toEqual(['25 3.00']);
    expect(told(update(bar(25, '3.50'), 2))).toEqual(['25 3.50']);
    const closing = update(bar(31), 3);
    expect(told(closing)).toEqual(['25 3.50 closed', '31 3.00']);
    expect(closing.map(({ receivedAt }) => receivedAt)).toEqual([3, 3]);
    expect(told(update(bar(31, '3.10'), 4))).toEqual(['31 3.10']);
  });

  it.each([
    ['in order', [bar(25), bar(26), bar(27)]],
    ['newest first', [bar(27), bar(26), bar(25)]],
  ])('of a snapshot come once each, all but the newest closed, be they %s', (_, rows) => {
    expect(told(reader()(payloadOf(frameOf('ohlc', 'snapshot', ...rows)), 1))).toEqual([
      '25 3.00 closed',
      '26 3.00 closed',
      '27 3.00',
    ]);
  });

  it('of a snapshot close the bar that was open, told once with its last state', () => {
    const next = reader();
    next(payloadOf(frameOf('ohlc', 'update', bar(25))), 1);
    expect(told(next(payloadOf(frameOf('ohlc', 'snapshot', bar(24), bar(25, '3.90'), bar(26))), 2))).toEqual([
      '24 3.00 closed',
      '25 3.90 closed',
      '26 3.00',
    ]);
    const other = reader();
    other(payloadOf(frameOf('ohlc', 'update', bar(25))), 1);
    expect(told(other(payloadOf(frameOf('ohlc', 'snapshot', bar(24), bar(26), bar(27))), 2))).toEqual([
      '24 3.00 closed',
      '25 3.00 closed',
      '26 3.00 closed',
      '27 3.00',
    ]);
  });

  it('that come late are closed and leave the open one open', () => {
    const next = reader();
    const update = (row: string) => told(next(payloadOf(frameOf('ohlc', 'update', row)), 1));
    update(bar(26));
    expect(update(bar(25, '3.70'))).toEqual(['25 3.70 closed']);
    expect(update(bar(26, '3.80'))).toEqual(['26 3.80']);
    expect(update(bar(27))).toEqual(['26 3.80 closed', '27 3.00']);
  });

  it('of two states in one frame are told both', () => {
    expect(told(reader()(payloadOf(frameOf('ohlc', 'update', bar(25, '3.10'), bar(25, '3.20'))), 1))).toEqual([
      '25 3.10',
      '25 3.20',
    ]);
  });

  it('are told by their interval', () => {
    const five = bar(25).replace('"interval":1', '"interval":5');
    expect(classify(decoded(frameOf('ohlc', 'update', five)))).toMatchObject({
      route: candles.topicOf({ channel: 'candles', symbol: 'BTC/USD', interval: '5m' }).route,
    });
  });

  it.each(['open', 'close', 'volume', 'interval_begin'])('without %s are a violation of the protocol', (field) => {
    const row = bar(25).replace(`"${field}"`, '"other"');
    expect(() => reader()(payloadOf(frameOf('ohlc', 'update', row)), 1)).toThrow(
      expect.objectContaining({ kind: 'protocol-violation', context: { what: `field ${field}` } }),
    );
  });
});
