import { map, type OperatorFunction } from 'rxjs';
import type { RequestIds } from './requestIds.ts';

/** A value with the id it was given. */
export interface Assigned<T, Id> {
  readonly id: Id;
  readonly value: T;
  /** Gives the id back, once whatever was asked under it is settled. A second call does nothing, whoever has the id by then. */
  readonly release: () => void;
}

/**
 * Gives each value an id unlike all that are pending, to ask and await replies under.
 *
 * Subscribing subscribes to the source; each value takes its id from `ids`, which all share that ask over one connection.
 * Completion and errors pass; so does what `ids` throws, as {@link IdsExhaustedError}. Unsubscribing releases nothing by
 * itself: an id is pending until its `release` is called, best from `finalize` of what awaits the replies.
 *
 * @example
 * ```ts
 * import { assignIds, awaitReplies, requestIds } from 'coldwire/operators';
 * import { EMPTY, finalize, from, merge, mergeMap, Subject, tap } from 'rxjs';
 *
 * const messages$ = new Subject<{ id: number; result: string }>();
 * const send = ({ id, method }: { id: number; method: string }) => messages$.next({ id, result: `${method} answered` });
 *
 * const ids = requestIds({ kind: 'int' });
 * from(['ping', 'time'])
 *   .pipe(
 *     assignIds(ids),
 *     mergeMap(({ id, value: method, release }) => {
 *       const replies$ = messages$.pipe(awaitReplies({ id, idOf: (message) => message.id, timeout: 10_000 }));
 *       const sending$ = EMPTY.pipe(tap({ subscribe: () => send({ id, method }) }));
 *       return merge(replies$, sending$).pipe(finalize(release));
 *     }),
 *   )
 *   .subscribe(({ id, result }) => console.log(id, result));
 * // 1 ping answered
 * // 2 time answered
 * ```
 */
export function assignIds<T, Id>(ids: RequestIds<Id>): OperatorFunction<T, Assigned<T, Id>> {
  return map((value) => {
    const id = ids.next();
    let isPending = true;
    const release = (): void => {
      if (isPending) ids.release(id);
      isPending = false;
    };
    return { id, value, release };
  });
}
