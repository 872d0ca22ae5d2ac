import { ColdwireError } from '../../errors/coldwireError.ts';
import { textOf } from '../../protocol/fields.ts';

/** A side of a pair as both write it. */
const NAME = /^[A-Za-z0-9]{1,32}$/;
/** The expiry of a future, then the strike and the kind of an option. */
const TERMS = /^\d{6}(-\d{1,12}(\.\d{1,12})?-[CP])?$/;

/**
 * The venue's name of what a unified symbol means: `BTC/USDT` is `BTC-USDT`, `BTC/USDT:USDT` is `BTC-USDT-SWAP`,
 * `BTC/USD:BTC-220527` is `BTC-USD-220527`. Throws `unsupported` for a settlement that names of instruments do not tell,
 * `invalid-options` for what is no symbol.
 *
 * What is quoted in USD is settled in its base, everything else in its quote; the names say no more, and no list is waited for.
 */
export function instIdOf(symbol = ''): string {
  const [, base = '', quote = '', , settle, , terms] =
    /^([^/:]+)\/([^/:]+)(:([^/:-]+)(-([^/:]+))?)?$/.exec(symbol) ?? [];
  if (!NAME.test(base) || !NAME.test(quote) || (terms !== undefined && !TERMS.test(terms)))
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'BASE/QUOTE or BASE/QUOTE:SETTLE' });
  if (settle === undefined) return `${base}-${quote}`;
  if (settle !== settledIn(base, quote)) throw new ColdwireError('unsupported', { what: `settlement in ${settle}` });
  return `${base}-${quote}-${terms ?? 'SWAP'}`;
}

/** The unified symbol of an instrument; nothing where its name does not tell (`BTC-USD_UM-SWAP`). */
export function symbolOf(instId: string): string | undefined {
  const [, base = '', quote = '', , terms] = /^([^-]+)-([^-]+)(-(.+))?$/.exec(instId) ?? [];
  if (!NAME.test(base) || !NAME.test(quote)) return undefined;
  if (terms === undefined) return `${base}/${quote}`;
  const pair = `${base}/${quote}:${settledIn(base, quote)}`;
  if (terms === 'SWAP') return pair;
  return TERMS.test(terms) ? `${pair}-${terms}` : undefined;
}

/** The symbol of an instrument of an account's; where its name tells none, the name: nothing an account holds is kept from it. */
export function namedSymbol(instId: unknown): string {
  const name = textOf(instId, 'instId');
  return symbolOf(name) ?? name;
}

/** Whether a symbol is one of a swap: it names what it is settled in, and no day on which it ends. */
export function isPerpetual(symbol = ''): boolean {
  return /:[^-]+$/.test(symbol);
}

function settledIn(base: string, quote: string): string {
  return quote === 'USD' ? base : quote;
}
