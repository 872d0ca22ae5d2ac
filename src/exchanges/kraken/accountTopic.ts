import { ColdwireError } from '../../errors/coldwireError.ts';
import { type Subscription, subscriptionKey } from '../../model/subscription.ts';
import type { Topic } from '../../protocol/topic.ts';
import { assertSymbol } from './isSymbol.ts';

/** The venue's channels of an account, and ours that they are first of all. */
export const accountChannels = { executions: 'orders', balances: 'balances' } as const;

/** What Kraken calls a channel of an account. */
export type AccountChannel = keyof typeof accountChannels;

/** Whether a name is that of a channel of an account. */
export function isAccountChannel(name: unknown): name is AccountChannel {
  return typeof name === 'string' && Object.hasOwn(accountChannels, name);
}

/** What a request says by itself. `order_status: false` would leave out states of orders. */
const OWN: readonly string[] = ['channel', 'token', 'snapshot', 'snap_orders', 'snap_trades', 'order_status'];

/**
 * The wire topic of what an account has: all of it, whatever the symbol, which is left to those who listen. `params` go along
 * (`{ ratecounter: true }`), but for `market`, of which there is one. Throws `unsupported` and `invalid-options`.
 */
export function accountTopic(channel: AccountChannel, { symbol, params = {} }: Subscription): Topic {
  if (symbol !== undefined) assertSymbol(symbol);
  const { market = 'spot', ...extras } = params;
  if (market !== 'spot') throw new ColdwireError('unsupported', { what: `market ${String(market)}` });
  const own = Object.keys(extras).find((name) => OWN.includes(name));
  if (own !== undefined)
    throw new ColdwireError('invalid-options', { option: `params.${own}`, expected: 'what no option says' });
  const subscription: Subscription = {
    channel: accountChannels[channel],
    ...(Object.keys(extras).length === 0 ? {} : { params: extras }),
  };
  const key = `${channel}:${subscriptionKey(subscription)}`;
  return { key, route: channel, item: channel, batch: key, exclusive: channel, subscription };
}
