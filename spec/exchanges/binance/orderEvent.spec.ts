import { describe, expect, it } from '@jest/globals';
import { type EventContext, orderEvent } from '../../../src/exchanges/binance/orderEvent.ts';

const context: EventContext = { exchange: 'binance', market: 'spot', receivedAt: 5 };
/** The documentation's own: https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream#order-update */
const report = {
  e: 'executionReport',
  E: 1499405658658,
  s: 'ETHBTC',
  c: 'mine',
  S: 'BUY',
  o: 'LIMIT',
  f: 'GTC',
  q: '1.00000000',
  p: '0.10264410',
  P: '0.00000000',
  g: -1,
  C: '',
  x: 'NEW',
  X: 'NEW',
  r: 'NONE',
  i: 4293153,
  l: '0.00000000',
  z: '0.00000000',
  L: '0.00000000',
  n: '0',
  N: null,
  T: 1499405658657,
  t: -1,
  m: false,
  O: 1499405658650,
};

describe('what becomes of an order', () => {
  it('is its state', () => {
    expect(orderEvent(report, context)).toEqual([
      {
        kind: 'order',
        exchange: 'binance',
        symbol: 'ETH/BTC',
        orderId: '4293153',
        clientOrderId: 'mine',
        side: 'buy',
        type: 'limit',
        status: 'open',
        price: 0.1026441,
        priceText: '0.10264410',
        size: 1,
        sizeText: '1.00000000',
        filled: 0,
        filledText: '0.00000000',
        remaining: 1,
        remainingText: '1.00000000',
        timeInForce: 'gtc',
        unit: 'base',
        time: 1499405658650,
        updatedAt: 1499405658657,
        receivedAt: 5,
      },
    ]);
  });

  it('is of the order’s own id where a cancel has one of its own', () => {
    const canceled = { ...report, x: 'CANCELED', X: 'CANCELED', c: 'of the cancel', C: 'mine' };
    expect(orderEvent(canceled, context)).toMatchObject([{ clientOrderId: 'mine', status: 'canceled' }]);
  });

  it('is a fill first where it traded', () => {
    const trade = {
      x: 'TRADE',
      X: 'FILLED',
      l: '1.00000000',
      z: '1.00000000',
      L: '0.10200000',
      n: '0.001',
      N: 'ETH',
      t: 7,
    };
    expect(orderEvent({ ...report, ...trade }, context)).toMatchObject([
      {
        kind: 'fill',
        id: '7',
        orderId: '4293153',
        clientOrderId: 'mine',
        side: 'buy',
        price: 0.102,
        size: 1,
        priceText: '0.10200000',
        fee: 0.001,
        feeText: '0.001',
        feeCurrency: 'ETH',
        liquidity: 'taker',
      },
      { kind: 'order', status: 'filled', remaining: 0 },
    ]);
  });

  it.each([
    ['EXPIRED_IN_MATCH', 'expired'],
    ['REJECTED', 'rejected'],
    ['PENDING_CANCEL', 'open'],
  ])('has a word for %s', (X, status) => expect(orderEvent({ ...report, X }, context)).toMatchObject([{ status }]));

  it('is not believed with a word that is none', () =>
    expect(() => orderEvent({ ...report, X: 'constructor' }, context)).toThrow('status'));

  it('keeps an id that no double holds', () =>
    expect(orderEvent({ ...report, i: '8389765606873574123' }, context)).toMatchObject([
      { orderId: '8389765606873574123' },
    ]));
});
