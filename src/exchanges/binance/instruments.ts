import type { Instrument } from '../../model/instrument.ts';
import { isRow, type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { InstrumentRule } from '../../protocol/instrumentRule.ts';
import type { RestQuery } from '../../protocol/query.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { present } from '../../util/present.ts';
import { errorOf } from './errorOf.ts';
import { type Market, unitOf, venueSymbolOf } from './market.ts';

const PATHS: Readonly<Record<Market, string>> = {
  spot: '/api/v3/exchangeInfo',
  usdm: '/fapi/v1/exchangeInfo',
  coinm: '/dapi/v1/exchangeInfo',
};
const ROUTES: Readonly<Record<Market, string>> = { spot: 'spot', usdm: 'usdm-market', coinm: 'coinm' };

/** What trades: of spot's thousands one at a time, of futures all at once. */
export const instruments: InstrumentRule = {
  route: (symbol) => ROUTES[venueSymbolOf(symbol).market],
  list: (symbol) => {
    const { market, text } = venueSymbolOf(symbol);
    const url = market === 'spot' ? `${PATHS.spot}?symbol=${encodeURIComponent(text)}` : PATHS[market];
    const query: RestQuery<readonly Instrument[]> = {
      kind: 'rest',
      weight: market === 'spot' ? 20 : 1,
      request: () => ({ method: 'GET', url }),
      rejectionOf: (reply) => (isRow(reply) && Array.isArray(reply['symbols']) ? undefined : errorOf(reply)),
      read: (reply) => rowsOf((reply as Row)['symbols'], 'symbols').flatMap((row) => instrumentOf(row, market) ?? []),
    };
    return { key: url, query };
  },
};

/**
 * ```json
 * {"symbol":"BTCUSDT","pair":"BTCUSDT","contractType":"PERPETUAL","baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.10"},{"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.001"}]}
 * ```
 * One whose type is not known here is left out: it harms none of the others.
 */
function instrumentOf(row: Row, market: Market): Instrument | undefined {
  const venueSymbol = textOf(row['symbol'], 'symbol');
  const base = textOf(row['baseAsset'], 'baseAsset');
  const quote = textOf(row['quoteAsset'], 'quoteAsset');
  const settle = market === 'spot' ? undefined : textOf(row['marginAsset'], 'marginAsset');
  const [, date] = venueSymbol.split('_');
  const isDated = date !== undefined && date !== 'PERP';
  if (isDated && !/^\d{6}$/.test(date)) return undefined;
  const { contractSize } = row;
  const [prices, sizes] = [filterOf(row, 'PRICE_FILTER'), filterOf(row, 'LOT_SIZE')];
  const type = isDated ? 'future' : 'swap';
  return present({
    symbol: `${base}/${quote}${settle === undefined ? '' : `:${settle}`}${isDated ? `-${date}` : ''}`,
    venueSymbol,
    type: market === 'spot' ? ('spot' as const) : (type as 'future' | 'swap'),
    base,
    quote,
    settle,
    unit: unitOf(market),
    contractSize: market === 'coinm' && typeof contractSize === 'number' ? contractSize : undefined,
    tickSize: stepOf(prices['tickSize']),
    lotSize: stepOf(sizes['stepSize']),
    minSize: stepOf(sizes['minQty']),
  });
}

function filterOf({ filters }: Row, type: string): Row {
  if (!Array.isArray(filters)) return {};
  return filters.find((filter): filter is Row => isRow(filter) && filter['filterType'] === type) ?? {};
}

/** A step of zero is none. */
function stepOf(text: unknown): number | undefined {
  return typeof text === 'string' ? parseDecimal(text) || undefined : undefined;
}
