import type { SchedulerLike } from 'rxjs';
import { type Agenda, agenda } from './agenda.ts';
import type { Fault } from './fault.ts';

/** Faults at their times, counted from the first `resume`. Those that fell into a pause are made up for, as of their time. */
export function faultPlan(
  faults: readonly Fault[],
  scheduler: SchedulerLike,
  commit: (fault: Fault, at: number) => void,
): Agenda {
  const plan = [...faults].sort((a, b) => a.t - b.t);
  let startedAt: number | undefined;
  let next = 0;
  const due = (): number | undefined => {
    const fault = plan[next];
    return startedAt === undefined || fault === undefined ? undefined : startedAt + fault.t;
  };
  const running = agenda(scheduler, {
    nextAt: due,
    run() {
      const at = due() as number;
      commit(plan[next++] as Fault, at);
    },
  });
  return {
    ...running,
    resume() {
      startedAt ??= scheduler.now();
      running.resume();
    },
  };
}
