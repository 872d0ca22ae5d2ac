import type { BookFrame, BookRule, RawLevel } from '../../protocol/bookRule.ts';
import type { BookChannel } from '../../protocol/dialect.ts';
import { type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { bookSnapshotOn } from './bookSnapshot.ts';
import { depthsOf, obuDepths, servedBook } from './bookWire.ts';
import type { GateContent } from './content.ts';
import { givenInstant, sequenceOf, violation } from './given.ts';
import { sideLevelsOf } from './levels.ts';
import type { Market } from './markets.ts';
import { topicOn } from './topic.ts';

/** Levels beyond the depth are not maintained by the venue, so nobody else can trust them either. */
const OBU: BookRule = { snapshot: 'in-band', sequence: 'contiguous', depths: obuDepths, truncates: true };

/**
 * The book of a market, by `params.channel`:
 *
 * - `obu` (default): 50 levels every 20 ms or 400 every 100 ms. The first frame is the whole, which may come again at any time; each
 *   change begins with the number after the last one.
 * - `order_book_update`: changes every 100 ms (100 levels; of futures 20 or 50 too) or `params: { speed: '20ms' }` (20 levels), which
 *   follow on a snapshot from REST.
 * - `order_book`: the best levels whole each time, every 100 ms or `params: { speed: '1000ms' }`.
 *
 * @see https://www.gate.com/docs/developers/apiv4/ws/en/#order-book-v2-api
 */
export function bookOn(market: Market): BookChannel {
  const obu = { read: readChange, rule: OBU };
  const update = {
    read: readChange,
    rule: {
      snapshot: bookSnapshotOn(market),
      sequence: 'range',
      depths: depthsOf(market, 'order_book_update'),
      truncates: true,
    } satisfies BookRule,
  };
  const whole = {
    read: readWhole,
    rule: { snapshot: 'in-band', depths: depthsOf(market, 'order_book'), truncates: true } satisfies BookRule,
  };
  return {
    ...obu,
    kind: 'book',
    unit: market.unit,
    topicOf: (subscription) => topicOn(market, servedBook(market, subscription)),
    variantOf: ({ params = {} }) => {
      if (params['channel'] === 'order_book_update') return update;
      return params['channel'] === 'order_book' ? whole : obu;
    },
  };
}

function onlyRow(payload: unknown): Row {
  const { rows } = payload as GateContent;
  const [row, ...more] = rows;
  return row === undefined || more.length > 0 ? violation('result') : row;
}

/**
 * ```json
 * {"t":1757377580046,"s":"ob.BTC_USDT.50","U":27053258982,"u":27053258987,"b":[["111666","0.146841"]],"a":[]}
 * {"t":1606294781123,"s":"BTC_USDT","U":48776301,"u":48776306,"b":[["19137.74","0.0001"]],"a":[]}
 * ```
 * With `full` it is the whole.
 */
function readChange(payload: unknown): BookFrame {
  const { t, full, U: first, u: last, b, a } = onlyRow(payload);
  const isWhole = full === true;
  return present({
    kind: isWhole ? ('snapshot' as const) : ('delta' as const),
    bids: sideLevelsOf(b ?? [], 'b'),
    asks: sideLevelsOf(a ?? [], 'a'),
    first: isWhole ? undefined : sequenceOf(first, 'U'),
    last: sequenceOf(last, 'u'),
    time: givenInstant(t, undefined, 't'),
  });
}

/**
 * ```json
 * {"t":1606295412123,"lastUpdateId":48791820,"s":"BTC_USDT","bids":[["19079.55","0.0195"]],"asks":[["19080.24","0.1638"]]}
 * {"t":1678468497168,"id":4010394406,"contract":"BTC_USDT","asks":[{"p":"19909","s":3100}],"bids":[{"p":"19901.2","s":5000}]}
 * {"p":"222.25","s":-390,"c":"BCH_USDT","id":242207247}
 * ```
 * The last is a change of a level, asks below zero, as futures once told them beside the whole.
 */
function readWhole(payload: unknown): BookFrame {
  const { rows, event } = payload as GateContent;
  if (event === 'update' && rows.every((row) => 'p' in row)) return readChanges(rows);
  const { t, id, lastUpdateId, bids, asks } = onlyRow(payload);
  const number = id ?? lastUpdateId;
  return present({
    kind: 'snapshot' as const,
    bids: sideLevelsOf(bids, 'bids'),
    asks: sideLevelsOf(asks, 'asks'),
    last: number === undefined ? undefined : sequenceOf(number, 'id'),
    time: givenInstant(t, undefined, 't'),
  });
}

/** A level that is taken away does not say of which side: it is of neither then. */
function readChanges(rows: readonly Row[]): BookFrame {
  const levels = rowsOf(rows, 'result').map(({ p, s, id }) => ({
    priceText: textOf(p, 'p'),
    sizeText: textOf(s, 's'),
    last: sequenceOf(id, 'id'),
  }));
  const isAsk = ({ sizeText }: RawLevel): boolean => sizeText.startsWith('-');
  const without = ({ priceText }: RawLevel): RawLevel => ({ priceText, sizeText: '0' });
  return present({
    kind: 'delta' as const,
    bids: levels.map((level) =>
      isAsk(level) ? without(level) : { priceText: level.priceText, sizeText: level.sizeText },
    ),
    asks: levels.map((level) =>
      isAsk(level) ? { priceText: level.priceText, sizeText: level.sizeText.slice(1) } : without(level),
    ),
    last: levels.at(-1)?.last,
  });
}
