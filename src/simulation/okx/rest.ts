import type { RestAnswer, RestRequest } from '../venueSide.ts';
import { levelText } from './bookTexts.ts';
import { type Answering, done, type Envelope, refused } from './envelope.ts';
import { instrumentRow } from './instrumentRow.ts';
import { instrumentRows } from './instrumentRows.ts';
import { deepest } from './plainBook.ts';
import { restAccess } from './restAccess.ts';
import { restAccount } from './restAccount.ts';
import { type RestTradingSettings, restTrading } from './restTrading.ts';

function answer(envelope: Envelope, status = 200): RestAnswer {
  return { status, body: JSON.stringify(envelope) };
}

/**
 * The REST side, in OKX's envelope: `{"code":"0","msg":"","data":[..]}`. What is about an account must be signed.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-rest-authentication
 */
export function rest(settings: RestTradingSettings): (request: RestRequest) => RestAnswer {
  const { world, desks } = settings;
  const rowsOf = instrumentRows([...desks.values()].map(({ listing }) => listing));
  const answers = new Map<string, Answering>([...restTrading(settings, rowsOf), ...restAccount(world, rowsOf)]);
  return (request) => {
    const { query } = request;
    const name = `${request.method} ${request.path}`;
    const answering = answers.get(name);
    if (answering !== undefined) {
      const access = restAccess(request, world);
      return 'account' in access ? answer(answering(request, access.account)) : answer(refused(...access.refusal), 401);
    }
    switch (name) {
      case 'GET /api/v5/public/time':
        return answer(done([{ ts: String(world.now()) }]));
      case 'GET /api/v5/public/instruments':
        return answer(instruments(query, desks));
      case 'GET /api/v5/market/books':
        return book(query, desks, world.now());
      default:
        return answer(refused('50014', `Unknown path ${request.path}`), 404);
    }
  };
}

function instruments(query: URLSearchParams, desks: RestTradingSettings['desks']): Envelope {
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
function book(query: URLSearchParams, desks: RestTradingSettings['desks'], now: number): RestAnswer {
  const desk = desks.get(query.get('instId') ?? '');
  if (desk === undefined) return answer(refused('51001', "Instrument ID doesn't exist."));
  const size = Number(query.get('sz') ?? (query.has('source') ? deepest : 1));
  if (!(size >= 1 && size <= deepest)) return answer(refused('51000', 'Parameter sz error'));
  const { bid, ask, seqId } = desk.tape(deepest, now).state();
  const side = (levels: typeof bid): string =>
    levels
      .slice(0, size)
      .map((level) => levelText(level, desk.listing))
      .join(',');
  const data = `{"asks":[${side(ask)}],"bids":[${side(bid)}],"ts":"${now}","seqId":${seqId}}`;
  return { status: 200, body: `{"code":"0","msg":"","data":[${data}]}` };
}
