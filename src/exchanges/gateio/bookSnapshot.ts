import { isRow } from '../../protocol/fields.ts';
import type { RestSnapshot } from '../../protocol/bookRule.ts';
import { present } from '../../util/present.ts';
import { bookWireOf } from './bookWire.ts';
import { errorOf } from './errorWords.ts';
import { sequenceOf, violation } from './given.ts';
import { sideLevelsOf } from './levels.ts';
import type { Market } from './markets.ts';
import { venueSymbolOf } from './symbols.ts';

/** What the venue says of a pair or a contract that it does not have. */
const GONE: readonly unknown[] = ['INVALID_CURRENCY_PAIR', 'CONTRACT_NOT_FOUND', 'INVALID_CURRENCY'];

/**
 * The snapshot that changes follow on, as deep as their channel. The first to be applied holds the change after the snapshot's `id`.
 *
 * ```json
 * {"id":2691446,"current":1619093533,"update":1619093532,"asks":[["0.00010396","5876.967"]],"bids":[["0.00010322","5360.209"]]}
 * ```
 */
export function bookSnapshotOn(market: Market): RestSnapshot {
  const name = market.prefix === 'spot' ? 'currency_pair' : 'contract';
  return {
    splice: 'range',
    request: (subscription) => {
      const { depth } = bookWireOf(market, subscription);
      const pair = venueSymbolOf(market, subscription.symbol);
      return { method: 'GET', url: `${market.path}/order_book?${name}=${pair}&limit=${depth}&with_id=true` };
    },
    read: (answer) => {
      if (!isRow(answer)) return violation('answer');
      const { id, bids, asks } = answer;
      return present({
        kind: 'snapshot' as const,
        bids: sideLevelsOf(bids, 'bids'),
        asks: sideLevelsOf(asks, 'asks'),
        last: sequenceOf(id, 'id'),
      });
    },
    refusal: (_status, body) => {
      const { code, reason } = errorOf(parsed(body));
      return GONE.includes(code) ? reason : undefined;
    },
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
