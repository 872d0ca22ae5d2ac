import { depthOfChannel } from './bookChannels.ts';

const MARKET: ReadonlySet<string> = new Set([
  'trades',
  'trades-all',
  'tickers',
  'bbo-tbt',
  'funding-rate',
  'mark-price',
]);
const ACCOUNT: ReadonlySet<string> = new Set(['orders', 'account', 'positions']);

/** Whether a channel of the venue's tells of a market or of an account; nothing where it is not served here. */
export function channelKind(channel: string): 'market' | 'account' | undefined {
  if (MARKET.has(channel) || depthOfChannel(channel) !== undefined || channel.startsWith('candle')) return 'market';
  return ACCOUNT.has(channel) ? 'account' : undefined;
}
