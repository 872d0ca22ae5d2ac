import { concat, identity, ignoreElements, type MonoTypeOperatorFunction, type Observable, tap } from 'rxjs';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { Turn } from '../limits/outboundLimits.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { LIMITED } from './askRest.ts';
import type { ClientSettings } from './options.ts';

/** A dialect that says nothing of its REST side. */
const UNLIMITED = {};

/** Makes what asks a REST side wait for its turn, and then in `line`, where there is one. */
export type PacedRest = <T>(asked$: Observable<T>, wanted: Turn, line?: MonoTypeOperatorFunction<T>) => Observable<T>;

/**
 * Makes what asks a dialect's REST side wait for its turn by that side's limits. Where an answer says that too much was asked,
 * nothing is asked of that side for as long as it says, or as the longest pause of the backoff: not what stands in line either.
 */
export function pacedRest(
  { rest }: Pick<Dialect, 'rest'>,
  { limitsOf, backoff }: Pick<ClientSettings, 'limitsOf' | 'backoff'>,
): PacedRest {
  const { turn, unbarred$, penalise } = limitsOf(rest ?? UNLIMITED).asks;
  const heed = (error: unknown): void => {
    if (!isColdwireError(error, 'dial-failed')) return;
    const { status, retryAfterMs = LIMITED.includes(status) ? backoff.cap : undefined } = error.context;
    if (retryAfterMs !== undefined) penalise(retryAfterMs);
  };
  return (asked$, wanted, line = identity) => {
    const heeded$ = asked$.pipe(tap({ error: heed }));
    return concat(turn(wanted).pipe(ignoreElements()), concat(unbarred$.pipe(ignoreElements()), heeded$).pipe(line));
  };
}
