import type { Product } from './product.ts';
import type { SubscriptionRequest } from './request.ts';

/** What is wrong. 1: the body; 2: an argument; 3: the venue; 4: who asks. */
export interface GateioError {
  readonly code: 1 | 2 | 3 | 4;
  readonly message: string;
}

/** When something is answered, and over which connection, under which of its numbers. */
export interface Answering {
  readonly at: number;
  readonly connId: string;
  readonly traceId: string;
}

const stamped = (at: number): { readonly time: number; readonly time_ms: number } => ({
  time: Math.floor(at / 1_000),
  time_ms: at,
});

/**
 * `{"time":1726121320,"time_ms":1726121320745,"id":1,"conn_id":"f903..","trace_id":"d8ee..","channel":"spot.tickers","event":"subscribe",
 * "payload":["BRETT_USDT"],"result":{"status":"success"},"requestId":"d8ee.."}`, or with an `error` and the status `fail`.
 */
export function acknowledgement(
  {
    id,
    channel,
    event,
    payload,
  }: Pick<SubscriptionRequest, 'id' | 'channel' | 'event'> & { readonly payload?: unknown },
  { at, connId, traceId }: Answering,
  error?: GateioError,
): string {
  return JSON.stringify({
    ...stamped(at),
    id,
    conn_id: connId,
    trace_id: traceId,
    channel,
    event,
    payload,
    error,
    result: { status: error === undefined ? 'success' : 'fail' },
    requestId: traceId,
  });
}

/** `{"time":..,"time_ms":..,"channel":"","event":"","error":{"code":1,"message":".."},"result":null}` */
export function complaint(
  { id, channel, event }: { readonly id?: unknown; readonly channel: string; readonly event: string },
  at: number,
  error: GateioError,
): string {
  return JSON.stringify({ ...stamped(at), id, channel, event, error, result: null });
}

/** `{"time":1545404023,"time_ms":..,"channel":"spot.pong","event":"","result":null}` */
export function pong(product: Product, at: number): string {
  return JSON.stringify({ ...stamped(at), channel: `${product}.pong`, event: '', result: null });
}

/** Since February 2026, to every connection. */
export function upgradeNotice(product: Product, at: number): string {
  const msg = 'The connection will soon be closed for a service upgrade. Please reconnect.';
  return JSON.stringify({
    ...stamped(at),
    channel: `${product}.system`,
    event: 'update',
    result: { type: 'upgrade', msg },
  });
}

/** A frame of a kind nobody knows. */
export function unknownFrame(product: Product, at: number): string {
  return JSON.stringify({ ...stamped(at), channel: `${product}.novelty`, event: 'update', result: { level: 3 } });
}

/** A frame of data: `{"time":1606292218,"time_ms":1606292218231,"channel":"spot.trades","event":"update","result":..}` */
export function dataText(channel: string, at: number, result: string, event = 'update'): string {
  return `{"time":${Math.floor(at / 1_000)},"time_ms":${at},"channel":"${channel}","event":"${event}","result":${result}}`;
}
