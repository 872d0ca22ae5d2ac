import type { Instrument } from '../../model/instrument.ts';
import { decimalOf, isRow, optionalDecimal, type Row } from '../../protocol/fields.ts';
import type { InstrumentRule } from '../../protocol/instrumentRule.ts';
import { present } from '../../util/present.ts';
import { assertSymbol } from './isSymbol.ts';
import { resultOf, restRejectionOf } from './signedQuery.ts';

/** All pairs, in one list. */
export const instruments: InstrumentRule = {
  route: () => 'public',
  list: (symbol) => {
    assertSymbol(symbol);
    return {
      key: 'pairs',
      query: {
        kind: 'rest',
        request: () => ({ method: 'GET', url: '/0/public/AssetPairs' }),
        rejectionOf: restRejectionOf,
        read: (reply) => Object.values(resultOf(reply)).filter(isRow).flatMap(instrumentIn),
      },
    };
  },
};

/** What REST still calls by older names. */
const RENAMED: Readonly<Record<string, string>> = { XBT: 'BTC', XDG: 'DOGE' };

/**
 * ```json
 * {"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,"lot_decimals":8,"ordermin":"0.00005","costmin":"0.5","tick_size":"0.1","status":"online"}
 * ```
 * One without `wsname` trades on no socket.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs
 */
function instrumentIn(row: Row): readonly Instrument[] {
  const { wsname } = row;
  if (typeof wsname !== 'string') return [];
  const [base, quote] = wsname.split('/').map((name) => (Object.hasOwn(RENAMED, name) ? RENAMED[name] : name));
  if (base === undefined || quote === undefined) return [];
  const symbol = `${base}/${quote}`;
  return [
    present({
      symbol,
      venueSymbol: symbol,
      type: 'spot' as const,
      base,
      quote,
      unit: 'base' as const,
      tickSize: optionalDecimal(row['tick_size'], 'tick_size') ?? stepOf(row['pair_decimals'], 'pair_decimals'),
      lotSize: stepOf(row['lot_decimals'], 'lot_decimals'),
      minSize: optionalDecimal(row['ordermin'], 'ordermin'),
    }),
  ];
}

/** The step of so many decimals. */
function stepOf(decimals: unknown, field: string): number {
  return Number(`1e-${decimalOf(decimals, field)}`);
}
