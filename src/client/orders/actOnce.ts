import { map, type Observable, ReplaySubject, share } from 'rxjs';
import type { OrderRef } from '../../model/orderRequest.ts';
import type { OrderContext } from '../../protocol/orderRules.ts';
import type { InstrumentShelf } from '../instrumentShelf.ts';
import type { VenueRequest } from '../venueRequests.ts';
import { checkGrid } from './checkOrder.ts';
import { inOrder } from './inOrder.ts';
import { messageOf, type OrderJob, orderFrames } from './orderJob.ts';
import type { OrderOutcome } from './orderOutcome.ts';
import { outcomesOf } from './outcomesOf.ts';
import { sendOnce } from './sendOnce.ts';

/** What orders are acted on by. */
export interface ActTools {
  readonly request: VenueRequest;
  readonly instruments: InstrumentShelf;
}

/** What is done to single orders. */
export type ActVerb = 'place' | 'amend' | 'cancel';

/** Jobs by the frame, all sent at once and each once. What cannot be meant is found before anything leaves. */
export function actOnce<T extends OrderRef>(
  jobs: readonly OrderJob<T>[],
  verb: ActVerb,
  context: OrderContext,
  { request, instruments }: ActTools,
): Observable<OrderOutcome> {
  const frames = orderFrames(jobs);
  const needed = jobs.filter(({ rules }) => rules.needsInstrument === true).map(({ item }) => item.symbol);
  const messages$ = instruments.load(needed).pipe(
    map(() => {
      for (const { item } of jobs) checkGrid(item, instruments.known(item.symbol));
      return frames.map((frame) => messageOf(frame, context));
    }),
    share({ connector: () => new ReplaySubject<readonly unknown[]>(1), resetOnComplete: false }),
  );
  return inOrder(
    frames.map((frame, index) => {
      const items = frame.map(({ item }) => item);
      return sendOnce<OrderOutcome>(request, {
        ...frame[0],
        verb,
        items: items.length,
        message$: messages$.pipe(map((messages) => messages[index])),
        outcomes: (reply) => outcomesOf(frame[0].rules.verdictsOf(reply, items), items),
        failed: (failure) => items.map(({ clientOrderId = '' }) => ({ ...failure, clientOrderId })),
      });
    }),
  );
}
