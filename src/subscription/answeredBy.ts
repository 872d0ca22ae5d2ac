import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { AckRule } from '../protocol/subscribing.ts';
import type { Asked } from './askFrames.ts';
import type { SentAsks } from './sentAsks.ts';

/** Removes and gives the asks that an answer is about, as the rule has it: see {@link AckRule}. */
export function answeredBy<A extends Asked>(
  sent: Pick<SentAsks<A>, 'take' | 'takeAll'>,
  answer: AckMessage | RefusalMessage,
  rule: AckRule,
): readonly A[] {
  const { id, verb, item } = answer;
  if (id !== undefined) return sent.take({ id, verb, item });
  if (answer.kind === 'refusal') return sent.take({ verb, item });
  if (answer.items !== undefined) {
    const there = new Set(answer.items);
    return sent.takeAll({ where: (ask) => there.has(ask.topic.item) === (ask.verb === 'subscribe') });
  }
  if (rule === 'fifo' || (rule === 'echo' && item !== undefined)) return sent.take({ verb, item });
  return [];
}
