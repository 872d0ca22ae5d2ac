import { defer, map, type Observable, of } from 'rxjs';
import type { ConnectionSettings } from './options.ts';

/**
 * A request's message as it leaves: with its id, and completed as its dialect says where the ready gate has been passed. Made on
 * subscribe.
 */
export function completedRequest<M>(
  message: unknown,
  id: number | string,
  { withId, requests = {}, completion }: Pick<ConnectionSettings<M>, 'withId' | 'requests' | 'completion'>,
  isPassed: boolean,
): Observable<unknown> {
  return defer(() => {
    const named = withId(message, id);
    const { complete, sign, isPrivate } = requests;
    if (!isPassed || complete === undefined || completion === undefined) return of(named);
    return completion
      .contextOf({
        id,
        isPrivate: isPrivate === undefined || isPrivate(message),
        sign: sign && ((context) => sign(named, context)),
      })
      .pipe(map((context) => complete(named, context)));
  });
}
