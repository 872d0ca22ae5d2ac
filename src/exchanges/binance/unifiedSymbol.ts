import type { Market } from './market.ts';

/**
 * What Binance quotes in, the longer before what it ends with: texts run base and quote together, and lists of instruments
 * are not waited for.
 */
const QUOTES: readonly string[] = (
  'FDUSD BFUSD USDT USDC TUSD BUSD USD1 USDP USDS BIDR IDRT BKRW BVND EURI AEUR DOGE ' +
  'BTC ETH BNB XRP TRX SOL DAI PAX VAI DOT EUR GBP AUD BRL TRY RUB UAH NGN ZAR IDR PLN RON ARS JPY MXN CZK COP USD U'
).split(' ');

/**
 * The unified symbol of what Binance calls an instrument in one of its markets: `BTCUSDT` is `BTC/USDT` on spot and
 * `BTC/USDT:USDT` among futures, `BTCUSD_PERP` is `BTC/USD:BTC`. What ends in no quote that is known stays as it is. Where coins are
 * the margin nothing is quoted in anything but the dollar: `BNBUSD_PERP` is no `BN/BUSD`.
 */
export function unifiedSymbol(text: string, market: Market): string {
  const [pair = text, date] = text.split('_');
  const quotes = market === 'coinm' ? ['USD'] : QUOTES;
  const quote = quotes.find((each) => pair.length > each.length && pair.endsWith(each));
  if (quote === undefined) return text;
  const base = pair.slice(0, -quote.length);
  if (market === 'spot') return `${base}/${quote}`;
  const settle = market === 'coinm' ? base : quote;
  return `${base}/${quote}:${settle}${date === undefined || date === 'PERP' ? '' : `-${date}`}`;
}
