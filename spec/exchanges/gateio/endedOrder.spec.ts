import { describe, expect, it } from '@jest/globals';
import { endedOrder } from '../../../src/exchanges/gateio/endedOrder.ts';
import { spotMarket, usdtMarket } from '../../../src/exchanges/gateio/markets.ts';

const context = {
  environment: 'live',
  time: 1_700_000_000_000,
  nonce: 1,
  key: 'key',
  uid: undefined,
  passphrase: undefined,
  signature: 'signed',
} as const;
const swap = { symbol: 'BTC/USDT:USDT', clientOrderId: 't-1' };
const row = {
  contract: 'BTC_USDT',
  create_time: '1628736847',
  fill_price: '40000.4',
  finish_as: 'filled',
  finish_time: '1628736848',
  id: '36028797827161124',
  left: '0',
  price: '40000.4',
  size: '-1',
  status: 'finished',
  text: 't-1',
  tif: 'gtc',
};

describe('an order of Gate.io that has ended', () => {
  it.each([
    [usdtMarket, swap, '/api/v4/futures/usdt/orders?contract=BTC_USDT&status=finished&limit=100'],
    [
      spotMarket,
      { ...swap, symbol: 'BTC/USDT' },
      '/api/v4/spot/orders?currency_pair=BTC_USDT&status=finished&limit=100',
    ],
  ] as const)('is asked for by its symbol (%#)', (market, which, url) =>
    expect(endedOrder(market, which, 'gateio')?.request(context)).toMatchObject({ method: 'GET', url }),
  );

  it('is that of the client’s own id, which its order is told nowhere else by', () => {
    const query = endedOrder(usdtMarket, swap, 'gateio');
    const found = query?.read([{ ...row, text: 't-2' }, row], 5);
    expect(found).toMatchObject({ orderId: '36028797827161124', side: 'sell', status: 'filled', clientOrderId: 't-1' });
    expect(query?.read([{ ...row, text: 't-2' }], 5)).toBeUndefined();
  });

  it('is not looked for by the venue’s id, which is good for longer', () =>
    expect(endedOrder(usdtMarket, { ...swap, orderId: '7' }, 'gateio')).toBeUndefined());
});
