import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { signedText } from '../../../src/exchanges/binance/signedText.ts';
import { spotApiDialect } from '../../../src/exchanges/binance/apiDialects.ts';

// Published: https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/request-security
const KEY = 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A';
const SECRET = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
const order = {
  side: 'SELL',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '0.01000000',
  price: '52000.00',
  recvWindow: 100,
};
const context = {
  id: 1,
  time: 1_645_423_376_532.7,
  nonce: 0,
  key: KEY,
  uid: '',
  passphrase: '',
  signature: '',
  token: '',
};
const { requests } = spotApiDialect;

describe('requests that Binance publishes', () => {
  it.each([
    ['BTCUSDT', order, 'aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24'],
    [
      '１２３４５６',
      { ...order, side: 'BUY', price: '0.10000000', quantity: '1.00000000', recvWindow: 5_000 },
      'b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd',
    ],
  ])('are signed as it says: %s', (symbol, params, signature) => {
    const message = { id: 1, method: 'order.place', params: { symbol, ...params } };
    const text = requests?.sign?.(message, context);
    expect(createHmac('sha256', SECRET).update(String(text)).digest('hex')).toBe(signature);
    expect(requests?.complete?.(message, { ...context, signature })).toEqual({
      id: 1,
      method: 'order.place',
      params: { symbol, ...params, apiKey: KEY, timestamp: 1_645_423_376_532, signature },
    });
  });

  it('are signed over the text that is published', () => {
    expect(signedText({ symbol: 'BTCUSDT', ...order, apiKey: KEY, timestamp: 1_645_423_376_532 })).toBe(
      `apiKey=${KEY}&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT`,
    );
  });

  it.each(['ping', 'time', 'depth', 'ticker.24hr', 'session.subscriptions'])('need no name for %s', (method) => {
    expect(requests?.isPrivate?.({ method })).toBe(false);
  });

  it.each(['order.place', 'account.status', 'openOrders.status', 'myTrades'])('need one for %s', (method) => {
    expect(requests?.isPrivate?.({ method })).toBe(true);
  });
});
