import { describe, expect, it } from '@jest/globals';
import { ticker } from '../../../src/exchanges/kraken/ticker.ts';
import { frameOf, payloadOf } from './decoded.ts';

const read = (row: string) =>
  ticker.reader({ exchange: 'kraken', symbol: 'BTC/USD' })(payloadOf(frameOf('ticker', 'update', row)), 99);
const numbers =
  '"bid":105944.20,"bid_qty":2.5,"ask":105944.30,"ask_qty":3.2,"last":105899.40,"volume":163.28908096,"vwap":105904.39279,"low":104711.00,"high":106613.10,"change":-250.00,"change_pct":-0.24';
const common = {
  kind: 'ticker',
  exchange: 'kraken',
  symbol: 'BTC/USD',
  last: 105899.4,
  lastText: '105899.40',
  unit: 'base',
  receivedAt: 99,
};
const whole = {
  ...common,
  bid: 105944.2,
  bidText: '105944.20',
  bidSize: 2.5,
  ask: 105944.3,
  askText: '105944.30',
  askSize: 3.2,
  high: 106613.1,
  low: 104711,
  volume: 163.28908096,
  vwap: 105904.39279,
  change: -250,
  changePercent: -0.24,
};

describe('the ticker of Kraken', () => {
  it('is read field by field', () => {
    expect(read(`{"symbol":"BTC/USD",${numbers},"timestamp":"2022-12-25T09:30:59.123456Z"}`)).toEqual([
      { ...whole, time: Date.UTC(2022, 11, 25, 9, 30, 59, 123) },
    ]);
  });

  it('of older captures has no time', () => {
    const [value] = read(`{"symbol":"BTC/USD",${numbers}}`);
    expect(value).toEqual(whole);
    expect(value).not.toHaveProperty('time');
  });

  it('has no field that the venue leaves out or has no value for', () => {
    const [value = {}] = read('{"symbol":"BTC/USD","last":105899.40,"bid":null,"vwap":null}');
    expect(Object.keys(value).sort()).toEqual(Object.keys(common).sort());
  });

  it('has no price on a side nobody quotes', () => {
    const [value = {}] = read('{"symbol":"BTC/USD","last":105899.40,"bid":0,"bid_qty":0,"ask":0.0,"ask_qty":0.0}');
    expect(Object.keys(value).sort()).toEqual(Object.keys(common).sort());
  });

  it.each(['{"symbol":"BTC/USD"}', '{"symbol":"BTC/USD","last":"1e5"}', '{"symbol":"BTC/USD","last":1,"bid":{}}'])(
    'as %s is a violation of the protocol',
    (row) => {
      expect(() => read(row)).toThrow(expect.objectContaining({ kind: 'protocol-violation' }));
    },
  );
});
