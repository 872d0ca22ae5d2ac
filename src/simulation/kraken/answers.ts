import type { OrderMethod, OrderReply } from './orderMethods.ts';
import type { PrivateWish } from './privateFeed.ts';
import { timeText } from './timeText.ts';
import { resultText, type Wish } from './wish.ts';

/** When the venue read a request and when it answers: milliseconds, and microseconds on top. */
export interface AnswerTimes {
  readonly at: number;
  readonly micros: number;
}

const times = ({ at, micros }: AnswerTimes): string =>
  `"time_in":"${timeText(at, micros)}","time_out":"${timeText(at, micros + 41)}"`;
const idOf = (id: string | undefined): string => (id === undefined ? '' : `"req_id":${id},`);

/** `{"method":"subscribe","result":{"channel":"book","depth":10,"snapshot":true,"symbol":"BTC/USD"},"success":true,...}` */
export function confirmation(
  method: 'subscribe' | 'unsubscribe',
  wish: Wish,
  id: string | undefined,
  time: AnswerTimes,
): string {
  const result = resultText(wish, method === 'subscribe' ? wish.snapshot : undefined);
  return `{"method":"${method}",${idOf(id)}"result":${result},"success":true,${times(time)}}`;
}

/** `{"error":"Currency pair not supported FOO/BAR","method":"subscribe","success":false,"symbol":"FOO/BAR",...}` */
export function refusal(
  { error, method, symbol }: { readonly error: string; readonly method?: string | undefined; readonly symbol?: string },
  id: string | undefined,
  time: AnswerTimes,
): string {
  const of = method === undefined ? '' : `"method":${JSON.stringify(method)},`;
  const whom = symbol === undefined ? '' : `"symbol":${JSON.stringify(symbol)},`;
  return `{"error":${JSON.stringify(error)},${of}${idOf(id)}"success":false,${whom}${times(time)}}`;
}

/**
 * `{"method":"subscribe","result":{"channel":"executions","maxratecount":125,"snap_orders":true,"snap_trades":true},"success":true,...}`
 * (documentation)
 */
export function privateConfirmation(
  method: 'subscribe' | 'unsubscribe',
  channel: PrivateWish['channel'],
  wish: PrivateWish | undefined,
  id: string | undefined,
  time: AnswerTimes,
): string {
  const orders =
    channel === 'executions' && wish !== undefined
      ? { maxratecount: 125, snap_orders: wish.snapOrders, snap_trades: wish.snapTrades }
      : {};
  const snapshot = channel === 'balances' && wish !== undefined ? { snapshot: true } : {};
  const result = JSON.stringify({ channel, ...orders, ...snapshot });
  return `{"method":"${method}",${idOf(id)}"result":${result},"success":true,${times(time)}}`;
}

/** `{"method":"add_order","req_id":42,"result":{"order_id":"OABCDE-12345-FGHIJ",...},"success":true,...}` */
export function orderAnswer(method: OrderMethod, reply: OrderReply, id: string | undefined, time: AnswerTimes): string {
  if (reply.kind === 'failed') return refusal({ error: reply.error, method }, id, time);
  return `{"method":"${method}",${idOf(id)}"${reply.field ?? 'result'}":${reply.text},"success":true,${times(time)}}`;
}

/** `{"method":"pong","req_id":42,...}` */
export function pong(id: string | undefined, time: AnswerTimes): string {
  return `{"method":"pong",${idOf(id)}${times(time)}}`;
}

/** What the venue says of itself on connecting and when it changes. The id exceeds 2^53. */
export function statusFrame(system: string, connectionId: string): string {
  return `{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"${system}","api_version":"v2","connection_id":${connectionId}}]}`;
}

export const heartbeat = '{"channel":"heartbeat"}';
/** The odd shape is the venue's own. */
export const exceededRate = '{"Error":"Exceeded msg rate"}';
export const unknownFrame =
  '{"channel":"announcements","type":"update","data":[{"headline":"nothing you know","level":3}]}';
