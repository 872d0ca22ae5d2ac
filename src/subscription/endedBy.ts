import type { Dialect } from '../protocol/dialect.ts';
import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import type { Topic } from '../protocol/topic.ts';

/** A topic that is followed. */
export interface Followed {
  readonly topic: Topic;
  readonly isAcknowledged: boolean;
}

/**
 * Which topics an answer shows to have been ended by the venue itself: those that it does not list, where it lists all, and
 * else, where it answers nothing that was asked, the one whose end it confirms: by what it echoes, be it in another form where a
 * socket carries one of several, or by the item it names.
 */
export function endedBy<F extends Followed>(
  answer: AckMessage | RefusalMessage,
  isAnswer: boolean,
  followed: Iterable<F>,
  dialect: Pick<Dialect, 'channels' | 'subscribing'>,
): readonly F[] {
  if (answer.kind !== 'ack') return [];
  const { verb, item, items } = answer;
  if (items !== undefined) {
    const there = new Set(items);
    return [...followed].filter(({ isAcknowledged, topic }) => isAcknowledged && !there.has(topic.item));
  }
  // Before the topics are looked at: a venue that answers each by itself would have all looked at for each.
  if (isAnswer || verb !== 'unsubscribe') return [];
  const all = [...followed];
  const ended = echoedBy(dialect, answer);
  const isOne = ({ topic: { key, exclusive } }: F): boolean =>
    key === ended?.key || (exclusive !== undefined && exclusive === ended?.exclusive);
  const echoed = all.filter(isOne);
  // One wire subscription may serve what has several names here: quotes, and a book of one level.
  if (echoed.length > 0) return echoed;
  return dialect.subscribing.ack === 'echo' ? all.filter(({ topic }) => topic.item === item) : [];
}

/** The topic an acknowledgement echoes; none where the venue echoes what it could not serve. */
function echoedBy({ channels }: Pick<Dialect, 'channels'>, { echo }: AckMessage): Topic | undefined {
  try {
    return echo && channels[echo.channel]?.topicOf(echo);
  } catch {
    return undefined;
  }
}
