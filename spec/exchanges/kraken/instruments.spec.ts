import { describe, expect, it } from '@jest/globals';
import { instruments } from '../../../src/exchanges/kraken/instruments.ts';
import { decoded } from './decoded.ts';

const pair = (fields: string) => `{"altname":"XBTUSD","base":"XXBT","quote":"ZUSD","lot_decimals":8,${fields}}`;
const read = (...pairs: readonly string[]) =>
  instruments
    .list('BTC/USD')
    .query.read(decoded(`{"error":[],"result":{${pairs.map((text, at) => `"P${at}":${text}`).join(',')}}}`), 5);

describe('instruments', () => {
  it('are pairs by the names that sockets have for them', () => {
    expect(
      read(
        pair('"wsname":"XBT/USD","pair_decimals":1,"ordermin":"0.00005","costmin":"0.5","tick_size":"0.5"'),
        pair('"wsname":"ETH/XBT","pair_decimals":5'),
        pair('"wsname":"XDG/EUR","pair_decimals":7'),
        pair('"pair_decimals":7'),
      ),
    ).toEqual([
      {
        symbol: 'BTC/USD',
        venueSymbol: 'BTC/USD',
        type: 'spot',
        base: 'BTC',
        quote: 'USD',
        unit: 'base',
        tickSize: 0.5,
        lotSize: 1e-8,
        minSize: 0.00005,
      },
      expect.objectContaining({ symbol: 'ETH/BTC', quote: 'BTC', tickSize: 1e-5 }),
      expect.objectContaining({ symbol: 'DOGE/EUR', tickSize: 1e-7 }),
    ]);
  });

  it('of derivatives are not to be had', () => {
    expect(() => instruments.list('BTC/USD:USD')).toThrow('unsupported');
  });
});
