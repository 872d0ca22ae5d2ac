import { wireDepth } from '../../book/wireDepth.ts';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Market } from './markets.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';

/** The channels of books. */
export type BookChannelName = 'obu' | 'order_book_update' | 'order_book';

/** How one book is served. */
export interface BookWire {
  readonly channel: BookChannelName;
  readonly depth: number;
  /** How often it is told; empty where nothing is to be said about it. */
  readonly speed: string;
}

/** What a channel of books offers on a market: depths, rising, by speed, its default speed first. */
type Offer = Readonly<Record<string, readonly number[]>>;

/** The levels of `obu` tell its speed: 50 every 20 ms, 400 every 100 ms. */
const OBU: Offer = { '': [50, 400] };

const OFFERS: Readonly<Record<Market['prefix'], Readonly<Record<BookChannelName, Offer>>>> = {
  spot: {
    obu: OBU,
    order_book_update: { '100ms': [100], '20ms': [20] },
    order_book: { '100ms': [5, 10, 20, 50, 100], '1000ms': [5, 10, 20, 50, 100] },
  },
  futures: {
    obu: OBU,
    order_book_update: { '100ms': [20, 50, 100], '20ms': [20] },
    order_book: { '': [1, 5, 10, 20, 50, 100] },
  },
};

/** Depths of the default channel, rising. */
export const obuDepths: readonly number[] = [50, 400];

/** Depths of a channel at any speed, rising. */
export function depthsOf({ prefix }: Market, channel: BookChannelName): readonly number[] {
  const depths = new Set(Object.values(OFFERS[prefix][channel]).flat());
  return [...depths].sort((a, b) => a - b);
}

/**
 * The channel, depth and speed that serve a book: `obu` unless `params.channel` names another, as deep as is asked for at least.
 * Throws `invalid-options` for what there is not, `unsupported` for more levels than there are.
 */
export function bookWireOf({ prefix }: Market, subscription: Subscription): BookWire {
  const { channel = 'obu', speed } = paramsOf(subscription, 'channel', 'speed');
  const offers = OFFERS[prefix];
  if (!isBookChannel(channel)) throw invalid('channel', Object.keys(offers).join(', '));
  const offer = offers[channel];
  const speeds = Object.keys(offer);
  const wanted = speed ?? speeds[0] ?? '';
  const depths = typeof wanted === 'string' && Object.hasOwn(offer, wanted) ? offer[wanted] : undefined;
  if (depths === undefined) throw invalid('speed', speeds[0] === '' ? 'none' : speeds.join(', '));
  return { channel, depth: wireDepth(depths, subscription.depth), speed: String(wanted) };
}

/** What of a subscription the wire settles: a speed that is the default goes unsaid. */
export function servedBook(market: Market, subscription: Subscription): Subscription {
  const { channel, depth, speed } = bookWireOf(market, subscription);
  const isUsual = Object.keys(OFFERS[market.prefix][channel])[0] === speed;
  const params = { ...(channel === 'obu' ? {} : { channel }), ...(isUsual ? {} : { speed }) };
  const { symbol = '' } = subscription;
  return { channel: 'book', symbol, depth, ...(Object.keys(params).length === 0 ? {} : { params }) };
}

function isBookChannel(channel: unknown): channel is BookChannelName {
  return channel === 'obu' || channel === 'order_book_update' || channel === 'order_book';
}

function invalid(name: string, expected: string): Error {
  return new ColdwireError('invalid-options', { option: `params.${name}`, expected });
}
