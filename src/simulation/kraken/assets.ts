/** What REST calls an asset: BTC is XBT there, and the oldest carry a letter for their class. */
const legacy: Readonly<Record<string, readonly [code: string, altname: string]>> = {
  BTC: ['XXBT', 'XBT'],
  ETH: ['XETH', 'ETH'],
  XRP: ['XXRP', 'XRP'],
  USD: ['ZUSD', 'USD'],
  EUR: ['ZEUR', 'EUR'],
};

/** The code of an asset at REST: `XXBT`. */
export const assetCode = (asset: string): string => legacy[asset]?.[0] ?? asset;
/** Its other name: `XBT`. */
export const assetAltname = (asset: string): string => legacy[asset]?.[1] ?? asset;

/** The code of a pair at REST: `XXBTZUSD` where both assets are of the oldest, else `SOLUSD`. */
export function pairCode(base: string, quote: string): string {
  const isOld = base in legacy && quote in legacy;
  return isOld ? `${assetCode(base)}${assetCode(quote)}` : pairAltname(base, quote);
}

/** Its other name: `XBTUSD`. */
export const pairAltname = (base: string, quote: string): string => `${assetAltname(base)}${assetAltname(quote)}`;
