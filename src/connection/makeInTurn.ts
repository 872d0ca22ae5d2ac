import { defer, map, mergeMap, type Observable, of, take, takeUntil } from 'rxjs';
import type { Turn } from '../limits/outboundLimits.ts';
import type { Clock } from '../model/seams.ts';

/** What may pass between the word of the budgets and the frame, in milliseconds: half of what frames may be late by. */
const BRIEF = 50;

/** Makes something once its turn has come. */
export type MakeInTurn = <T>(wanted: Turn, make: () => Observable<T>) => Observable<T>;

/**
 * Makes what is to leave when the budgets let it go, never before. What takes its time, to be signed say, waits for them once more
 * when it is made: they count it when it leaves. Errors with what `make` does, and with what `lost$` does until then.
 */
export function makeInTurn(
  turn: (wanted: Turn) => Observable<void>,
  lost$: Observable<never>,
  clock: Pick<Clock, 'monotonic'>,
): MakeInTurn {
  return (wanted, make) =>
    turn(wanted).pipe(
      mergeMap(() => {
        const begun = clock.monotonic();
        return defer(make).pipe(
          take(1),
          takeUntil(lost$),
          mergeMap((made) => (clock.monotonic() - begun > BRIEF ? turn(wanted).pipe(map(() => made)) : of(made))),
        );
      }),
    );
}
