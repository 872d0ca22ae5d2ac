import type { DataMessage, Incoming } from '../../protocol/incoming.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { Channel, Subscription } from '../../model/subscription.ts';
import { intervalName } from './intervals.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };
const HEARTBEAT: Incoming = { kind: 'heartbeat' };
const REPLY: Incoming = { kind: 'reply' };

/** The venue's channel names and ours. */
export const CHANNELS: Readonly<Record<string, Channel>> = {
  trade: 'trades',
  ticker: 'ticker',
  book: 'book',
  ohlc: 'candles',
};

/** The rows of one topic out of one frame. */
export interface KrakenPayload {
  readonly snapshot: boolean;
  readonly rows: readonly Row[];
}

/** What the frames of a topic can be told by: channel and symbol, and for candles the interval; never the depth. */
export function routeOf(channel: string, symbol: string, interval = ''): string {
  return `${channel}:${symbol}:${interval}`;
}

/**
 * What a Kraken v2 message means.
 *
 * ```json
 * {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":105944.2,"qty":0.25}],"asks":[],"checksum":2114181697,"timestamp":"..."}]}
 * {"method":"subscribe","result":{"channel":"book","symbol":"BTC/USD","depth":10,"snapshot":true},"success":true,"req_id":1}
 * {"method":"subscribe","success":false,"error":"Currency pair not supported FOO/BAR","symbol":"FOO/BAR","req_id":1}
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v2/book
 */
export function classify(message: unknown): Incoming {
  if (!isRow(message)) return UNKNOWN;
  const { channel, method } = message;
  if (typeof channel === 'string') return ofChannel(channel, message);
  if (method === 'subscribe' || method === 'unsubscribe') return ofAnswer(method, message);
  if (typeof method === 'string') return REPLY;
  // `{"Error":"Exceeded msg rate"}` and parse errors name no request; the acknowledgement they replace times out.
  const error = message['Error'] ?? message['error'];
  return typeof error === 'string' ? { kind: 'notice', text: error } : UNKNOWN;
}

function ofChannel(channel: string, message: Row): Incoming {
  if (channel === 'heartbeat') return HEARTBEAT;
  const { data } = message;
  if (!Array.isArray(data) || data.length === 0 || !data.every(isRow)) return UNKNOWN;
  if (channel === 'status') return { kind: 'notice', text: `system ${String(data[0]?.['system'])}` };
  if (!Object.hasOwn(CHANNELS, channel)) return UNKNOWN;
  const snapshot = message['type'] === 'snapshot';
  const [only, ...more] = byRoute(channel, data);
  if (only === undefined) return UNKNOWN;
  const items = [only, ...more].map(
    ([route, rows]): DataMessage => ({ kind: 'data', route, payload: { snapshot, rows } }),
  );
  return more.length === 0 ? (items[0] as DataMessage) : { kind: 'several', items };
}

/** Rows by topic, in order of appearance. Almost every frame holds one topic. */
function byRoute(channel: string, rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const { symbol, interval } = row;
    if (typeof symbol !== 'string') continue;
    const route = routeOf(channel, symbol, channel === 'ohlc' ? String(interval) : '');
    const group = groups.get(route);
    if (group === undefined) groups.set(route, [row]);
    else group.push(row);
  }
  return groups;
}

function ofAnswer(verb: 'subscribe' | 'unsubscribe', message: Row): Incoming {
  const { result, req_id: id, success, error } = message;
  const base = { verb, ...(typeof id === 'string' ? { id } : {}) };
  if (success === true && isRow(result)) {
    const { symbol } = result;
    return { kind: 'ack', ...base, ...(typeof symbol === 'string' ? { item: symbol } : {}), ...echoOf(result) };
  }
  const { symbol } = message;
  const reason = typeof error === 'string' ? error : 'refused without a reason';
  const named = typeof symbol === 'string' ? { item: symbol } : {};
  return { kind: 'refusal', ...base, ...named, reason, permanent: isPermanent(reason) };
}

/** `... not supported` and its like stay true however often one asks; anything else may pass. */
function isPermanent(reason: string): boolean {
  return /not supported|unsupported|unknown|invalid|malformed/i.test(reason);
}

function echoOf(result: Row): { readonly echo?: Subscription } {
  const { channel, symbol, depth, interval } = result;
  if (typeof channel !== 'string' || typeof symbol !== 'string' || !Object.hasOwn(CHANNELS, channel)) return {};
  const minutes = intervalName(Number(interval));
  return {
    echo: {
      channel: CHANNELS[channel] as Channel,
      symbol,
      ...(depth === undefined ? {} : { depth: Number(depth) }),
      ...(minutes === undefined ? {} : { interval: minutes }),
    },
  };
}
