import type { RestAnswer, RestRequest } from '../venueSide.ts';
import { restAccess } from './restAccess.ts';
import { refused } from './restAnswer.ts';
import { restMarket } from './restMarket.ts';
import { type RestTradingSettings, restTrading } from './restTrading.ts';

const ROOT = '/api/v4';

/**
 * The REST side, APIv4. What is about an account must be signed.
 *
 * @see https://www.gate.com/docs/developers/apiv4/en/
 */
export function rest(settings: RestTradingSettings): (request: RestRequest) => RestAnswer {
  const { world, feed } = settings;
  const market = new Map(restMarket(feed, world.now));
  const trading = restTrading(settings);
  return (request) => {
    const path = request.path.startsWith(ROOT) ? request.path.slice(ROOT.length) : '';
    const [, parent = '', last = ''] = /^(.*)\/([^/]*)$/.exec(path) ?? [];
    const names = [`${request.method} ${path}`, `${request.method} ${parent}/*`];
    const [open] = names.flatMap((name) => market.get(name) ?? []);
    if (open !== undefined) return open(request, last);
    const [own] = names.flatMap((name) => trading.get(name) ?? []);
    if (own === undefined) return refused([404, 'NOT_FOUND', `Unknown path ${request.path}`]);
    const access = restAccess(request, world);
    return 'account' in access ? own(request, access.account, last) : refused([401, ...access.refusal]);
  };
}
