import { concat, ignoreElements, merge, type Observable, ReplaySubject, share } from 'rxjs';

/**
 * The values of several observables, all subscribed at once: those of the first, then those of the second, and so on, each as
 * soon as those before it have completed. Errors with the first error. Unsubscribing leaves all.
 */
export function inOrder<T>(sources: readonly Observable<T>[]): Observable<T> {
  const held = sources.map((source) =>
    source.pipe(share({ connector: () => new ReplaySubject<T>(), resetOnComplete: false, resetOnError: false })),
  );
  return merge(...held.map((source) => source.pipe(ignoreElements())), concat(...held));
}
