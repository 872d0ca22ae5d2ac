import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import { unitsText } from '../market/unitsText.ts';
import { assetAltname, assetCode, pairAltname, pairCode } from './assets.ts';

/** `{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD",...}}`; of those asked for, by any of their names. */
export function assetPairs(
  specs: readonly InstrumentSpec[],
  asked: string | null,
): Readonly<Record<string, object>> | string {
  const named = specs.map((spec) => ({
    spec,
    code: pairCode(spec.base, spec.quote),
    alt: pairAltname(spec.base, spec.quote),
  }));
  const wanted = asked?.split(',');
  const found = named.filter(
    ({ spec, code, alt }) => wanted?.some((one) => [code, alt, spec.symbol].includes(one)) ?? true,
  );
  if (wanted !== undefined && found.length < wanted.length) return 'EQuery:Unknown asset pair';
  return Object.fromEntries(found.map(({ spec, code, alt }) => [code, pairRow(spec, alt)]));
}

function pairRow({ base, quote, priceDecimals, sizeDecimals, minLots }: InstrumentSpec, altname: string): object {
  return {
    altname,
    wsname: `${assetAltname(base)}/${assetAltname(quote)}`,
    aclass_base: 'currency',
    base: assetCode(base),
    aclass_quote: 'currency',
    quote: assetCode(quote),
    lot: 'unit',
    cost_decimals: 5,
    pair_decimals: priceDecimals,
    lot_decimals: sizeDecimals,
    lot_multiplier: 1,
    leverage_buy: [],
    leverage_sell: [],
    fees: [[0, 0.26]],
    fees_maker: [[0, 0.16]],
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: unitsText(minLots, sizeDecimals),
    costmin: '0.5',
    tick_size: unitsText(1, priceDecimals),
    status: 'online',
  };
}

/** `{"XXBT":{"aclass":"currency","altname":"XBT","decimals":10,"display_decimals":5,"status":"enabled"}}` */
export function assets(specs: readonly InstrumentSpec[]): Readonly<Record<string, object>> {
  const names = new Set(specs.flatMap(({ base, quote }) => [base, quote]));
  return Object.fromEntries(
    [...names].map((asset) => [
      assetCode(asset),
      { aclass: 'currency', altname: assetAltname(asset), decimals: 10, display_decimals: 5, status: 'enabled' },
    ]),
  );
}
