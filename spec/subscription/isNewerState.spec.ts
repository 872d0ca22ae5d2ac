import { describe, expect, it } from '@jest/globals';
import { isNewerState } from '../../src/subscription/isNewerState.ts';
import { balanceSample, orderSample, positionSample } from '../helpers/accountSamples.ts';

describe('isNewerState', () => {
  it.each([
    ['an end than an open order', { status: 'canceled' }, { status: 'open' }, true],
    ['an open order than its end', { status: 'open' }, { status: 'filled' }, false],
    [
      'an open order than its end, even with a later instant',
      { updatedAt: 9 },
      { status: 'expired', updatedAt: 1 },
      false,
    ],
    ['what is filled further', { filled: 2 }, { filled: 1 }, true],
    [
      'what is filled less far, even with a later instant',
      { filled: 1, updatedAt: 9 },
      { filled: 2, updatedAt: 1 },
      false,
    ],
    ['an end that is filled less far', { filled: 1, status: 'canceled' }, { filled: 2, status: 'unknown' }, false],
    ['what is later', { updatedAt: 2 }, { updatedAt: 1 }, true],
    ['what is earlier', { updatedAt: 1 }, { updatedAt: 2 }, false],
    ['what is as late', { updatedAt: 1 }, { updatedAt: 1 }, true],
    ['what shows nothing', {}, { updatedAt: 1 }, true],
    ['what was born earlier, for that says nothing', { time: 1 }, { time: 2 }, true],
  ] as const)('of an order, takes for newer %s: %j than %j is %s', (_, update, than, expected) => {
    expect(isNewerState(orderSample(update), orderSample(than))).toBe(expected);
  });

  it('goes by the instant of balances and positions, where they have one', () => {
    expect(isNewerState(balanceSample({ time: 1 }), balanceSample({ time: 2 }))).toBe(false);
    expect(isNewerState(balanceSample({ time: 2 }), balanceSample({ time: 1 }))).toBe(true);
    expect(isNewerState(balanceSample(), balanceSample({ time: 1 }))).toBe(true);
    expect(isNewerState(positionSample({ time: 1 }), positionSample({ time: 2 }))).toBe(false);
  });
});
