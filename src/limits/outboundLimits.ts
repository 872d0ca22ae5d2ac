import type { Observable } from 'rxjs';
import { acquireAll } from '../../operators/acquireAll.ts';
import type { Budget } from '../../operators/budget.ts';
import { budgetOf } from '../../operators/budgetOf.ts';
import { LONGEST_DELAY } from '../../operators/internal/longestDelay.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Lane } from '../protocol/lane.ts';
import type { LimitRule } from '../protocol/limitRule.ts';
import { type BudgetTime, budgetOfRule } from './budgetOfRule.ts';
import { laneNumbers } from './laneNumbers.ts';

/** How a frame waits for its turn. */
export interface Turn {
  /** How urgent it is. */
  readonly lane: Lane;
  /** What it costs of what counts weights. Default 1. */
  readonly weight?: number;
}

/** The budgets of what is asked. */
export interface Asks {
  /** Emits once it may leave, then completes; at once where there is room. Unsubscribing gives the place up. */
  turn(turn: Turn): Observable<void>;
  /** Nothing is asked for so many milliseconds, as the venue wishes. */
  penalise(duration: number): void;
}

/** The budgets of the frames of one connection. What is penalised there are requests, on all connections of the dialect. */
export interface Pace extends Asks {
  /** The most that a frame may weigh. */
  readonly most: number;
  /** Counts a frame that leaves without asking. */
  spend(): void;
}

/** What a connection must heed. */
export interface ConnectionLimits {
  /** Emits once it may dial, then completes. Counted as it emits; unsubscribing before gives the place up. */
  readonly dial$: Observable<void>;
  /**
   * Emits once no wait that the venue asked for before dialling is under way, then completes; counts nothing. For what was granted,
   * and took its time since.
   */
  readonly unbarred$: Observable<void>;
  /** How many milliseconds from now there would be room for a dial if nobody else waited. */
  dialIn(): number;
  /** Nobody dials there for so many milliseconds, as the venue asks. */
  penalise(duration: number): void;
  /** The budgets for a connection that has just been made. */
  pace(): Pace;
  /**
   * The budgets for what is no frame but counts as one. What weighs more than one of them grants takes all of it. `unbarred$` is for
   * these what it is for dials.
   */
  readonly asks: Asks & Pick<ConnectionLimits, 'unbarred$'>;
}

/** A budget of frames with what of them it counts. */
interface FrameBudget {
  readonly budget: Budget;
  readonly byWeight: boolean;
  readonly lanes?: readonly Lane[] | undefined;
}

/**
 * The limits of everything that one client sends: `budgets` are taken for every frame of all its connections, and rules for
 * what they say. Asked twice for the same rule, or for the rules of the same dialect, it gives the same budgets but those of
 * a socket. Throws `invalid-options` for what cannot be meant.
 */
export function outboundLimits(
  budgets: readonly Budget[] | undefined,
  time: BudgetTime,
): (dialect: Pick<Dialect, 'limits'>) => ConnectionLimits {
  const everywhere = (budgets ?? []).map((budget): FrameBudget => ({ budget, byWeight: true }));
  if (everywhere.some(({ budget }) => !(budget.limit >= 1)))
    throw new ColdwireError('invalid-options', { option: 'limits.budgets', expected: 'budgets that grant 1' });
  const shared = new Map<LimitRule, Budget>();
  const known = new Map<object, ConnectionLimits>();

  const limitsOf = (rules: readonly LimitRule[]): ConnectionLimits => {
    const budgetFor = (rule: LimitRule): Budget => {
      const budget = shared.get(rule) ?? budgetOfRule(rule, `limits[${rules.indexOf(rule)}]`, time);
      if (rule.scope !== 'socket') shared.set(rule, budget);
      return budget;
    };
    const ofFrames = rules.filter(({ counts }) => counts !== 'connects');
    const framed = (): readonly FrameBudget[] =>
      ofFrames.map((rule) => ({ budget: budgetFor(rule), byWeight: rule.counts === 'weight', lanes: rule.lanes }));
    const held: FrameBudget = { budget: doorstep(time), byWeight: false, lanes: REQUESTS };
    const pace = (): Pace => ({
      ...paceOf([...everywhere, ...framed(), held]),
      penalise: penalising([held.budget]),
    });
    // Found out now, not when the first socket opens.
    pace();
    const dials = [doorstep(time), ...rules.filter((rule) => !ofFrames.includes(rule)).map(budgetFor)];
    const asked: readonly FrameBudget[] = [{ budget: doorstep(time), byWeight: false }, ...framed()];
    return {
      asks: {
        turn: paceOf([...asked, ...everywhere]).turn,
        unbarred$: unbarred(asked.map(({ budget }) => budget)),
        penalise: penalising(asked.map(({ budget }) => budget)),
      },
      dial$: acquireAll(dials.map((budget) => ({ budget, weight: 1 }))),
      unbarred$: unbarred(dials),
      dialIn: () => Math.max(...dials.map(({ waitFor }) => waitFor(1))),
      penalise: penalising(dials),
      pace,
    };
  };

  return (dialect) => {
    const limits = known.get(dialect) ?? limitsOf(dialect.limits ?? []);
    known.set(dialect, limits);
    return limits;
  };
}

/** The lanes of requests, which a venue refuses together when too much was asked; what keeps a socket alive is not among them. */
const REQUESTS: readonly Lane[] = ['cancel', 'order'];

/** Grants everything unless penalised: where to wait out what a venue without a limit on dials asks for. */
function doorstep({ scheduler, clock }: BudgetTime): Budget {
  return budgetOf(
    { limit: Number.POSITIVE_INFINITY, waitFor: () => 0, spend: () => {} },
    { scheduler, now: () => clock.monotonic() },
  );
}

/** Weighs nothing and goes before all who wait, so that a penalty alone can hold it up. */
function unbarred(budgets: readonly Budget[]): Observable<void> {
  return acquireAll(
    budgets.map((budget) => ({ budget, weight: 0 })),
    Number.NEGATIVE_INFINITY,
  );
}

function penalising(budgets: readonly Budget[]): (duration: number) => void {
  return (duration) => {
    for (const { penalise } of budgets) penalise(Math.min(duration, LONGEST_DELAY));
  };
}

function paceOf(frames: readonly FrameBudget[]): Omit<Pace, 'penalise'> {
  return {
    most: Math.min(...frames.map(({ budget, byWeight }) => (byWeight ? budget.limit : Number.POSITIVE_INFINITY))),
    turn: ({ lane, weight = 1 }) =>
      acquireAll(
        frames
          .filter(({ lanes }) => lanes === undefined || lanes.includes(lane))
          .map(({ budget, byWeight }) => ({ budget, weight: byWeight ? Math.min(weight, budget.limit) : 1 })),
        laneNumbers[lane],
      ),
    spend: () => {
      for (const { budget } of frames) budget.spend(1);
    },
  };
}
