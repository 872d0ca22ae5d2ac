import { catchError, mergeMap, type Observable, takeLast } from 'rxjs';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderVerb } from '../../protocol/orderRules.ts';
import type { Reply, VenueRequest } from '../venueRequests.ts';
import { type Failure, failureOf } from './failureOf.ts';
import { oneShot } from './oneShot.ts';
import type { OrderDoor } from './orderJob.ts';

/** One frame about orders. */
export interface OnceFrame<O> extends OrderDoor {
  readonly verb: OrderVerb;
  /** How many orders it is about. */
  readonly items: number;
  /** Makes the message: emits it once. */
  readonly message$: Observable<unknown>;
  /** What the final reply comes to. */
  readonly outcomes: (reply: Reply) => readonly O[];
  /** What a failure comes to. */
  readonly failed: (failure: Failure) => readonly O[];
}

/** Sends a frame about orders, once whoever subscribes, and emits what became of it; see {@link oneShot}. */
export function sendOnce<O>(request: VenueRequest, frame: OnceFrame<O>): Observable<O> {
  const { route, rules, verb, items, message$, outcomes, failed } = frame;
  const lane = verb === 'place' || verb === 'amend' ? 'order' : 'cancel';
  return oneShot(
    (tellSent) => {
      let isSent = false;
      const onSent = (): void => {
        isSent = true;
        tellSent();
      };
      const weight = rules.weightOf?.(verb, items) ?? items;
      return message$.pipe(
        mergeMap((message) => request(message, { route, lane, weight, onSent })),
        takeLast(1),
        mergeMap(outcomes),
        catchError((error: unknown) => failed(failureOf(error, isSent))),
      );
    },
    () => failed(failureOf(new ColdwireError('not-sent'), false)),
  );
}
