import type { SchedulerLike } from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { tokenBucket } from '../../operators/tokenBucket.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { LimitRule } from '../protocol/limitRule.ts';
import { countOption } from '../util/countOption.ts';
import { durationOption } from '../util/durationOption.ts';

/** The time of budgets. */
export interface BudgetTime {
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
}

/** What frames may differ by on their way, unless the rule knows better, in milliseconds. */
const SLACK = 100;

/**
 * The budget that keeps a rule: what it grants, arrives within the limit though every frame be late by up to the slack.
 * Throws `invalid-options`, naming the field after `name`, for a rule that cannot be meant.
 */
export function budgetOfRule(rule: LimitRule, name: string, time: BudgetTime): Budget {
  const { scope, counts } = rule;
  const limit = countOption(`${name}.limit`, rule.limit ?? 0, 0);
  const slack = durationOption(`${name}.slack`, rule.slack, SLACK);
  const duration = (field: string, value: number): number =>
    durationOption(`${name}.${field}`, value ?? Number.NaN, value, { least: 1 });
  if (scope === 'socket' && counts === 'connects') throw invalid(`${name}.counts`, 'what one socket can have many of');
  switch (rule.kind) {
    case 'sliding':
    case 'calendar':
      return slidingWindow({ limit, window: duration('window', rule.window) + slack, ...time });
    case 'bucket': {
      const { refill } = rule;
      const per = duration('per', rule.per);
      if (!(refill > 0 && refill < Number.POSITIVE_INFINITY)) throw invalid(`${name}.refill`, 'a number above 0');
      // What comes back while a late frame is under way may meet it there. Where not even one is left, they keep a distance.
      const capacity = limit - (refill * slack) / per;
      return tokenBucket(
        capacity < 1 ? { capacity: 1, refill, per: per + refill * slack, ...time } : { capacity, refill, per, ...time },
      );
    }
    default:
      throw invalid(`${name}.kind`, 'sliding, bucket or calendar');
  }
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
