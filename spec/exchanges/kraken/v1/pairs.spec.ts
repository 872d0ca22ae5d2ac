import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pairOf, symbolOf } from '../../../../src/exchanges/kraken/v1/pairs.ts';

describe('a pair of Kraken v1', () => {
  it.each([
    ['XBT/USD', 'BTC/USD'],
    ['ALGO/XBT', 'ALGO/BTC'],
    ['XDG/XBT', 'DOGE/BTC'],
    ['ETH/USDT', 'ETH/USDT'],
  ])('%s is %s, and back', (pair, symbol) => {
    expect(symbolOf(pair)).toBe(symbol);
    expect(pairOf(symbol)).toBe(pair);
  });

  it.each(['BTC/USD', 'ETH/DOGE', 'not-a-pair', 'XBTUSD', '', 'constructor'])('is not %j', (text) => {
    expect(symbolOf(text)).toBeUndefined();
  });

  it('of a symbol gives the symbol again, whatever its sides', () => {
    const asset = fc.oneof(fc.constantFrom('BTC', 'DOGE', 'XBTC', 'ETH'), fc.stringMatching(/^[A-Z0-9]{1,8}$/));
    fc.assert(
      fc.property(asset, asset, (base, quote) => {
        fc.pre(![base, quote].some((one) => one === 'XBT' || one === 'XDG'));
        expect(symbolOf(pairOf(`${base}/${quote}`))).toBe(`${base}/${quote}`);
      }),
    );
  });
});
