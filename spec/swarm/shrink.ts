import type { Plan } from './plan.ts';
import { play, type Played } from './play.ts';

/** The part of a violation that names it: the invariant, and what was wrong without its numbers. */
const nameOf = (violation: string | undefined): string | undefined =>
  violation?.replace(/\d+/g, '#').replace(/\(.*\)/, '');

type Parts = Required<Pick<Plan, 'faults' | 'acts' | 'asks' | 'wishes'>>;
const partOf = <K extends keyof Parts>(plan: Plan, part: K): Parts[K] => ({ acts: [], ...plan })[part];

/**
 * A plan that is as small as it can be found and still goes wrong in the same way: what comes after is cut off, faults,
 * consumers and requests are taken out one half, one quarter, one at a time, and what lasts is made shorter.
 */
export function shrink(plan: Plan, most = 400): { readonly plan: Plan; readonly played: Played } {
  let played = play(plan);
  let best = plan;
  let left = most;
  const name = nameOf(played.violation);
  const attempt = (next: Plan): boolean => {
    if (left-- <= 0) return false;
    const outcome = play(next);
    if (nameOf(outcome.violation) !== name) return false;
    best = next;
    played = outcome;
    return true;
  };
  for (const part of ['faults', 'acts', 'asks', 'wishes'] as const) {
    for (let size = Math.ceil(partOf(best, part).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let from = 0; from < partOf(best, part).length && left > 0; ) {
        const all = partOf(best, part);
        const rest = [...all.slice(0, from), ...all.slice(from + size)];
        if (!attempt({ ...best, [part]: rest })) from += size;
      }
  }
  const [only] = best.symbols;
  const isKept = (symbol: string | undefined): boolean => symbol === only || symbol === undefined;
  const wishes = best.wishes.filter(({ subscription }) => isKept(subscription.symbol));
  const acts = partOf(best, 'acts').filter(({ symbol }) => isKept(symbol));
  if (best.symbols.length > 1 && only !== undefined) attempt({ ...best, symbols: [only], wishes, acts });
  if (best.shuffled) attempt({ ...best, shuffled: false });
  for (let calm = Math.ceil(best.calm / 2); calm > 100; calm = Math.ceil(calm / 2)) {
    const faults = best.faults.filter(({ t }) => t < calm);
    if (!attempt({ ...best, calm, deadline: best.deadline - best.calm + calm, faults })) break;
  }
  return { plan: best, played };
}
