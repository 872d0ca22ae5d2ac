import { isPrivateChannel } from './channelNames.ts';
import type { Topic } from './topic.ts';

/** Whether a topic is asked for as somebody: as it says, else as its channel is. */
export function isPrivateTopic({ isPrivate, subscription }: Topic): boolean {
  return isPrivate ?? isPrivateChannel(subscription.channel);
}
