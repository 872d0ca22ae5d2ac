import { describe, expect, it } from '@jest/globals';
import { usdtMarket } from '../../../src/exchanges/gateio/markets.ts';
import { tradesOn } from '../../../src/exchanges/gateio/trades.ts';

const read = tradesOn(usdtMarket).reader({ exchange: 'gateio', symbol: 'BTC/USDT:USDT' });
const row = { size: '-108', id: '27753479', create_time_ms: '1545136464123', price: '96.4', contract: 'BTC_USDT' };

describe('trades of Gate.io’s perpetuals', () => {
  it('are those of the market, and not what was settled beside it', () => {
    const rows = [{ ...row, id: '1', price: '50', is_internal: true }, row, { ...row, id: '2', is_internal: false }];
    expect(read({ rows }, 3)).toMatchObject([{ id: '27753479', side: 'sell', sizeText: '108' }, { id: '2' }]);
  });
});
