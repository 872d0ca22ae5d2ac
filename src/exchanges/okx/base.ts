import type { Dialect } from '../../protocol/dialect.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import { plain } from '../../protocol/plain.ts';
import type { SendContext } from '../../protocol/sendContext.ts';
import type { Topic } from '../../protocol/topic.ts';
import { argOf } from './arg.ts';
import { classify } from './classify.ts';
import { idOf } from './idOf.ts';
import { rejectionOf } from './rejectionOf.ts';
import { sharedLimits } from './sharedLimits.ts';
import { subscriptionOf } from './subscriptionOf.ts';
import type { OkxPush } from './push.ts';

/** Where REST is asked; the demo world is told apart by a header alone. */
const REST = 'https://www.okx.com';

/**
 * What all sockets of OKX have in common. All numbers are texts but sequences and checksums, whose doubles are exact. Each `arg`
 * of a request is acknowledged by itself. The venue cuts what is silent for 30 s either way, so a bare `ping` is sent after 20 s of
 * that.
 */
export const base: Omit<Dialect, 'name' | 'url' | 'channels' | 'liveness'> = {
  rest: {
    live: REST,
    test: REST,
    // The least that one of the questions asked here may be: 20 in two seconds (instruments), by address.
    limits: [{ scope: 'address', counts: 'frames', kind: 'sliding', limit: 20, window: 2_000 }],
  },
  codec: { kind: 'json', numbers: 'number', levels: ['bids', 'asks'], tokens: { pong: 'pong' } },
  classify,
  shows: ({ payload }) => subscriptionOf((payload as OkxPush).arg),
  subscribing: {
    ack: 'echo',
    batch: 100,
    maxBytes: 4_096,
    deadline: 30_000,
    subscribe: (topics, { id }) => request('subscribe', topics, id),
    unsubscribe: (topics, { id }) => request('unsubscribe', topics, id),
  },
  heartbeat: {
    every: 20_000,
    idleOnly: true,
    message: () => plain('ping'),
    isReply: (message) => message === 'pong',
  },
  // "No data received in 30s."
  closes: { 4004: 'retry' },
  // Unpublished by OKX; small enough that losing one socket is not losing the market.
  capacity: { topicsPerSocket: 240 },
  limits: sharedLimits,
  ids: 'text',
  idOf,
  withId: (message, id) => ({ id: String(id), ...(message as Row) }),
  requests: { rejectionOf },
};

/** Whether a message is content, whatever the channel. */
export function isContent(message: unknown): boolean {
  return isRow(message) && isRow(message['arg']) && Array.isArray(message['data']);
}

/** `{"id":"1512","op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"},{"channel":"books","instId":"BTC-USDT-SWAP"}]}` */
function request(op: 'subscribe' | 'unsubscribe', topics: readonly Topic[], id: SendContext['id']): unknown {
  return { id: String(id), op, args: topics.map(({ subscription }) => argOf(subscription)) };
}
