import {
  concat,
  defer,
  delay,
  distinctUntilChanged,
  EMPTY,
  isObservable,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  switchMap,
} from 'rxjs';

/**
 * When to dial, and by what: the one endpoint, or the values of a stream of them, where `undefined` is to have no socket.
 *
 * What the stream has on subscribe is passed at once, `undefined` if it has nothing. Each further value is `undefined` at
 * once, which ends what the old one made, and itself in the scheduler's next turn: where several streams make the endpoint
 * and change at one instant, none that is half changed is dialled. Errors as the stream does; completes with it.
 */
export function redials<E>(
  endpoints: E | Observable<E | undefined>,
  scheduler: SchedulerLike,
): Observable<E | undefined> {
  return defer(() => {
    let present: E | undefined;
    let subscribed = false;
    const endpoint$ = isObservable(endpoints) ? endpoints : of(endpoints);
    const changes$ = endpoint$.pipe(
      switchMap((endpoint) => {
        if (subscribed) return concat(of(undefined), of(endpoint).pipe(delay(0, scheduler)));
        present = endpoint;
        return EMPTY;
      }),
    );
    const present$ = defer(() => {
      subscribed = true;
      return of(present);
    });
    return merge(changes$, present$).pipe(distinctUntilChanged());
  });
}
