import { type MonoTypeOperatorFunction, Observable, type SchedulerLike, Subscription, timer } from 'rxjs';
import type { FeedEvent } from '../model/feedEvent.ts';

/** When a feed on another socket has caught up. */
export interface CatchUpSettings {
  /** Whether a value is no older than what was told last. */
  readonly isAbreast: (value: unknown) => boolean;
  /** How long to wait for such a value from `live` on, in milliseconds. */
  readonly within: number;
  readonly scheduler: SchedulerLike;
}

/**
 * Withholds `live` and the latest value after it until a value is abreast of what was told last, or the time is up: two
 * sockets of one venue are not equally quick, and a state must not go back. From then on everything passes.
 */
export function catchUp<T>({ isAbreast, within, scheduler }: CatchUpSettings): MonoTypeOperatorFunction<FeedEvent<T>> {
  return (source) =>
    new Observable((subscriber) => {
      let withheld: readonly FeedEvent<T>[] | undefined = [];
      let wait = Subscription.EMPTY;
      const pass = (): void => {
        const late = withheld ?? [];
        withheld = undefined;
        wait.unsubscribe();
        for (const event of late) subscriber.next(event);
      };
      const take = (event: FeedEvent<T>): void => {
        if (withheld === undefined) subscriber.next(event);
        else if (event.kind === 'data') {
          withheld = [...withheld.slice(0, 1), event];
          if (isAbreast(event.value)) pass();
        } else {
          wait.unsubscribe();
          withheld = event.kind === 'live' ? [event] : [];
          if (event.kind === 'live') wait = timer(within, scheduler).subscribe(pass);
          else subscriber.next(event);
        }
      };
      subscriber.add(() => wait.unsubscribe());
      return source.subscribe({
        next: take,
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}
