import { describe, expect, it } from '@jest/globals';
import { checkGrid, exactAmendment, exactOrder, exactRef } from '../../../src/client/orders/checkOrder.ts';
import type { ColdwireError } from '../../../src/errors/coldwireError.ts';
import type { Instrument } from '../../../src/model/instrument.ts';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import type { OrderRules } from '../../../src/protocol/orderRules.ts';
import { brokerDialect } from '../../helpers/brokerDialect.ts';

const rules = brokerDialect.orders as OrderRules;
const order: OrderRequest = { symbol: ' BTC/USD ', side: 'buy', type: 'limit', price: 1e-7, size: '0.10' };

const thrown = (make: () => unknown): unknown => {
  try {
    return make();
  } catch (error) {
    return error;
  }
};
const invalid = (option: string): unknown =>
  expect.objectContaining({ kind: 'invalid-options', context: expect.objectContaining({ option }) });

describe('an exact order', () => {
  it('has its amounts as texts without exponent, digit by digit, and nothing that is undefined', () => {
    const given = { ...order, timeInForce: 'IOC', params: { tag: 1 }, postOnly: undefined };
    const exact = exactOrder(given as unknown as OrderRequest, 'c', rules);
    expect(exact).toEqual({
      symbol: 'BTC/USD',
      side: 'buy',
      type: 'limit',
      price: '0.0000001',
      size: '0.10',
      clientOrderId: 'c',
      timeInForce: 'ioc',
      params: { tag: 1 },
    });
    expect(Object.keys(exact)).not.toContain('postOnly');
  });

  it('needs no price where its type has none', () => {
    const { price: _, ...rest } = order;
    expect(exactOrder({ ...rest, type: 'market' }, 'c', rules)).not.toHaveProperty('price');
    expect(thrown(() => exactOrder(rest, 'c', rules))).toEqual(invalid('price'));
  });

  it.each<[string, Partial<Record<keyof OrderRequest, unknown>>]>([
    ['symbol', { symbol: ' ' }],
    ['symbol', { symbol: 5 }],
    ['side', { side: 'long' }],
    ['type', { type: '' }],
    ['size', { size: 0 }],
    ['size', { size: -1 }],
    ['size', { size: '0.00' }],
    ['size', { size: Number.NaN }],
    ['size', { size: undefined }],
    ['price', { price: Number.POSITIVE_INFINITY }],
    ['price', { price: '1e5' }],
    ['price', { price: '' }],
    ['price', { price: null }],
    ['timeInForce', { timeInForce: 'forever' }],
    ['timeInForce', { timeInForce: 5 }],
  ])('cannot be meant with that %s: %j', (option, change) => {
    expect(thrown(() => exactOrder({ ...order, ...change } as OrderRequest, 'c', rules))).toEqual(invalid(option));
  });

  it('must have an id of the form that the venue takes, which the error says', () => {
    const error = thrown(() => exactOrder(order, 'no blanks', rules)) as ColdwireError<'invalid-options'>;
    expect(error).toEqual(invalid('clientOrderId'));
    expect(error.context.expected).toBe('at most 16 letters, digits and hyphens');
  });
});

describe('an exact change of an order', () => {
  it('says what is changed, and of which order', () => {
    expect(exactAmendment({ symbol: 'A', orderId: 'o1', price: 2 })).toEqual({
      symbol: 'A',
      orderId: 'o1',
      price: '2',
    });
    expect(exactAmendment({ symbol: 'A', clientOrderId: 'c', size: 2 })).toEqual({
      symbol: 'A',
      clientOrderId: 'c',
      size: '2',
    });
  });

  it.each([
    ['price', { symbol: 'A', orderId: 'o1' }],
    ['size', { symbol: 'A', orderId: 'o1', size: 0 }],
    ['orderId', { symbol: 'A', price: 1 }],
  ])('cannot be meant without a good %s: %j', (option, change) => {
    expect(thrown(() => exactAmendment(change))).toEqual(invalid(option));
  });
});

describe('an order that is meant', () => {
  it('is named by one id at least, in texts', () => {
    expect(exactRef({ symbol: 'A', orderId: '1' })).toEqual({ symbol: 'A', orderId: '1' });
    expect(thrown(() => exactRef({ symbol: 'A' }))).toEqual(invalid('orderId'));
    expect(thrown(() => exactRef({ symbol: 'A', orderId: 5 as never }))).toEqual(invalid('orderId'));
    expect(thrown(() => exactRef({ symbol: 'A', orderId: '1', clientOrderId: '' }))).toEqual(invalid('clientOrderId'));
  });
});

describe('the grid of an instrument', () => {
  const instrument: Instrument = {
    symbol: 'A',
    venueSymbol: 'A',
    type: 'spot',
    base: 'A',
    quote: 'B',
    unit: 'base',
    tickSize: 0.1,
    lotSize: 1e-7,
  };

  it.each([
    ['price', { type: 'limit', price: '1.25', size: '1' }],
    ['price', { type: 'stop', price: '1.25' }],
    ['size', { type: 'limit', price: '1.2', size: '0.00000015' }],
    ['size', { size: '0.00000015' }],
  ])('refuses a %s beside it, rounding nothing: %j', (option, item) => {
    expect(thrown(() => checkGrid(item, instrument))).toEqual(invalid(option));
  });

  it.each([
    [{ type: 'limit', price: '1.30', size: '0.0000003' }, instrument],
    [{ type: 'market', size: '0.00000015' }, instrument],
    [{ type: 'limit', price: '1.25', size: '0.00000015' }, undefined],
    [
      { type: 'limit', price: '1.25', size: '1' },
      { ...instrument, tickSize: 0 },
    ],
  ])('bears %j', (item, known) => {
    expect(thrown(() => checkGrid(item, known))).toBeUndefined();
  });
});
