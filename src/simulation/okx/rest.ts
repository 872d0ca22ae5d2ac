import type { RestAnswer, RestRequest } from '../venueSide.ts';
import { levelText } from './bookTexts.ts';
import type { Desk } from './desk.ts';
import { instrumentRow } from './instrumentRow.ts';
import { deepest } from './plainBook.ts';

/** What REST answers from. */
export interface RestSettings {
  readonly desks: ReadonlyMap<string, Desk>;
  readonly now: number;
}

const done = (data: readonly unknown[]): RestAnswer => answer('0', '', data);
const refused = (code: string, msg: string, status = 200): RestAnswer => ({ ...answer(code, msg, []), status });

function answer(code: string, msg: string, data: readonly unknown[]): RestAnswer {
  return { status: 200, body: JSON.stringify({ code, msg, data }) };
}

/**
 * The REST side, in OKX's envelope: `{"code":"0","msg":"","data":[..]}`.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-rest-authentication
 */
export function rest({ method, path, query }: RestRequest, { desks, now }: RestSettings): RestAnswer {
  switch (`${method} ${path}`) {
    case 'GET /api/v5/public/time':
      return done([{ ts: String(now) }]);
    case 'GET /api/v5/public/instruments':
      return instruments(query, desks);
    case 'GET /api/v5/market/books':
      return book(query, desks, now);
    default:
      return refused('50014', `Unknown path ${path}`, 404);
  }
}

function instruments(query: URLSearchParams, desks: RestSettings['desks']): RestAnswer {
  const [type, instId] = [query.get('instType'), query.get('instId')];
  if (type === null) return refused('50014', 'Parameter instType can not be empty');
  const listings = [...desks.values()].map(({ listing }) => listing);
  const found = listings.filter((one) => one.instType === type && (instId === null || one.instId === instId));
  return instId !== null && found.length === 0
    ? refused('51001', "Instrument ID doesn't exist.")
    : done(found.map(instrumentRow));
}

/**
 * The book as the channel tells it, under the same number. With `source=0`, as the documentation of the mode without snapshots has it,
 * whole unless `sz` says otherwise; else one level.
 */
function book(query: URLSearchParams, desks: RestSettings['desks'], now: number): RestAnswer {
  const desk = desks.get(query.get('instId') ?? '');
  if (desk === undefined) return refused('51001', "Instrument ID doesn't exist.");
  const size = Number(query.get('sz') ?? (query.has('source') ? deepest : 1));
  if (!(size >= 1 && size <= deepest)) return refused('51000', 'Parameter sz error');
  const { bid, ask, seqId } = desk.tape(deepest, now).state();
  const side = (levels: typeof bid): string =>
    levels
      .slice(0, size)
      .map((level) => levelText(level, desk.listing))
      .join(',');
  const data = `{"asks":[${side(ask)}],"bids":[${side(bid)}],"ts":"${now}","seqId":${seqId}}`;
  return { status: 200, body: `{"code":"0","msg":"","data":[${data}]}` };
}
