import { describe, expect, it } from '@jest/globals';
import { isEnded, isOpen, stateKey } from '../../src/subscription/stateKey.ts';
import { balanceSample, fillSample, orderSample, positionSample } from '../helpers/accountSamples.ts';

describe('the key of a state', () => {
  it('is that of the thing it is of, and none for what happens once', () => {
    expect(stateKey(orderSample({ status: 'filled' }))).toBe(stateKey(orderSample()));
    expect(stateKey(orderSample({ orderId: 'o2' }))).not.toBe(stateKey(orderSample()));
    expect(stateKey(balanceSample({ total: 9 }))).toBe(stateKey(balanceSample()));
    expect(stateKey(positionSample({ side: 'short' }))).toBe(stateKey(positionSample()));
    expect(stateKey(positionSample({ symbol: 'B' }))).not.toBe(stateKey(positionSample()));
    expect(stateKey(fillSample())).toBeUndefined();
  });
});

describe('a thing', () => {
  it.each([
    ['open', true],
    ['partially-filled', true],
    ['filled', false],
    ['canceled', false],
    ['rejected', false],
    ['expired', false],
    ['unknown', false],
  ] as const)('that is an order, %s, may still trade: %s', (status, open) => {
    expect(isOpen(orderSample({ status }))).toBe(open);
    expect(isEnded(orderSample({ status }))).toBe(!open);
  });

  it('has ended where a position is flat, and never where it is a balance', () => {
    expect(isEnded(positionSample({ size: 0, side: 'flat' }))).toBe(true);
    expect(isEnded(positionSample())).toBe(false);
    expect(isEnded(balanceSample({ total: 0 }))).toBe(false);
  });
});
