import { isRow, type Row } from '../../protocol/fields.ts';
import type { DataMessage, Incoming } from '../../protocol/incoming.ts';
import { venueWords } from '../../protocol/venueWords.ts';
import { answerOf } from './answerOf.ts';
import { channelNamed } from './channelNames.ts';
import type { KrakenPayload } from './payload.ts';
import { routeOf } from './routeOf.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };
const HEARTBEAT: Incoming = { kind: 'heartbeat' };
const REPLY: Incoming = { kind: 'reply' };

/**
 * What a Kraken v2 message means.
 *
 * ```json
 * {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":105944.2,"qty":0.25}],"asks":[],"checksum":2114181697,"timestamp":"..."}]}
 * {"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2","connection_id":7204881492680171915}]}
 * {"channel":"heartbeat"}
 * {"method":"pong","req_id":42,"time_in":"...","time_out":"..."}
 * {"Error":"Exceeded msg rate"}
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v2/book
 */
export function classify(message: unknown): Incoming {
  if (!isRow(message)) return UNKNOWN;
  const { channel, method } = message;
  if (typeof channel === 'string') return contentOf(channel, message);
  if (method === 'subscribe' || method === 'unsubscribe') return answerOf(method, message);
  // `{"Error":"Exceeded msg rate"}` and `{"error":"Malformed request","method":"error"}` name no request; the answer they
  // stand for times out.
  const { Error: error = message['error'], req_id: id } = message;
  if (typeof error === 'string' && id === undefined) return { kind: 'notice', text: venueWords(error, 'error') };
  return typeof method === 'string' ? REPLY : UNKNOWN;
}

function contentOf(channel: string, message: Row): Incoming {
  if (channel === 'heartbeat') return HEARTBEAT;
  const { data } = message;
  if (!Array.isArray(data)) return UNKNOWN;
  if (channel === 'status') return statusOf(data);
  if (channelNamed(channel) === undefined) return UNKNOWN;
  const [first] = data;
  // A snapshot of nothing: it says that the venue is there, and no more.
  if (first === undefined) return HEARTBEAT;
  const route = routeOfRow(channel, first);
  // Almost every frame holds one row, or several of one topic.
  for (let at = 1; at < data.length; at++)
    if (routeOfRow(channel, data[at]) !== route) return mixed(channel, message, data);
  return route === undefined ? UNKNOWN : content(route, message, data);
}

function content(route: string, { type, timestamp }: Row, rows: readonly Row[]): DataMessage {
  const payload: KrakenPayload = { snapshot: type === 'snapshot', rows, timestamp };
  return { kind: 'data', route, payload };
}

/** Where a row belongs; nothing where it does not say so. */
function routeOfRow(channel: string, row: unknown): string | undefined {
  if (!isRow(row)) return undefined;
  const { symbol, interval } = row;
  if (typeof symbol !== 'string') return undefined;
  if (channel !== 'ohlc') return routeOf(channel, symbol);
  return typeof interval === 'string' ? routeOf(channel, symbol, interval) : undefined;
}

/** One frame of several topics, topics in order of appearance. A row that belongs nowhere harms none of the others. */
function mixed(channel: string, message: Row, rows: readonly unknown[]): Incoming {
  const groups = new Map<string | undefined, Row[]>();
  for (const row of rows) {
    const route = routeOfRow(channel, row);
    const group = groups.get(route);
    if (group === undefined) groups.set(route, [row as Row]);
    else group.push(row as Row);
  }
  const items = [...groups].map(([route, group]) => (route === undefined ? UNKNOWN : content(route, message, group)));
  return { kind: 'several', items };
}

/** `online`, `maintenance`, `cancel_only` or `post_only`: sent on connect, and when it changes. */
function statusOf([status]: readonly unknown[]): Incoming {
  const system = isRow(status) ? status['system'] : undefined;
  return typeof system === 'string' ? { kind: 'notice', text: `system ${venueWords(system, '')}` } : UNKNOWN;
}
