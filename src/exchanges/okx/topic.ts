import { type Subscription, subscriptionKey } from '../../model/subscription.ts';
import type { Topic } from '../../protocol/topic.ts';
import { argOf } from './arg.ts';
import { routeOf } from './routeOf.ts';

/** The wire topic of public content: one channel of one instrument. `wire` is what of the subscription the wire settles. */
export function marketTopic(subscription: Subscription, wire: Partial<Subscription> = {}): Topic {
  const { channel, symbol = '', params } = subscription;
  const served: Subscription = { channel, symbol, ...wire, ...(params === undefined ? {} : { params }) };
  const arg = argOf(served);
  const name = routeOf(String(arg['channel']), arg['instId'] ?? '');
  // Best bid and ask serve quotes and a book of one level, each by itself.
  return { key: `${channel}:${name}`, route: name, item: name, batch: '', subscription: served };
}

/**
 * The wire topic of an account's content: one subscription serves all instruments, or those of one market. A socket carries a
 * channel once, because the venue counts connections by channel and names no more when it drops one (`channel-conn-count-error`).
 */
export function accountTopic(channel: 'orders' | 'balances' | 'positions', { params }: Subscription): Topic {
  const subscription: Subscription = { channel, ...(params === undefined ? {} : { params }) };
  const name = String(argOf(subscription)['channel']);
  return {
    key: params === undefined ? name : subscriptionKey(subscription),
    route: name,
    item: name,
    batch: '',
    exclusive: name,
    subscription,
  };
}
