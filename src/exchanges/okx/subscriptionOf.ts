import type { Subscription } from '../../model/subscription.ts';
import type { Row } from '../../protocol/fields.ts';
import { bookDepths, depthOfChannel } from './bookChannels.ts';
import { isPerpetual, symbolOf } from './instId.ts';
import { intervalOf } from './intervals.ts';

/** Channels of one name with us and with the venue. */
const NAMES: Readonly<Record<string, Subscription>> = {
  trades: { channel: 'trades' },
  'trades-all': { channel: 'trades', params: { channel: 'trades-all' } },
  tickers: { channel: 'ticker' },
  'bbo-tbt': { channel: 'quotes' },
  'funding-rate': { channel: 'funding' },
  'mark-price': { channel: 'mark' },
};
const ACCOUNT: Readonly<Record<string, Subscription>> = {
  orders: { channel: 'orders' },
  account: { channel: 'balances' },
  positions: { channel: 'positions' },
};

/** What a venue's `arg` means in our words; nothing where it is no subscription of ours. */
export function subscriptionOf({ channel, instId, instType }: Row): Subscription | undefined {
  if (typeof channel !== 'string') return undefined;
  if (Object.hasOwn(ACCOUNT, channel)) {
    const params = typeof instType === 'string' && instType !== 'ANY' ? { params: { market: instType } } : {};
    const subscription = ACCOUNT[channel];
    return subscription && { ...subscription, ...(channel === 'account' ? {} : params) };
  }
  const symbol = typeof instId === 'string' ? symbolOf(instId) : undefined;
  const subscription = symbol === undefined ? undefined : marketOf(channel);
  if (subscription === undefined || symbol === undefined) return undefined;
  return subscription.channel === 'funding' && !isPerpetual(symbol) ? undefined : { ...subscription, symbol };
}

function marketOf(channel: string): Subscription | undefined {
  if (Object.hasOwn(NAMES, channel)) return NAMES[channel];
  const depth = depthOfChannel(channel);
  if (depth !== undefined) {
    const isPlain = bookDepths.includes(depth) && !channel.endsWith('-l2-tbt');
    return { channel: 'book', depth, ...(isPlain ? {} : { params: { channel } }) };
  }
  const bar = channel.startsWith('candle') ? intervalOf(channel.slice('candle'.length)) : undefined;
  return bar && { channel: 'candles', interval: bar.interval, ...(bar.utc ? { params: { utc: true } } : {}) };
}
