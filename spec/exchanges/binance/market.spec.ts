import { describe, expect, it } from '@jest/globals';
import { isColdwireError } from '../../../src/errors/coldwireError.ts';
import { unitOf, venueSymbolOf } from '../../../src/exchanges/binance/market.ts';
import { unifiedSymbol } from '../../../src/exchanges/binance/unifiedSymbol.ts';

const kindOf = (symbol: string): string => {
  try {
    return venueSymbolOf(symbol).market;
  } catch (error) {
    return isColdwireError(error) ? error.kind : 'strange';
  }
};

describe('symbols', () => {
  it.each([
    ['BTC/USDT', 'spot', 'BTCUSDT'],
    ['BTC/FDUSD', 'spot', 'BTCFDUSD'],
    ['1000SATS/USDT', 'spot', '1000SATSUSDT'],
    ['AXS/BNB', 'spot', 'AXSBNB'],
    ['BTC/U', 'spot', 'BTCU'],
    ['U/USDT', 'spot', 'UUSDT'],
    ['BTCST/USDT', 'spot', 'BTCSTUSDT'],
    ['币安人生/USDT', 'spot', '币安人生USDT'],
    ['BTC/USDT:USDT', 'usdm', 'BTCUSDT'],
    ['BTC/USDT:USDT-250328', 'usdm', 'BTCUSDT_250328'],
    ['BTC/BUSD:BUSD-210129', 'usdm', 'BTCBUSD_210129'],
    ['BTC/USD:BTC', 'coinm', 'BTCUSD_PERP'],
    ['BTC/USD:BTC-211231', 'coinm', 'BTCUSD_211231'],
    ['BNB/USD:BNB', 'coinm', 'BNBUSD_PERP'],
    ['DOT/USD:DOT', 'coinm', 'DOTUSD_PERP'],
  ] as const)('are the unified ones and the venue’s both ways: %s', (symbol, market, text) => {
    expect(venueSymbolOf(symbol)).toEqual({ market, text });
    expect(unifiedSymbol(text, market)).toBe(symbol);
  });

  it.each(['', 'BTCUSDT', 'btc/usdt', 'BTC/', '/USDT', 'BTC/USDT/X', 'A B/USDT', 'BTC/USDT:'])(
    'are invalid where they are none: %j',
    (symbol) => expect(kindOf(symbol)).toBe('invalid-options'),
  );

  it.each(['BTC/USDT:BTC', 'BTC/EUR:BTC', 'BTC/USD:USDC'])(
    'are unsupported in what settles nothing here: %s',
    (symbol) => expect(kindOf(symbol)).toBe('unsupported'),
  );

  it('stay as they are where the quote is not known', () => expect(unifiedSymbol('FOOBAR', 'spot')).toBe('FOOBAR'));

  it('count contracts where coins are the margin, else the base', () =>
    expect((['spot', 'usdm', 'coinm'] as const).map(unitOf)).toEqual(['base', 'base', 'contract']));
});
