import { isRow, type Row } from '../../protocol/fields.ts';
import type { Incoming } from '../../protocol/incoming.ts';
import { answeredId, messageIdOf } from './askId.ts';
import { errorOf } from './errorOf.ts';
import type { Market } from './market.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };
/** "Sent shortly before the server goes away: open a new connection at once." */
const SHUTDOWN: Incoming = { kind: 'notice', text: 'serverShutdown', action: 'migrate' };

/**
 * What a message of a market's combined streams means. Data is told by the name of its stream, for much of it says neither what nor
 * of what it is. What bears the marks of another market is unknown.
 *
 * ```json
 * {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1672515782136,"s":"BTCUSDT","U":157,"u":160,"b":[],"a":[]}}
 * {"result":null,"id":1000000001}
 * {"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}
 * {"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}
 * ```
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
 */
export function classifyStream(market: Market): (message: unknown) => Incoming {
  return (message) => {
    if (!isRow(message)) return UNKNOWN;
    const { stream, data } = message;
    if (typeof stream === 'string' && isRow(data)) {
      if (data['e'] === 'serverShutdown') return SHUTDOWN;
      return isOf(market, data) ? { kind: 'data', route: stream, payload: data } : UNKNOWN;
    }
    if (message['e'] === 'serverShutdown') return SHUTDOWN;
    return answerOf(message);
  };
}

/** What answers a subscribe or unsubscribe says `result: null`, and not of what; what answers a question says more. */
function answerOf(message: Row): Incoming {
  const { result } = message;
  // All that is subscribed: what is missing is so no more.
  if (Array.isArray(result) && result.every((each) => typeof each === 'string')) return { kind: 'ack', items: result };
  const id = answeredId(message);
  if (id === undefined && messageIdOf(message) !== undefined) return { kind: 'reply' };
  if (result === null && id !== undefined) return { kind: 'ack', id };
  const error = errorOf(message);
  if (error === undefined) return UNKNOWN;
  const { reason, code } = error;
  return { kind: 'refusal', reason, permanent: PERMANENT.includes(code), ...(id === undefined ? {} : { id }) };
}

/** Invalid request, invalid symbol: of what was asked, not of the moment. */
const PERMANENT: readonly string[] = ['2', '-1121'];

/**
 * Whether data may be of a market: changes of futures' books name the one before, trades of spot alone say `M`, quotes of futures
 * alone what they are. Contracts margined in coins are of a pair with the dollar itself.
 */
function isOf(market: Market, data: Row): boolean {
  const { e: event, s: symbol } = data;
  if (market === 'spot') {
    if (event === 'depthUpdate') return data['pu'] === undefined;
    return event !== 'bookTicker' && event !== 'markPriceUpdate' && data['ps'] === undefined;
  }
  if (event === undefined || data['M'] !== undefined) return false;
  if (event === 'depthUpdate' && data['pu'] === undefined) return false;
  return typeof symbol !== 'string' || COIN_MARGINED.test(symbol) === (market === 'coinm');
}

/** `BTCUSD_PERP`, `BTCUSD_250328`, `BNBUSD_PERP`, `BNBUSD_210326`, and not `BTCBUSD_210129`, which is quoted in BUSD. */
const COIN_MARGINED = /USD_PERP$|^(?!.{3,}BUSD_).*USD_/;
