import { ColdwireError } from '../../errors/coldwireError.ts';

const LONGEST = 64;

/**
 * Whether a text can be the symbol of a Kraken spot instrument: `BTC/USD`, both sides beginning in upper case or with a
 * digit.
 *
 * WebSocket v2 spells symbols as we do (`BTC`, not the `XBT` of v1 and REST), so the unified symbol is the venue's text
 * and nothing is converted. Case counts beyond the first letter: tokenised stocks are spelt `AAPLx/USD`.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-intro
 */
export function isSymbol(text: string): boolean {
  return text.length <= LONGEST && /^[A-Z0-9][^/:\s\p{Cc}\p{Cf}]*\/[A-Z0-9][^/:\s\p{Cc}\p{Cf}]*$/u.test(text);
}

/** Throws `unsupported` for a derivative, `invalid-options` for what is no symbol. */
export function assertSymbol(symbol: string): void {
  if (/^[^:]+\/[^:]+:/.test(symbol)) throw new ColdwireError('unsupported', { what: 'derivatives on Kraken spot' });
  if (!isSymbol(symbol))
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE in upper case' });
}
