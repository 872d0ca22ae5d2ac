import { defer, EMPTY, type Observable, NEVER, of, ReplaySubject, share, tap } from 'rxjs';

/**
 * What is sent at most once, whoever subscribes and how often: the first subscription sends, and every other is given the same
 * values and the same end, those that come after it too.
 *
 * `send` is given what to call when it can no longer be taken back. When the last subscriber leaves before, it is
 * unsubscribed and never sent again: from then on the values are those `withdrawn`. When they leave after, it goes on unheard.
 */
export function oneShot<T>(send: (onSent: () => void) => Observable<T>, withdrawn: () => readonly T[]): Observable<T> {
  let isSent = false;
  let isWithdrawn = false;
  const onSent = (): void => {
    isSent = true;
  };
  return defer(() => (isWithdrawn ? withdrawn() : send(onSent))).pipe(
    tap({
      unsubscribe: () => {
        isWithdrawn = true;
      },
    }),
    share({
      connector: () => new ReplaySubject<T>(),
      resetOnComplete: false,
      resetOnError: false,
      resetOnRefCountZero: () => (isSent ? NEVER : of(EMPTY)),
    }),
  );
}
