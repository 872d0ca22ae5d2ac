import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Instrument } from '../../model/instrument.ts';
import { isRow, type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { InstrumentRule } from '../../protocol/instrumentRule.ts';
import { present } from '../../util/present.ts';
import { givenDecimal } from './given.ts';
import { instIdOf, symbolOf } from './instId.ts';
import { demoHeaders, restRejectionOf } from './rest.ts';
import { unitOf } from './unitOf.ts';

const TYPES = { SPOT: 'spot', SWAP: 'swap', FUTURES: 'future', OPTION: 'option' } as const;
type InstType = keyof typeof TYPES;

/** Instruments by their type; options by their family too, for there are thousands. */
export const instruments: InstrumentRule = {
  route: () => 'public',
  list: (symbol) => {
    const instId = instIdOf(symbol);
    const instType = instTypeOf(instId);
    const family = instType === 'OPTION' ? `&instFamily=${instId.split('-').slice(0, 2).join('-')}` : '';
    return {
      key: `${instType}${family}`,
      query: {
        kind: 'rest',
        request: ({ environment }) => ({
          method: 'GET',
          url: `/api/v5/public/instruments?instType=${instType}${family}`,
          headers: demoHeaders(environment),
        }),
        rejectionOf: restRejectionOf,
        read: (reply) => rowsOf(isRow(reply) ? reply['data'] : undefined, 'data').flatMap(instrumentsIn),
      },
    };
  },
};

/** The venue's type of an instrument, by its name. */
function instTypeOf(instId: string): InstType {
  const parts = instId.split('-').length;
  if (instId.endsWith('-SWAP')) return 'SWAP';
  return parts > 3 ? 'OPTION' : parts === 3 ? 'FUTURES' : 'SPOT';
}

/**
 * ```json
 * {"instType":"SWAP","instId":"BTC-USDT-SWAP","instIdCode":10459,"uly":"BTC-USDT","settleCcy":"USDT","ctVal":"0.01","ctMult":"1","tickSz":"0.1","lotSz":"0.01","minSz":"0.01","state":"live"}
 * ```
 * Those whose name tells no symbol are left out.
 */
function instrumentsIn(row: Row): readonly Instrument[] {
  const venueSymbol = textOf(row['instId'], 'instId');
  const symbol = symbolOf(venueSymbol);
  if (symbol === undefined) return [];
  const [, base = '', quote = '', , settle] = /^([^/]+)\/([^:]+)(:([^-]+))?/.exec(symbol) ?? [];
  const contract = givenDecimal(row['ctVal'], 'ctVal');
  const times = givenDecimal(row['ctMult'], 'ctMult') ?? 1;
  return [
    present({
      symbol,
      venueSymbol,
      type: TYPES[instTypeOf(venueSymbol)],
      base,
      quote,
      settle,
      unit: unitOf(symbol),
      contractSize: settle === undefined || contract === undefined ? undefined : contract * times,
      tickSize: stepOf(row['tickSz'], 'tickSz'),
      lotSize: stepOf(row['lotSz'], 'lotSz'),
      minSize: stepOf(row['minSz'], 'minSz'),
      venueCode: codeOf(row['instIdCode']),
    }),
  ];
}

/** A step; before a listing the venue may write none, or 0. */
function stepOf(value: unknown, field: string): number | undefined {
  const step = givenDecimal(value, field);
  return step === 0 ? undefined : step;
}

/** The number that stands for the instrument in orders, since 2026-02-03; a bare one. */
function codeOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'number' ? String(value) : textOf(value, 'instIdCode');
  if (/^\d{1,15}$/.test(text)) return text;
  throw new ColdwireError('protocol-violation', { what: 'field instIdCode' });
}
