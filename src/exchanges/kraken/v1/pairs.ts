import { isSymbol } from '../isSymbol.ts';

/** The assets that v1 spells otherwise than everybody, and v2, do. */
const OURS: Readonly<Record<string, string>> = { XBT: 'BTC', XDG: 'DOGE' };

/** The unified symbol of a pair of v1: `XBT/USD` is `BTC/USD`, `XDG/XBT` is `DOGE/BTC`. Nothing for what v1 does not write. */
export function symbolOf(pair: string): string | undefined {
  if (!isSymbol(pair)) return undefined;
  const symbol = spelt(pair, (asset) => (Object.hasOwn(OURS, asset) ? OURS[asset] : undefined));
  return pairOf(symbol) === pair ? symbol : undefined;
}

/** The pair of v1 for a unified symbol. */
export function pairOf(symbol: string): string {
  return spelt(symbol, (asset) => Object.keys(OURS).find((theirs) => OURS[theirs] === asset));
}

function spelt(text: string, wordFor: (asset: string) => string | undefined): string {
  return text
    .split('/')
    .map((asset) => wordFor(asset) ?? asset)
    .join('/');
}
