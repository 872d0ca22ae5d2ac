import {
  defer,
  filter,
  map,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  type SchedulerLike,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { retryBackoff } from '../../operators/retryBackoff.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { RestSnapshot } from '../protocol/bookRule.ts';
import type { BookInput } from './followBook.ts';
import { changeOrder } from './changeOrder.ts';
import { gapOf, linkOf } from './linkOf.ts';

/** How a snapshot comes to its deltas. */
export interface SpliceOptions {
  readonly rule: Pick<RestSnapshot, 'splice' | 'limit' | 'patience'>;
  readonly symbol: string;
  /** Emits once the deltas are on their way, so that REST may be asked. */
  readonly ready$: Observable<unknown>;
  /** Asks REST on subscribe: one snapshot. */
  readonly snapshot$: Observable<BookInput>;
  /** The pauses before REST is asked again, in milliseconds: from `base` on, growing up to `cap`. */
  readonly backoff: { readonly base: number; readonly cap: number };
  readonly scheduler: SchedulerLike;
  readonly random: () => number;
  /** Told why REST is asked again. */
  readonly onRetry: (error: Error) => void;
}

/** Most deltas that wait for a snapshot, unless the rule knows better. */
const LIMIT = 1_000;

/**
 * Puts a snapshot from REST before the deltas that follow on it: those that come meanwhile are held, what is in the snapshot
 * already is dropped, and the rest follows it at once, marked as `more` of the past but for the last. From then on deltas pass.
 * One whose number is below the one before it, as after maintenance, takes the place of all that is held.
 *
 * Subscribing subscribes to the source; once `ready$` emits, and `patience` has passed, it asks. A failed answer, and a
 * snapshot too old to follow on, are asked for again after a pause: at least `base`, or as long as the venue wants. A snapshot that
 * comes in band makes REST needless: it passes, what was held is dropped. Errors with `overflow` past the rule's
 * `limit` of held deltas, and with what no asking again can mend: `subscription-rejected`, `unsupported`,
 * `invalid-options`. Completes with the source; unsubscribing leaves the source and the request.
 */
export function spliceSnapshot(options: SpliceOptions): MonoTypeOperatorFunction<BookInput> {
  const { rule, ready$, snapshot$, backoff, scheduler, random, onRetry } = options;
  const { limit = LIMIT, patience = 0 } = rule;
  return (source) =>
    defer(() => {
      let held: BookInput[] | undefined = [];
      const needless$ = new Subject<void>();
      const passes = (input: BookInput): boolean => {
        if (held === undefined) return true;
        if (input.frame.kind === 'snapshot') {
          held = undefined;
          needless$.next();
          return true;
        }
        if (held.length >= limit) throw new ColdwireError('overflow', { limit, what: 'changes before their snapshot' });
        if (countsAnew(input)) held.length = 0;
        held.push(input);
        return false;
      };
      /** What comes meanwhile queues up behind, so the order holds. */
      function* release(snapshot: BookInput, deltas: BookInput[]): Generator<BookInput> {
        yield { ...snapshot, fetched: true, more: deltas.length > 0 };
        for (let next = deltas.shift(); next !== undefined; next = deltas.shift())
          yield deltas.length > 0 ? { ...next, more: true } : next;
        held = undefined;
      }
      const splice = (snapshot: BookInput): Generator<BookInput> => {
        const deltas = held ?? [];
        deltas.splice(0, heldBy(snapshot, deltas, options));
        return release(snapshot, deltas);
      };
      const spliced$ = snapshot$.pipe(
        map(splice),
        retryBackoff({
          ...backoff,
          // Unlike full jitter, never less than the base: an old snapshot does not get newer at once.
          jitter: 'decorrelated',
          shouldRetry: isPassing,
          delayFrom: (error) => (isColdwireError(error, 'dial-failed') ? error.context.retryAfterMs : undefined),
          onRetry: ({ error }) => onRetry(error as Error),
          scheduler,
          random,
        }),
      );
      const inputs$ = ready$.pipe(
        take(1),
        switchMap(() => (patience > 0 ? timer(patience, scheduler).pipe(switchMap(() => spliced$)) : spliced$)),
        mergeMap((inputs) => inputs),
        takeUntil(needless$),
      );
      return merge(source.pipe(filter(passes), tap({ complete: () => needless$.next() })), inputs$);
    });
}

/** How many of the deltas a snapshot holds already. Throws `sequence-gap` where the one after them does not follow on it. */
function heldBy({ frame: { last } }: BookInput, deltas: readonly BookInput[], { rule, symbol }: SpliceOptions): number {
  for (const [index, { frame }] of deltas.entries()) {
    const link = linkOf(rule.splice, last, frame);
    if (link === 'gap') throw new ColdwireError('sequence-gap', { symbol, ...gapOf(rule.splice, last, frame) });
    if (link === 'next') return index;
  }
  return deltas.length;
}

/** Whether the venue counts from below: no snapshot that is still to come is older than that. */
function countsAnew({ frame: { previous, last } }: BookInput): boolean {
  return previous !== undefined && last !== undefined && changeOrder(last, previous) < 0;
}

function isPassing(error: unknown): boolean {
  return !(
    isColdwireError(error, 'subscription-rejected') ||
    isColdwireError(error, 'unsupported') ||
    isColdwireError(error, 'invalid-options')
  );
}
