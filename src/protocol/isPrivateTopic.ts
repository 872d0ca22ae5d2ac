import type { Channel } from '../model/subscription.ts';
import type { Topic } from './topic.ts';

const PRIVATE: ReadonlySet<Channel> = new Set<Channel>(['orders', 'fills', 'balances', 'positions']);

/** Whether a topic is asked for as somebody: as it says, else as its channel is. */
export function isPrivateTopic({ isPrivate, subscription }: Topic): boolean {
  return isPrivate ?? PRIVATE.has(subscription.channel);
}
