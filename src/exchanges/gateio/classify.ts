import { isRow, type Row } from '../../protocol/fields.ts';
import type { DataMessage, Incoming } from '../../protocol/incoming.ts';
import { venueWords } from '../../protocol/venueWords.ts';
import { answerOf } from './answerOf.ts';
import type { GateContent } from './content.ts';
import { errorOf } from './errorWords.ts';
import type { Market } from './markets.ts';
import { routeOf } from './topic.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };
const HEARTBEAT: Incoming = { kind: 'heartbeat' };
const REPLY: Incoming = { kind: 'reply' };

/** By what rows of a channel name their topic; nothing where the channel says all. */
const NAMES: Readonly<Record<string, ((row: Row) => unknown) | undefined>> = {
  trades: nameOfPair,
  tickers: nameOfPair,
  book_ticker: ({ s }) => s,
  candlesticks: ({ n }) => n,
  obu: ({ s }) => s,
  order_book_update: ({ s }) => s,
  // Changes of the old channel of futures name their contract shortly.
  order_book: ({ s, contract, c }) => contract ?? (typeof c === 'string' ? c : s),
  orders: undefined,
  usertrades: undefined,
  balances: undefined,
  positions: undefined,
};

function nameOfPair({ currency_pair, contract }: Row): unknown {
  return currency_pair ?? contract;
}

/**
 * What a message of a market means: an answer of the order api by its `header`, anything else by its `channel` and `event`. A
 * result is one row or an array of them, of one topic or of several.
 *
 * ```json
 * {"time":1545404023,"channel":"spot.pong","event":"","result":null}
 * {"channel":"spot.obu","result":{"t":1757377580046,"full":true,"s":"ob.BTC_USDT.50","u":27053258981,"b":[["111666","0.131287"]],"a":[]},"time_ms":1757377580048}
 * {"request_id":"42","ack":true,"header":{"status":"200","channel":"spot.order_place","event":"api"},"data":{"result":{"req_id":"42"}}}
 * ```
 */
export function classifyOn(market: Market): (message: unknown) => Incoming {
  const start = market.prefix.length + 1;
  return (message) => {
    if (!isRow(message)) return UNKNOWN;
    const { channel, event, header } = message;
    if (isRow(header)) return REPLY;
    if (typeof channel !== 'string') return UNKNOWN;
    if (event === 'subscribe' || event === 'unsubscribe') return answerOf(market, event, message);
    if (!channel.startsWith(`${market.prefix}.`)) return complaintOf(message);
    const name = channel.slice(start);
    if (name === 'pong') return HEARTBEAT;
    if (name === 'system' || event === 'upgrade') return noticeOf(message);
    if (!Object.hasOwn(NAMES, name) || (name === 'positions' && market.prefix === 'spot')) return complaintOf(message);
    return contentOf(channel, NAMES[name], message);
  };
}

/** An error that is no answer: a frame that could not be read names nothing it is about. */
function complaintOf({ error }: Row): Incoming {
  return isRow(error) ? { kind: 'notice', text: errorOf(error).reason } : UNKNOWN;
}

/** `{"channel":"spot.system","event":"update","result":{"type":"upgrade","msg":"The connection will soon be closed for a service upgrade. Please reconnect."}}` */
function noticeOf({ event, result }: Row): Incoming {
  const { type, msg } = isRow(result) ? result : {};
  const text = venueWords(msg, `system ${String(type ?? event)}`);
  return type === 'upgrade' || event === 'upgrade'
    ? { kind: 'notice', text, action: 'migrate' }
    : { kind: 'notice', text };
}

function contentOf(channel: string, nameOf: ((row: Row) => unknown) | undefined, message: Row): Incoming {
  const { result } = message;
  if (isRow(result)) {
    const route = routeOfRow(channel, nameOf, result);
    return route === undefined ? UNKNOWN : data(route, message, [result]);
  }
  if (!Array.isArray(result)) return complaintOf(message);
  const rows: readonly unknown[] = result;
  const groups = new Map<string, Row[]>();
  // A row that belongs nowhere harms none of the others.
  for (const row of rows) {
    const route = isRow(row) ? routeOfRow(channel, nameOf, row) : undefined;
    const group = route === undefined ? undefined : groups.get(route);
    if (group !== undefined) group.push(row as Row);
    else if (route !== undefined) groups.set(route, [row as Row]);
  }
  const items = [...groups].map(([route, own]) => data(route, message, own));
  const lost = rows.length - items.reduce((sum, { payload }) => sum + (payload as GateContent).rows.length, 0);
  const [first, second] = items;
  if (first === undefined) return rows.length === 0 ? HEARTBEAT : UNKNOWN;
  if (second === undefined && lost === 0) return first;
  return { kind: 'several', items: lost === 0 ? items : [...items, UNKNOWN] };
}

function routeOfRow(channel: string, nameOf: ((row: Row) => unknown) | undefined, row: Row): string | undefined {
  if (nameOf === undefined) return channel;
  const name = nameOf(row);
  return typeof name === 'string' && name !== '' && name.length <= 64 ? routeOf(channel, name) : undefined;
}

function data(route: string, { time_ms: millis, time: seconds, event }: Row, rows: readonly Row[]): DataMessage {
  const payload: GateContent = { rows, millis, seconds, event };
  return { kind: 'data', route, payload };
}
