import { describe, expect, it } from '@jest/globals';
import { tradesOf } from '../../../src/exchanges/binance/trades.ts';

const read = tradesOf('usdm').reader({ exchange: 'binance', symbol: 'BTC/USDT:USDT' });
const row = { e: 'trade', E: 2, T: 1, s: 'BTCUSDT', t: 6_587_981_240, p: '100.5', q: '0.002', X: 'MARKET', m: true };

describe('single trades of Binance futures', () => {
  it('are those of the market, the side the taker’s', () =>
    expect(read(row, 3)).toMatchObject([{ id: '6587981240', side: 'sell', priceText: '100.5', sizeText: '0.002' }]));

  it.each([{ X: 'NA', p: '0', q: '0' }, { X: 'INSURANCE_FUND', p: '90' }, { X: 'ADL' }])(
    'leave out what was not traded there: %j',
    (other) => expect(read({ ...row, ...other }, 3)).toEqual([]),
  );
});
