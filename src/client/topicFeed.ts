import { defer, type Observable } from 'rxjs';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { BookChannel, Dialect, ValueChannel } from '../protocol/dialect.ts';
import type { Topic } from '../protocol/topic.ts';
import { accountState } from '../subscription/accountState.ts';
import type { AccountDesk } from '../subscription/followState.ts';
import { movingTopic } from '../subscription/movingTopic.ts';
import type { SocketPool } from '../subscription/socketPool.ts';
import { topicLife } from '../subscription/topicLife.ts';
import { bookSnapshots } from './bookSnapshots.ts';
import { type ClientSettings, HELD_SIGNALS } from './options.ts';
import type { FactorySettings } from './socketFactory.ts';
import { topicReports } from './topicReports.ts';

/** A topic with all that is needed to serve it. */
export interface Served {
  readonly dialect: Dialect;
  readonly topic: Topic;
  readonly channel: BookChannel | ValueChannel<unknown>;
}

/** What a client serves topics with. */
export interface TopicTools extends Pick<FactorySettings, 'board' | 'report'> {
  /** The venue's id. */
  readonly exchange: string;
  readonly settings: ClientSettings;
  readonly pool: SocketPool;
  readonly deskOf: (route: string) => AccountDesk;
}

/** The events of a topic, on whatever socket there is room for it. */
export function topicFeed(
  { dialect, topic, channel }: Served,
  { exchange, settings, pool, board, report, deskOf }: TopicTools,
): Observable<FeedEvent<unknown>> {
  return defer(() => {
    const rule = channel.kind === 'values' ? channel.state : undefined;
    const common = {
      ...settings,
      topic,
      channel,
      exchange,
      held: HELD_SIGNALS,
      askSnapshot: bookSnapshots(dialect, settings),
      desk: deskOf(dialect.name),
      // What is known of an account goes from socket to socket.
      state: rule && accountState(rule),
    };
    return movingTopic(
      pool,
      (slot, settle) =>
        topicLife(slot, {
          ...common,
          settle,
          ...topicReports(board, report, { socket: slot.id, subscription: topic.subscription }),
        }),
      { route: dialect.name, topic, channel, scheduler: settings.scheduler },
    );
  });
}
