import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Market } from './markets.ts';

/** A side of a pair as both write it. */
const NAME = '[A-Z0-9]{1,32}';
const UNIFIED = new RegExp(`^(${NAME})/(${NAME})(?::(${NAME}))?$`);
const VENUE = new RegExp(`^(${NAME})_(${NAME})$`);

/** What a unified symbol is called on its market: `BTC/USDT` and `BTC/USDT:USDT` are `BTC_USDT`. Throws `invalid-options`. */
export function venueSymbolOf({ settle }: Market, symbol = ''): string {
  const [, base = '', quote = '', settled] = UNIFIED.exec(symbol) ?? [];
  if (base !== '' && settled === settle) return `${base}_${quote}`;
  const expected = settle === undefined ? 'BASE/QUOTE in upper case' : `BASE/QUOTE:${settle} in upper case`;
  throw new ColdwireError('invalid-options', { option: 'symbol', expected });
}

/** The unified symbol of what trades on a market; nothing for what is no pair. What is quoted in USD is settled in its base. */
export function symbolOf({ settle }: Market, venueSymbol: unknown): string | undefined {
  const [, base = '', quote = ''] = typeof venueSymbol === 'string' ? (VENUE.exec(venueSymbol) ?? []) : [];
  if (base === '') return undefined;
  return settle === undefined ? `${base}/${quote}` : `${base}/${quote}:${quote === 'USD' ? base : quote}`;
}

/** The same where it must be one. */
export function knownSymbolOf(market: Market, venueSymbol: unknown, field: string): string {
  const symbol = symbolOf(market, venueSymbol);
  if (symbol !== undefined) return symbol;
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}
