import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  type Observable,
  of,
  startWith,
  switchMap,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { retryBackoff } from '../../operators/retryBackoff.ts';
import type { Backoff } from '../connection/options.ts';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { FeedEvent, StaleReason } from '../model/feedEvent.ts';
import { accountState } from './accountState.ts';
import { droppedBy } from './droppedBy.ts';
import { isSocketFull } from './isSocketFull.ts';
import type { Session } from './session.ts';
import type { TopicSocket } from './socketSlot.ts';
import { canHeal, staleReasonOf } from './staleReason.ts';
import { type AttemptSettings, topicAttempt } from './topicAttempt.ts';
import type { TopicNews } from './topicNews.ts';

/** How a topic lives. */
export interface TopicSettings extends AttemptSettings {
  readonly backoff: Backoff;
  /** Told when a topic starts again while its socket stays up. */
  readonly onResync: (error: Error) => void;
}

/**
 * The life of one topic on its socket, as feed events: `stale` (`connecting`) at once; attempted on every connection, and
 * attempted again after a pause when it breaks while the connection holds, or at once when this side stalled. A connection that was lost before the topic
 * could be asked for on it takes nothing away, so nothing is said of it. Errors only with what cannot heal; completes
 * never.
 */
export function topicLife(slot: TopicSocket, settings: TopicSettings): Observable<FeedEvent<unknown>> {
  return defer(() => {
    const { topic, clock } = settings;
    const { subscription } = topic;
    let epoch = 0;
    let since = clock.wall();
    let attempted = false;
    const { channel } = settings;
    const rule = channel.kind === 'values' ? channel.state : undefined;
    const known = { ...settings, state: settings.state ?? (rule && accountState(rule)) };
    const toEvent = (news: TopicNews<unknown> | StaleNews): FeedEvent<unknown> => {
      switch (news.kind) {
        case 'live':
          return { kind: 'live', subscription, epoch };
        case 'data':
          since = (news.value as { receivedAt: number }).receivedAt;
          return { kind: 'data', subscription, value: news.value };
        case 'stale':
          return { ...news, subscription, epoch, since };
      }
    };
    return slot.life$.pipe(
      switchMap((event): Observable<TopicNews<unknown> | StaleNews> => {
        if ('session' in event) {
          const attempts$ = attempts(event.session, known);
          const broken = attempted && event.kind !== 'ready' ? [BROKEN[event.kind]] : [];
          epoch = event.session.epoch;
          attempted = true;
          return concat(broken, attempts$);
        }
        if (!attempted) return EMPTY;
        attempted = false;
        const reason = staleReasonOf(event.kind === 'waiting' ? event.error : undefined, 'connection-lost');
        return of({ kind: 'stale', reason });
      }),
      startWith({ kind: 'stale' as const, reason: 'connecting' as const }),
      map(toEvent),
      tap((event) => slot.note(topic, event)),
      finalize(() => slot.note(topic, undefined)),
    );
  });
}

/** Attempts within one connection, each after a backed-off pause, the loss of trust said first. */
function attempts(session: Session, settings: TopicSettings): Observable<TopicNews<unknown> | StaleNews> {
  const { backoff, scheduler, random, onResync } = settings;
  return defer(() => {
    // Law 11: a crossed book is started again once; crossed once more, it is kept up until it uncrosses by itself.
    let tolerateCrossed = false;
    const stable = (news$: Observable<TopicNews<unknown> | StaleNews>): Observable<unknown> =>
      news$.pipe(
        filter(({ kind }) => kind !== 'data'),
        switchMap(({ kind }) => (kind === 'live' ? timer(backoff.stableAfter, scheduler) : EMPTY)),
        tap(() => {
          tolerateCrossed = false;
        }),
      );
    const again = (error: unknown): Observable<never> => {
      if (isColdwireError(error, 'crossed')) tolerateCrossed = true;
      // What cannot be sent because the connection is ending is not started again on it.
      if (!isColdwireError(error, 'not-sent') || isSocketFull(error)) onResync(error as Error);
      return throwError(() => error);
    };
    return defer(() => topicAttempt(session, settings, tolerateCrossed)).pipe(
      catchError((error: unknown) =>
        canHeal(error)
          ? concat(
              of(staleNews(error)),
              defer(() => again(error)),
            )
          : throwError(() => error),
      ),
      retryBackoff({
        base: backoff.base,
        cap: backoff.cap,
        jitter: 'full',
        shouldRetry: canHeal,
        stableWhen: stable,
        scheduler,
        random,
      }),
    );
  });
}

const BROKEN = {
  stalled: { kind: 'stale', reason: 'local-stall' },
  dismissed: { kind: 'stale', reason: 'unsubscribed-by-venue' },
} as const;

interface StaleNews {
  readonly kind: 'stale';
  readonly reason: StaleReason;
  readonly dropped?: number;
}

function staleNews(error: unknown): StaleNews {
  const dropped = droppedBy(error);
  return { kind: 'stale', reason: staleReasonOf(error), ...(dropped === undefined ? {} : { dropped }) };
}
