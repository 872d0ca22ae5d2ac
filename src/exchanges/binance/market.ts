import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Unit } from '../../model/values.ts';

/** Binance's markets: spot, futures margined in a dollar coin, futures margined in what they are about. */
export type Market = 'spot' | 'usdm' | 'coinm';

/** What sizes count: futures margined in a dollar coin are of one unit of the base, those margined in coins of 10 or 100 dollars. */
export function unitOf(market: Market): Unit {
  return market === 'coinm' ? 'contract' : 'base';
}

/** An instrument by its market and Binance's own text. */
export interface VenueSymbol {
  readonly market: Market;
  /** In upper case, as payloads have it: `BTCUSDT`, `BTCUSDT_250328`, `BTCUSD_PERP`. */
  readonly text: string;
}

const SIDE = '[A-Z0-9\\p{Lo}][^/:\\s\\p{Ll}\\p{Cc}\\p{Cf}]{0,39}';
const SYMBOL = new RegExp(`^(${SIDE})/(${SIDE})(?::(${SIDE}?)(?:-(\\d{6}))?)?$`, 'u');

/**
 * What Binance calls an instrument, by its unified symbol: `BTC/USDT` is `BTCUSDT`, so is `BTC/USDT:USDT` among futures,
 * `BTC/USDT:USDT-250328` is `BTCUSDT_250328`, `BTC/USD:BTC` is `BTCUSD_PERP`. Throws `invalid-options` for what is no symbol,
 * `unsupported` for what is settled in anything else.
 */
export function venueSymbolOf(symbol: string): VenueSymbol {
  const [whole, base = '', quote = '', settle, date] = SYMBOL.exec(symbol) ?? [];
  if (whole === undefined)
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE in upper case' });
  const pair = `${base}${quote}`;
  if (settle === undefined) return { market: 'spot', text: pair };
  if (settle === quote) return { market: 'usdm', text: date === undefined ? pair : `${pair}_${date}` };
  if (settle === base && quote === 'USD') return { market: 'coinm', text: `${pair}_${date ?? 'PERP'}` };
  throw new ColdwireError('unsupported', { what: `${symbol} on Binance` });
}
