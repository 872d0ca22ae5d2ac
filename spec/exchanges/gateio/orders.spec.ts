import { describe, expect, it } from '@jest/globals';
import { spotMarket } from '../../../src/exchanges/gateio/markets.ts';
import { ordersOn } from '../../../src/exchanges/gateio/orders.ts';

const { verdictsOf } = ordersOn(spotMarket);
const symbol = 'BTC/USDT';
const placed = ['t-a', 't-b'].map((clientOrderId) => ({ symbol, clientOrderId }));
const canceled = ['12', '13'].map((orderId) => ({ symbol, orderId }));
const reply = (...result: readonly unknown[]): unknown => ({ header: { status: '200' }, data: { result } });

describe('the verdicts of Gate.io’s replies', () => {
  it('are of each order in turn, or of the one that is named', () => {
    const taken = { id: '1', text: 't-a', succeeded: true };
    const refused = { text: 't-b', succeeded: false, label: 'BALANCE_NOT_ENOUGH', message: 'Not enough balance' };
    const verdicts = [
      { kind: 'accepted', orderId: '1', clientOrderId: 't-a' },
      { kind: 'rejected', code: 'BALANCE_NOT_ENOUGH', reason: 'Not enough balance' },
    ];
    expect(verdictsOf(reply(taken, refused), placed)).toEqual(verdicts);
    expect(verdictsOf(reply(refused, taken), placed)).toEqual(verdicts);
    expect(verdictsOf(reply(taken), placed)).toEqual([verdicts[0], undefined]);
  });

  it('are none of an order that another is named in the place of', () => {
    const gone = { id: '99', succeeded: false, label: 'ORDER_NOT_FOUND', message: 'Order not found' };
    expect(verdictsOf(reply(gone, { id: '12', succeeded: true }), canceled)).toEqual([
      { kind: 'accepted', orderId: '12' },
      undefined,
    ]);
  });

  it('leave in doubt one of several that broke inside of the venue', () => {
    const broken = { text: 't-b', succeeded: false, label: 'INTERNAL', message: 'Internal server error' };
    expect(verdictsOf(reply({ id: '1', text: 't-a', succeeded: true }, broken), placed)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'rejected', isUnknown: true },
    ]);
  });
});
