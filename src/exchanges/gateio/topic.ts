import type { Subscription } from '../../model/subscription.ts';
import type { Topic } from '../../protocol/topic.ts';
import type { Market } from './markets.ts';
import { wireOf } from './wire.ts';

/** The wire topic that serves a subscription, which is as the wire serves it. */
export function topicOn(market: Market, served: Subscription): Topic {
  const { channel, args, name, isMany } = wireOf(market, served);
  const key = [channel, ...args].join(' ');
  const route = routeOf(`${market.prefix}.${channel}`, name);
  return { key, route, item: route, batch: isMany ? channel : key, subscription: served };
}

/** What frames of a topic can be told by: `spot.trades:BTC_USDT`. */
export function routeOf(channel: string, name: string): string {
  return name === '' ? channel : `${channel}:${name}`;
}
