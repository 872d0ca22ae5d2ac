import { concat, ignoreElements, type Observable, tap } from 'rxjs';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { Turn } from '../limits/outboundLimits.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { LIMITED } from './askRest.ts';
import type { ClientSettings } from './options.ts';

/** A dialect that says nothing of its REST side. */
const UNLIMITED = {};

/**
 * Makes what asks a dialect's REST side wait for its turn by that side's limits. Where an answer says that too much was asked,
 * nothing is asked of that side for as long as it says, or as the longest pause of the backoff.
 */
export function pacedRest(
  { rest }: Pick<Dialect, 'rest'>,
  { limitsOf, backoff }: Pick<ClientSettings, 'limitsOf' | 'backoff'>,
): <T>(asked$: Observable<T>, wanted: Turn) => Observable<T> {
  const { turn, penalise } = limitsOf(rest ?? UNLIMITED).asks;
  const heed = (error: unknown): void => {
    if (!isColdwireError(error, 'dial-failed')) return;
    const { status, retryAfterMs = LIMITED.includes(status) ? backoff.cap : undefined } = error.context;
    if (retryAfterMs !== undefined) penalise(retryAfterMs);
  };
  return (asked$, wanted) => concat(turn(wanted).pipe(ignoreElements()), asked$.pipe(tap({ error: heed })));
}
