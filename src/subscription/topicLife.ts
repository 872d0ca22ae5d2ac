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
import type { Clock } from '../model/seams.ts';
import type { Session } from './session.ts';
import type { TopicSocket } from './socketSlot.ts';
import { canHeal, staleReasonOf } from './staleReason.ts';
import { type AttemptSettings, topicAttempt } from './topicAttempt.ts';
import type { TopicNews } from './topicNews.ts';

/** How a topic lives. */
export interface TopicSettings extends AttemptSettings {
  readonly backoff: Backoff;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told when a topic starts again while its socket stays up. */
  readonly onResync: (error: Error) => void;
}

/**
 * The life of one topic on its socket, as feed events: attempted on every connection, attempted again after a pause when
 * it breaks while the connection holds. Errors only with what cannot heal; completes never.
 */
export function topicLife(slot: TopicSocket, settings: TopicSettings): Observable<FeedEvent<unknown>> {
  return defer(() => {
    const { topic, clock } = settings;
    const { subscription } = topic;
    let epoch = 0;
    let since = clock.wall();
    const toEvent = (news: TopicNews<unknown> | { kind: 'stale'; reason: StaleReason }): FeedEvent<unknown> => {
      switch (news.kind) {
        case 'live':
          return { kind: 'live', subscription, epoch };
        case 'data':
          since = (news.value as { receivedAt: number }).receivedAt;
          return { kind: 'data', subscription, value: news.value };
        case 'stale':
          return { kind: 'stale', subscription, epoch, reason: news.reason, since };
      }
    };
    return slot.life$.pipe(
      switchMap((event) => {
        switch (event.kind) {
          case 'ready':
            epoch = event.session.epoch;
            return attempts(event.session, settings);
          case 'waiting':
            // A dial that failed loses nothing more than the loss before it did.
            return isColdwireError(event.error, 'dial-failed') ? EMPTY : of(staleNews(event.error));
          default:
            return EMPTY;
        }
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
    return defer(() => topicAttempt(session, settings, tolerateCrossed)).pipe(
      catchError((error: unknown) => {
        if (!canHeal(error)) return throwError(() => error);
        if (isColdwireError(error, 'crossed')) tolerateCrossed = true;
        onResync(error as Error);
        return concat(
          of(staleNews(error)),
          throwError(() => error),
        );
      }),
      retryBackoff({
        base: backoff.base,
        cap: backoff.cap,
        jitter: 'full',
        shouldRetry: canHeal,
        stableWhen: (news$) =>
          news$.pipe(
            filter(({ kind }) => kind === 'live'),
            switchMap(() => timer(backoff.stableAfter, scheduler)),
            tap(() => {
              tolerateCrossed = false;
            }),
          ),
        scheduler,
        random,
      }),
    );
  });
}

interface StaleNews {
  readonly kind: 'stale';
  readonly reason: StaleReason;
}

function staleNews(error: unknown): StaleNews {
  return { kind: 'stale', reason: staleReasonOf(error) };
}
