import type { SchedulerLike } from 'rxjs';
import { type Agenda, agenda } from '../agenda.ts';
import { type FaultOf, isTarget } from '../fault.ts';
import type { Market } from './market.ts';

/** Where markets move. */
export interface MarketFloor extends Agenda {
  halt(fault: FaultOf<'halt'>, at: number): void;
}

/** Nobody is made to watch more than this of what was missed, in milliseconds. */
const LONGEST_LAG = 180_000;

/**
 * Lets markets move while somebody is there. Steps are due at instants that the seed alone decides, counted from the first
 * `resume`; those that fell into a pause are made up for at once, so that a market looks as if it had never paused (after
 * more than three minutes only the last three are).
 *
 * @param step Makes the market's next step as of the instant given, and returns the milliseconds until the one after.
 */
export function marketFloor(
  markets: readonly Market[],
  scheduler: SchedulerLike,
  step: (market: Market, at: number) => number,
): MarketFloor {
  const dues: number[] = [];
  const halts = new Map<string, number>();
  const earliest = (): number => dues.reduce((best, due, index) => (due < (dues[best] ?? due) ? index : best), 0);
  const floor = agenda(scheduler, {
    nextAt: () => dues[earliest()],
    run() {
      const index = earliest();
      const market = markets[index] as Market;
      const halted = halts.get(market.spec.symbol) ?? Number.NEGATIVE_INFINITY;
      if ((dues[index] as number) < halted) {
        dues[index] = halted;
        return;
      }
      const at = Math.max(dues[index] as number, scheduler.now() - LONGEST_LAG);
      // Due again before the step is told, for what is told may end it all.
      dues[index] = Number.POSITIVE_INFINITY;
      dues[index] = at + step(market, at);
    },
  });
  return {
    ...floor,
    resume() {
      if (dues.length === 0) dues.push(...markets.map(({ firstStep }) => scheduler.now() + firstStep));
      floor.resume();
    },
    halt(fault, at) {
      const until = at + fault.args.for;
      for (const { spec } of markets) if (isTarget(fault, spec.symbol)) halts.set(spec.symbol, until);
    },
  };
}
