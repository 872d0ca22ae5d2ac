import { wireDepth } from '../../book/wireDepth.ts';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { BookFrame, BookRule } from '../../protocol/bookRule.ts';
import type { BookChannel } from '../../protocol/dialect.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import { levelsOf } from '../../protocol/levelsOf.ts';
import { errorOf } from './errorOf.ts';
import { type Market, unitOf, venueSymbolOf } from './market.ts';
import { choiceOf, streamTopic } from './stream.ts';
import { optionalMillis, sequenceOf } from './wireFields.ts';

/** Depths of the streams whose every frame is the whole top of the book. */
const PARTIAL_DEPTHS = [5, 10, 20];
/** Most changes that wait for a snapshot: it has to wait for its turn, and they come ten times a second. */
const HELD = 5_000;

/** What differs by the market. */
interface BookTerms {
  /** Which snapshots REST gives, by their levels, and what each weighs. Smaller ones are too soon left behind by the market. */
  readonly weights: Readonly<Record<number, number>>;
  readonly path: string;
  /** How often changes come: the default first, each with what ends the name of its stream. */
  readonly speeds: readonly [Speed, ...Speed[]];
}

type Speed = '0ms' | '100ms' | '250ms' | '500ms' | '1000ms';

/** A speed is in the name of a stream but for that which a market had first. */
const UNNAMED: Readonly<Record<Market, Speed>> = { spot: '1000ms', usdm: '250ms', coinm: '250ms' };

const TERMS: Readonly<Record<Market, BookTerms>> = {
  spot: { weights: { 1_000: 50, 5_000: 250 }, path: '/api/v3/depth', speeds: ['100ms', '1000ms'] },
  // As fast as it can (`0ms`) is in no documentation, but was served in 2024.
  usdm: { weights: { 1_000: 20 }, path: '/fapi/v1/depth', speeds: ['100ms', '250ms', '500ms', '0ms'] },
  coinm: { weights: { 1_000: 20 }, path: '/dapi/v1/depth', speeds: ['100ms', '250ms', '500ms', '0ms'] },
};

/**
 * The book of a market: the `depth` stream brings changes, REST the state that they follow on. Depths are those of REST's answers,
 * 1,000 levels a side or on spot 5,000; what lies beyond is unknown until it changes.
 *
 * `params: { speed: '1000ms' }` brings changes less often (`100ms` otherwise). `params: { partial: true }` brings the best 5, 10 or
 * 20 levels in each frame, which needs no snapshot.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#how-to-manage-a-local-order-book-correctly
 * @see https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams/How-to-manage-a-local-order-book-correctly
 */
export function bookOf(market: Market): BookChannel {
  const { weights, speeds } = TERMS[market];
  const depths = Object.keys(weights).map(Number);
  const rules = new Map(depths.map((depth) => [depth, diffRule(market, depths, weights[depth])]));
  const [smallest = 0] = depths;
  const diff = { read: readDiff, rule: rules.get(smallest) ?? diffRule(market, depths, 1) };
  const partial = { read: readPartial, rule: PARTIAL };
  return {
    ...diff,
    kind: 'book',
    unit: unitOf(market),
    topicOf: (subscription) => {
      const isPartial = choiceOf(subscription, 'partial', [false, true], KNOWN);
      const speed = choiceOf(subscription, 'speed', speeds, KNOWN);
      const depth = wireDepth(isPartial ? PARTIAL_DEPTHS : depths, subscription.depth);
      const params = { ...(isPartial ? { partial: true } : {}), ...(speed === speeds[0] ? {} : { speed }) };
      return streamTopic(market, subscription, {
        suffix: `@depth${isPartial ? depth : ''}${speed === UNNAMED[market] ? '' : `@${speed}`}`,
        subscription: { depth, ...(Object.keys(params).length === 0 ? {} : { params }) },
        ...(isPartial || depth === smallest ? {} : { variant: String(depth) }),
      });
    },
    variantOf: ({ depth = 0, params = {} }) =>
      params['partial'] === true ? partial : { ...diff, rule: rules.get(depth) ?? diff.rule },
  };
}

const KNOWN: readonly string[] = ['partial', 'speed'];

const PARTIAL: BookRule = { snapshot: 'in-band', depths: PARTIAL_DEPTHS, truncates: false };

/**
 * Spot: the first change applied holds the one after the snapshot's, and each follows on the one before by its number. Futures: the
 * first holds the snapshot's own, and each names the last change before it, for theirs are not contiguous.
 */
function diffRule(market: Market, depths: readonly number[], weight = 1): BookRule {
  const isSpot = market === 'spot';
  return {
    snapshot: {
      request: ({ symbol = '', depth }: Subscription) => ({
        method: 'GET',
        url: `${TERMS[market].path}?symbol=${encodeURIComponent(venueSymbolOf(symbol).text)}&limit=${depth}`,
      }),
      read: (answer) => {
        if (!isRow(answer)) throw new ColdwireError('protocol-violation', { what: 'snapshot' });
        return readPartial(answer);
      },
      refusal: (status, body) => (status === 400 ? unknownSymbolIn(body) : undefined),
      splice: isSpot ? 'range' : 'around',
      weight,
      limit: HELD,
    },
    sequence: isSpot ? 'range' : 'previous-link',
    depths,
    truncates: false,
  };
}

/** `{"code":-1121,"msg":"Invalid symbol."}` */
function unknownSymbolIn(body: string): string | undefined {
  try {
    const { code, reason } = errorOf(JSON.parse(body)) ?? {};
    return code === '-1121' ? reason : undefined;
  } catch {
    return undefined;
  }
}

/**
 * ```json
 * {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,"b":[["0.0024","10"]],"a":[["0.0026","100"]]}
 * {"e":"depthUpdate","E":123456789,"T":123456788,"s":"BTCUSDT","ps":"BTCUSDT","st":1,"U":157,"u":160,"pu":149,"b":[["0.0024","10"]],"a":[]}
 * ```
 */
function readDiff(payload: unknown): BookFrame {
  const { U: first, u: last, pu: previous, b: bids, a: asks, E: time } = payload as Row;
  return {
    kind: 'delta',
    bids: levelsOf(bids, 'b'),
    asks: levelsOf(asks, 'a'),
    first: sequenceOf(first, 'U'),
    last: sequenceOf(last, 'u'),
    ...(previous === undefined ? {} : { previous: sequenceOf(previous, 'pu') }),
    ...timed(time),
  };
}

/** `{"lastUpdateId":160,"bids":[["0.0024","10"]],"asks":[["0.0026","100"]]}`; in streams of futures as the changes are written. */
function readPartial(payload: unknown): BookFrame {
  const row = payload as Row;
  const { lastUpdateId: last = row['u'], bids = row['b'], asks = row['a'], E: time } = row;
  return {
    kind: 'snapshot',
    bids: levelsOf(bids, 'bids'),
    asks: levelsOf(asks, 'asks'),
    last: sequenceOf(last, 'lastUpdateId'),
    ...timed(time),
  };
}

function timed(time: unknown): { readonly time?: number } {
  const at = optionalMillis(time, 'E');
  return at === undefined ? {} : { time: at };
}
