import { type OrderCall, orderMethods } from './orderMethods.ts';
import type { Params } from './orderParams.ts';
import { type PrivateChannel, privateChannels } from './privateFeed.ts';
import { depths, intervals, type KrakenChannel, type Wish } from './wish.ts';

/** A private channel is asked for, or left. */
export interface PrivateRequest {
  readonly method: 'subscribe' | 'unsubscribe';
  readonly channel: PrivateChannel;
  readonly params: Params;
}

/** A frame of the client, understood. `id` is the text of its req_id. */
export type KrakenRequest =
  | { readonly kind: 'ping'; readonly id: string | undefined }
  | { readonly kind: 'subscribe' | 'unsubscribe'; readonly id: string | undefined; readonly wishes: readonly Wish[] }
  | (PrivateRequest & { readonly kind: 'private'; readonly id: string | undefined })
  | (OrderCall & { readonly kind: 'order'; readonly id: string | undefined })
  | {
      readonly kind: 'wrong';
      readonly id: string | undefined;
      readonly method: string | undefined;
      readonly error: string;
    };

/**
 * The texts of refusal. Recorded: depth and pair. Seen by others: already subscribed (2025-12). From v1's documentation:
 * interval and not found `?`. All others are guesses.
 */
export const errors = {
  malformed: 'Malformed request',
  method: 'Method not supported',
  channel: 'Channel not supported',
  symbols: 'Symbol missing',
  depth: 'Subscription depth not supported',
  interval: 'Subscription ohlc interval not supported',
  trigger: 'Event trigger not supported',
  requestId: 'Request id must be an unsigned integer',
  duplicate: 'Already subscribed',
  notFound: 'Subscription Not Found',
  unavailable: 'EService:Unavailable',
  pair: (symbol: string): string => `Currency pair not supported ${symbol}`,
} as const;

const channels: readonly string[] = ['book', 'ticker', 'trade', 'ohlc'] satisfies readonly KrakenChannel[];

type Fields = Readonly<Record<string, unknown>>;

function isOneOf<T extends string>(names: readonly T[], value: unknown): value is T {
  return (names as readonly unknown[]).includes(value);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a frame of the client. Never throws. */
export function readRequest(text: string): KrakenRequest {
  const message = parsed(text);
  const method = isFields(message) && typeof message.method === 'string' ? message.method : undefined;
  if (!isFields(message)) return { kind: 'wrong', id: undefined, method, error: errors.malformed };
  const id = 'req_id' in message ? idText(message.req_id, text) : undefined;
  if ('req_id' in message && id === undefined) {
    return { kind: 'wrong', id: undefined, method, error: errors.requestId };
  }
  if (method === 'ping') return { kind: 'ping', id };
  const params = isFields(message.params) ? message.params : {};
  if (isOneOf(orderMethods, method)) return { kind: 'order', id, method, params };
  if (method !== 'subscribe' && method !== 'unsubscribe') return { kind: 'wrong', id, method, error: errors.method };
  const { channel } = params;
  if (isOneOf(privateChannels, channel)) return { kind: 'private', id, method, channel, params };
  const wishes = wishesOf(params);
  return typeof wishes === 'string' ? { kind: 'wrong', id, method, error: wishes } : { kind: method, id, wishes };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The digits of an unsigned 64-bit id, which may be more than a double holds. */
function idText(value: unknown, text: string): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return undefined;
  const digits = Number.isSafeInteger(value) ? String(value) : /"req_id"\s*:\s*(\d+)/.exec(text)?.[1];
  return digits !== undefined && BigInt(digits) < 1n << 64n ? digits : undefined;
}

function wishesOf(params: Fields): readonly Wish[] | string {
  // Also for `trade`, whose documentation says false: acknowledgements of requests that leave it out were seen to say true.
  const { channel, symbol, snapshot = true } = params;
  if (typeof channel !== 'string' || !channels.includes(channel)) return errors.channel;
  if (!Array.isArray(symbol) || symbol.length === 0) return errors.symbols;
  if (!symbol.every((one): one is string => typeof one === 'string')) return errors.symbols;
  const options = optionsOf(channel as KrakenChannel, params);
  if (typeof options === 'string') return options;
  return symbol.map((one) => ({
    channel: channel as KrakenChannel,
    symbol: one,
    ...options,
    snapshot: snapshot !== false,
  }));
}

function optionsOf(channel: KrakenChannel, params: Fields): Pick<Wish, 'depth' | 'interval' | 'trigger'> | string {
  const { depth = 10, interval = 1, event_trigger: trigger = 'trades' } = params;
  switch (channel) {
    case 'book':
      return typeof depth === 'number' && depths.includes(depth) ? { depth } : errors.depth;
    case 'ohlc':
      return typeof interval === 'number' && intervals.includes(interval) ? { interval } : errors.interval;
    case 'ticker':
      return trigger === 'trades' || trigger === 'bbo' ? { trigger } : errors.trigger;
    case 'trade':
      return {};
  }
}
