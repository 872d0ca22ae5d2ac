import { type Fields, isFields } from './fieldText.ts';

/** A frame that subscribes or unsubscribes. */
export interface SubscriptionRequest {
  readonly kind: 'subscription';
  readonly event: 'subscribe' | 'unsubscribe';
  readonly channel: string;
  /** Absent where the client sent none. */
  readonly id?: unknown;
  /** Seconds, as sent. */
  readonly time: unknown;
  readonly payload: readonly unknown[];
  readonly auth: Fields;
}

/** A frame about orders. */
export interface ApiRequest {
  readonly kind: 'api';
  readonly channel: string;
  readonly payload: Fields;
}

/** A frame of the client, understood as far as its envelope goes. */
export type GateioRequest =
  | { readonly kind: 'ping'; readonly channel: string }
  | SubscriptionRequest
  | ApiRequest
  | { readonly kind: 'illegal'; readonly id?: unknown; readonly channel: string; readonly event: string };

/** Reads a frame of the client. Never throws. */
export function readRequest(text: string): GateioRequest {
  const message = parsed(text);
  const { id, time, channel, event, payload = [], auth } = isFields(message) ? message : {};
  const identity = id === undefined || id === null ? {} : { id };
  if (typeof channel !== 'string') return { kind: 'illegal', ...identity, channel: '', event: '' };
  if (channel.endsWith('.ping')) return { kind: 'ping', channel };
  if (event === 'api' && isFields(payload)) return { kind: 'api', channel, payload };
  if ((event === 'subscribe' || event === 'unsubscribe') && Array.isArray(payload)) {
    return { kind: 'subscription', event, channel, ...identity, time, payload, auth: isFields(auth) ? auth : {} };
  }
  return { kind: 'illegal', ...identity, channel, event: typeof event === 'string' ? event : '' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
