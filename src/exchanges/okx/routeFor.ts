import type { Subscription } from '../../model/subscription.ts';

const ROUTES: Readonly<Record<string, string>> = {
  trades: 'public',
  ticker: 'public',
  quotes: 'public',
  book: 'public',
  funding: 'public',
  mark: 'public',
  candles: 'business',
  orders: 'private',
  fills: 'private',
  balances: 'private',
  positions: 'private',
};

/** The dialect that serves a subscription. */
export function routeFor({ channel, params = {} }: Subscription): string | undefined {
  if (channel === 'trades' && params['channel'] === 'trades-all') return 'business';
  if (channel === 'book' && String(params['channel']).endsWith('-l2-tbt')) return 'ranked';
  // Whatever text a caller takes for a channel: `constructor` is none.
  return Object.hasOwn(ROUTES, channel) ? ROUTES[channel] : undefined;
}
