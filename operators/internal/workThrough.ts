import {
  defer,
  from,
  ignoreElements,
  mergeMap,
  merge,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
  Subject,
  tap,
} from 'rxjs';

/** What waits for a consumer at work: how values come in and as what items they go out. */
export interface Backlog<T, I> {
  /** Takes a value in; `idle` says that an item can be taken at once. */
  readonly add: (value: T, idle: boolean) => void;
  readonly isEmpty: () => boolean;
  /** The next item. Asked only when there is one. */
  readonly take: () => I;
}

/**
 * Works through values one at a time by an async projection, as `concatMap` does, with a backlog of the caller's between.
 *
 * Completes when the source has and the backlog is worked through. Errors at once with the source, with an item's work, and
 * with what backlog or `project` throws. However many items wait and however synchronous their work: a loop, no recursion.
 */
export function workThrough<T, I, O extends ObservableInput<unknown>>(
  openBacklog: () => Backlog<T, I>,
  project: (item: I) => O,
): OperatorFunction<T, ObservedValueOf<O>> {
  return (source) =>
    defer(() => {
      const backlog = openBacklog();
      const items$ = new Subject<I>();
      let working = false;
      let looping = false;
      let ended = false;
      const proceed = (): void => {
        if (looping) return;
        looping = true;
        while (!working && !backlog.isEmpty()) {
          working = true;
          items$.next(backlog.take());
        }
        looping = false;
        if (ended && !working) items$.complete();
      };
      const rest = (): void => {
        working = false;
        proceed();
      };
      // `working` alone keeps the items apart: the next one may start inside the completion of the last.
      const work$ = items$.pipe(mergeMap((item) => from(project(item)).pipe(tap({ complete: rest }))));
      const intake$ = source.pipe(
        tap({
          next: (value) => {
            backlog.add(value, !working);
            proceed();
          },
          complete: () => {
            ended = true;
            proceed();
          },
        }),
        ignoreElements(),
      );
      return merge(work$, intake$);
    });
}
