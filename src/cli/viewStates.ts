import { defer, type Observable, scan, startWith } from 'rxjs';
import type { Subscription } from '../model/subscription.ts';
import type { Clock } from '../model/seams.ts';
import { reduceView } from './view/reduceView.ts';
import { initialView, type ViewState } from './view/viewState.ts';
import type { WatchEvent } from './watchEvent.ts';

/** What there is to show, at once and after each event. */
export function viewStates(
  events$: Observable<WatchEvent>,
  subscriptions: readonly Subscription[],
  clock: Clock,
): Observable<ViewState> {
  return defer(() => {
    const initial = initialView(subscriptions);
    return events$.pipe(
      scan((state, event) => reduceView(state, event, clock.wall()), initial),
      startWith(initial),
    );
  });
}
