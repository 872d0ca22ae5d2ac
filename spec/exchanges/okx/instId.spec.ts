import { describe, expect, it } from '@jest/globals';
import { instIdOf, isPerpetual, symbolOf } from '../../../src/exchanges/okx/instId.ts';

describe('the names of instruments of OKX', () => {
  it.each([
    ['BTC/USDT', 'BTC-USDT'],
    ['PROPS/ETH', 'PROPS-ETH'],
    ['BTC/USDT:USDT', 'BTC-USDT-SWAP'],
    ['BTC/USDC:USDC', 'BTC-USDC-SWAP'],
    ['UNI/USD:UNI', 'UNI-USD-SWAP'],
    ['BTC/USD:BTC-220527', 'BTC-USD-220527'],
    ['FIL/USDT:USDT-220325', 'FIL-USDT-220325'],
    ['ETH/USD:ETH-220624-20000-C', 'ETH-USD-220624-20000-C'],
  ])('%s is %s, and back', (symbol, instId) => {
    expect([instIdOf(symbol), symbolOf(instId)]).toEqual([instId, symbol]);
  });

  it.each(['', 'BTC', 'BTC-USDT', 'BTC/USDT/X', 'BTC /USDT', 'BTC/USDT:USDT-tomorrow', 'a:b/c'])(
    'are not made of %p',
    (symbol) => {
      expect(() => instIdOf(symbol)).toThrow(expect.objectContaining({ kind: 'invalid-options' }));
    },
  );

  it.each(['BTC/USDT:BTC', 'BTC/USD:USD', 'BTC/USD:USDT'])('do not tell the settlement of %s', (symbol) => {
    expect(() => instIdOf(symbol)).toThrow(expect.objectContaining({ kind: 'unsupported' }));
  });

  it.each(['BTC', '', 'BTC-USD_UM-SWAP', 'BTC-USD_UM_XPERP-310404', 'BTC-USDT-SOON', 'A-B-C-D-E-F'])(
    '%p tells no symbol',
    (instId) => {
      expect(symbolOf(instId)).toBeUndefined();
    },
  );

  it('tell swaps from what ends', () => {
    expect(['BTC/USDT', 'BTC/USDT:USDT', 'BTC/USD:BTC-220527'].map(isPerpetual)).toEqual([false, true, false]);
  });
});
