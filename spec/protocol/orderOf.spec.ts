import { describe, expect, it } from '@jest/globals';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { type OrderTexts, orderOf } from '../../src/protocol/orderOf.ts';

const texts: OrderTexts = {
  exchange: 'broker',
  symbol: 'BTC/USD',
  receivedAt: 5,
  orderId: 'o1',
  side: 'buy',
  type: 'limit',
  status: 'partially-filled',
  sizeText: '1.50',
  filledText: '0.5',
  unit: 'base',
};

describe('orderOf', () => {
  it('puts the numbers beside their texts, and what remains with them', () => {
    expect(orderOf({ ...texts, priceText: '100.10', averagePriceText: '100.0', clientOrderId: undefined })).toEqual({
      ...texts,
      kind: 'order',
      price: 100.1,
      priceText: '100.10',
      size: 1.5,
      filled: 0.5,
      remaining: 1,
      remainingText: '1.00',
      averagePrice: 100,
      averagePriceText: '100.0',
    });
  });

  it('leaves out what there is none of', () => {
    const order = orderOf({ ...texts, priceText: undefined });
    expect(Object.keys(order)).not.toContain('priceText');
    expect(Object.keys(order)).not.toContain('price');
    expect(Object.keys(order)).not.toContain('averagePrice');
  });

  it('takes what the venue says remains', () => {
    expect(orderOf({ ...texts, remainingText: '0.99' })).toMatchObject({ remaining: 0.99, remainingText: '0.99' });
  });

  it.each(['sizeText', 'filledText', 'priceText', 'remainingText', 'averagePriceText'] as const)(
    'refuses a %s that is no decimal',
    (field) => {
      const make = () => orderOf({ ...texts, [field]: '1e5' });
      expect(make).toThrow(expect.objectContaining({ kind: 'protocol-violation' }));
      expect(isColdwireError(new Error())).toBe(false);
    },
  );
});
