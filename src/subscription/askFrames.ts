import { isPrivateTopic } from '../protocol/isPrivateTopic.ts';
import type { Topic } from '../protocol/topic.ts';

/** To begin a topic or to end it. */
export type Verb = 'subscribe' | 'unsubscribe';

/** What is asked of the venue. */
export interface Asked {
  readonly verb: Verb;
  readonly topic: Topic;
}

/** What goes into one frame: asks of one verb and one batch, by the item an answer will name. */
export interface AskFrame<A extends Asked> {
  readonly verb: Verb;
  readonly asks: Map<string, A>;
}

/**
 * Sorts asks into frames, no fuller than the venue takes, in order of first appearance. No frame names an item twice, as
 * an answer could not say which is meant; topics whose key is in `alone` get a frame each.
 */
export function askFrames<A extends Asked>(
  asks: readonly A[],
  most: number,
  alone: ReadonlySet<string>,
): readonly AskFrame<A>[] {
  const frames: AskFrame<A>[] = [];
  const filling = new Map<string, AskFrame<A>>();
  for (const ask of asks) {
    const { verb, topic } = ask;
    const lone = alone.has(topic.key);
    const batch = `${verb}|${isPrivateTopic(topic)}|${topic.batch}`;
    const open = lone ? undefined : filling.get(batch);
    if (open !== undefined && open.asks.size < most && !open.asks.has(topic.item)) open.asks.set(topic.item, ask);
    else {
      const frame = { verb, asks: new Map([[topic.item, ask]]) };
      frames.push(frame);
      if (!lone) filling.set(batch, frame);
    }
  }
  return frames;
}
