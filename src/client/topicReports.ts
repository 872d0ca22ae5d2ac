import type { ReportEvent } from '../model/reportEvent.ts';
import type { Subscription } from '../model/subscription.ts';
import { droppedBy } from '../subscription/droppedBy.ts';
import type { TopicSettings } from '../subscription/topicLife.ts';
import type { StatusBoard } from './statusBoard.ts';

/** Counts and reports what happens to a topic on its socket. */
export function topicReports(
  { counters }: Pick<StatusBoard, 'counters'>,
  report: (event: ReportEvent) => void,
  { socket, subscription }: { readonly socket: string; readonly subscription: Subscription },
): Pick<TopicSettings, 'onUnreadable' | 'onResync' | 'onRefetch'> {
  return {
    onUnreadable: (error) => {
      counters.undecodable++;
      report({ kind: 'undecodable', socket, error });
    },
    onResync: (error) => {
      counters.resyncs++;
      counters.dropped += droppedBy(error) ?? 0;
      report({ kind: 'resync', socket, subscription, error });
    },
    onRefetch: (error) => report({ kind: 'refetch', socket, subscription, error }),
  };
}
