/** What is traded where: the spot market, or USD-margined futures, each with sockets, REST paths and numbering of its own. */
export type Product = 'spot' | 'usdm';

/** The product of a unified symbol; nothing for what neither of the two lists. */
export function productOf(symbol: string): Product | undefined {
  const [, quote, settle] = /^\w+\/(\w+)(?::(\w+))?$/.exec(symbol) ?? [];
  if (quote === undefined) return undefined;
  if (settle === undefined) return 'spot';
  return settle === quote ? 'usdm' : undefined;
}

/** `BTC/USDT:USDT` and `BTC/USDT` are both `BTCUSDT`, each on its own sockets. */
export function venueSymbolOf(symbol: string): string {
  return symbol.replace(/:.*$/s, '').replace('/', '');
}
