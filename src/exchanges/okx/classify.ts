import { isRow, type Row } from '../../protocol/fields.ts';
import type { AckMessage, Incoming } from '../../protocol/incoming.ts';
import { venueWords } from '../../protocol/venueWords.ts';
import { idOf, idOfRequest } from './idOf.ts';
import { itemOf } from './itemOf.ts';
import type { OkxPush } from './push.ts';
import { refusalOf } from './refusalOf.ts';
import { subscriptionOf } from './subscriptionOf.ts';

const UNKNOWN: Incoming = { kind: 'unknown' };
const HEARTBEAT: Incoming = { kind: 'heartbeat' };
const REPLY: Incoming = { kind: 'reply' };

/**
 * What a message of OKX means: by its `event`, else its `op`, else its `arg`.
 *
 * ```json
 * pong
 * {"event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"a4d3ae55","id":"1512"}
 * {"id":"1512","op":"order","code":"0","msg":"","data":[{"clOrdId":"b15","ordId":"12345689","sCode":"0","sMsg":""}]}
 * {"arg":{"channel":"tickers","instId":"BTC-USDT"},"data":[{"last":"9999.99"}]}
 * ```
 * @see https://www.okx.com/docs-v5/en/#overview-websocket-subscribe
 */
export function classify(message: unknown): Incoming {
  if (message === 'pong') return HEARTBEAT;
  if (!isRow(message)) return UNKNOWN;
  const { event, op, arg, data } = message;
  if (typeof event === 'string') return eventOf(event, message);
  if (typeof op === 'string') return REPLY;
  if (!isRow(arg) || !Array.isArray(data)) return UNKNOWN;
  const route = itemOf(arg);
  return route === undefined ? UNKNOWN : { kind: 'data', route, payload: message as unknown as OkxPush };
}

function eventOf(event: string, message: Row): Incoming {
  switch (event) {
    case 'subscribe':
    case 'unsubscribe':
      return ackOf(event, message);
    case 'error':
      // Of a request that is no subscription: matched by its id.
      return idOf(message) === undefined ? refusalOf(message) : REPLY;
    case 'login':
      return REPLY;
    case 'notice':
      return noticeOf(message);
    case 'channel-conn-count':
      return HEARTBEAT;
    case 'channel-conn-count-error':
      return droppedOf(message);
    default:
      return UNKNOWN;
  }
}

function ackOf(verb: NonNullable<AckMessage['verb']>, message: Row): Incoming {
  const { arg } = message;
  if (!isRow(arg)) return UNKNOWN;
  const id = idOfRequest(message);
  const item = itemOf(arg);
  const echo = subscriptionOf(arg);
  if (item === undefined) return UNKNOWN;
  return {
    kind: 'ack',
    verb,
    item,
    ...(id === undefined ? {} : { id }),
    ...(echo === undefined ? {} : { echo }),
  };
}

/** `{"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade. Please reconnect.","connId":"a4d3ae55"}`, a minute ahead. */
function noticeOf({ code, msg }: Row): Incoming {
  const text = venueWords(msg, `notice ${String(code)}`);
  return code === '64008' ? { kind: 'notice', text, action: 'migrate' } : { kind: 'notice', text };
}

/**
 * `{"event":"channel-conn-count-error","channel":"orders","connCount":"30","connId":".."}`: the subscription that was made last,
 * on this connection, has been dropped again.
 */
function droppedOf({ channel, connCount }: Row): Incoming {
  if (typeof channel !== 'string') return UNKNOWN;
  const text = `${venueWords(channel, 'a channel')} is on ${venueWords(connCount, 'too many')} connections already`;
  const ended: AckMessage = { kind: 'ack', verb: 'unsubscribe', item: channel };
  return { kind: 'several', items: [{ kind: 'notice', text }, ended] };
}
