import type { Instrument } from '../../model/instrument.ts';
import { type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { InstrumentRule } from '../../protocol/instrumentRule.ts';
import { present } from '../../util/present.ts';
import { givenDecimal, givenText, violation } from './given.ts';
import { type Market, spotMarket, usdtMarket } from './markets.ts';
import { restRejectionOf } from './rest.ts';
import { symbolOf, venueSymbolOf } from './symbols.ts';

/** All pairs of spot, or all contracts: one list each. */
export const instruments: InstrumentRule = {
  route: (symbol) => marketOf(symbol).name,
  list: (symbol) => {
    const market = marketOf(symbol);
    venueSymbolOf(market, symbol);
    const isSpot = market.prefix === 'spot';
    return {
      key: market.name,
      query: {
        kind: 'rest',
        request: () => ({ method: 'GET', url: `${market.path}/${isSpot ? 'currency_pairs' : 'contracts'}` }),
        rejectionOf: restRejectionOf,
        read: (reply) => rowsOf(reply, 'instruments').flatMap(isSpot ? pairIn : contractIn),
      },
    };
  },
};

/** The market that a symbol trades on. */
export function marketOf(symbol: string): Market {
  return symbol.includes(':') ? usdtMarket : spotMarket;
}

/**
 * `{"id":"BTC_USDT","base":"BTC","quote":"USDT","min_base_amount":"0.001","min_quote_amount":"1","amount_precision":3,"precision":2,"trade_status":"tradable"}`
 */
function pairIn(row: Row): readonly Instrument[] {
  const venueSymbol = textOf(row['id'], 'id');
  const symbol = symbolOf(spotMarket, venueSymbol);
  if (symbol === undefined) return [];
  const [base = '', quote = ''] = symbol.split('/');
  return [
    present({
      symbol,
      venueSymbol,
      type: 'spot' as const,
      base,
      quote,
      unit: 'base' as const,
      tickSize: stepOf(row['precision'], 'precision'),
      lotSize: stepOf(row['amount_precision'], 'amount_precision'),
      minSize: givenDecimal(row['min_base_amount'], 'min_base_amount'),
    }),
  ];
}

/** `{"name":"BTC_USDT","type":"direct","quanto_multiplier":"0.0001","order_price_round":"0.1","order_size_min":1,"order_size_max":1000000}` */
function contractIn(row: Row): readonly Instrument[] {
  const venueSymbol = textOf(row['name'], 'name');
  const symbol = symbolOf(usdtMarket, venueSymbol);
  if (symbol === undefined) return [];
  const [base = '', quote = '', settle = ''] = symbol.split(/[/:]/);
  return [
    present({
      symbol,
      venueSymbol,
      type: 'swap' as const,
      base,
      quote,
      settle,
      unit: 'contract' as const,
      contractSize: givenDecimal(row['quanto_multiplier'], 'quanto_multiplier'),
      tickSize: givenDecimal(row['order_price_round'], 'order_price_round'),
      lotSize: 1,
      minSize: givenDecimal(row['order_size_min'], 'order_size_min'),
    }),
  ];
}

/** So many digits after the point, as the step that they make. */
function stepOf(value: unknown, field: string): number | undefined {
  const digits = givenText(value, field);
  if (digits === undefined) return undefined;
  return /^\d{1,2}$/.test(digits) ? Number(`1e-${digits}`) : violation(field);
}
