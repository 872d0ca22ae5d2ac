import type { VirtualTime } from '../../src/simulation/index.ts';
import type { Plan } from './plan.ts';
import type { PlannedFault } from './plannedFaults.ts';

/** When planned faults strike. */
export interface FaultPlan {
  readonly begin: () => void;
  /** What sockets are about now. */
  readonly became: (states: ReadonlySet<string>) => void;
}

/** What the faults of a plan depend on. */
export interface FaultPlanSettings {
  readonly start: number;
  readonly time: VirtualTime;
  readonly strike: (fault: PlannedFault) => void;
}

/** Lets each fault of a plan strike at its instant, or where it waits for a state of a socket, in that; once, and none once all is calm. */
export function faultPlan({ faults, calm }: Plan, { start, time, strike }: FaultPlanSettings): FaultPlan {
  const waiting = new Set<PlannedFault>();
  let states: ReadonlySet<string> = new Set(['idle']);
  const now = (): number => time.now() - start;
  const strikeUntilCalm = (fault: PlannedFault): void => {
    const left = calm - now();
    if (left <= 0) return;
    // What lasts, lasts no longer than things go wrong at all.
    const tooLong = Object.entries(fault.args).filter(([name, ms]) => (name === 'for' || name === 'in') && ms > left);
    const args = { ...fault.args, ...Object.fromEntries(tooLong.map(([name]) => [name, left])) };
    strike({ ...fault, args } as PlannedFault);
  };
  const strikeWhere = (): void => {
    for (const fault of waiting)
      if (fault.when !== undefined && states.has(fault.when)) {
        waiting.delete(fault);
        // Nothing strikes from within what the client does.
        time.schedule(() => strikeUntilCalm(fault));
      }
  };
  return {
    begin() {
      for (const fault of faults)
        time.schedule(() => {
          if (fault.when === undefined) return strikeUntilCalm(fault);
          waiting.add(fault);
          strikeWhere();
        }, fault.t);
    },
    became(next) {
      states = next;
      strikeWhere();
    },
  };
}
