import { catchError, isObservable, map, type Observable, ReplaySubject, share, throwError } from 'rxjs';
import { type Credentials, type CredentialsOptions, credentialsOf } from '../auth/credentialsOf.ts';
import { optionStream } from '../connection/optionStream.ts';
import type { Changing } from './changing.ts';

/**
 * Credentials taken in: now, or as they come. Equal ones are the same object, also where the stream is subscribed again: their
 * nonces go on, and a refusal of theirs is remembered.
 */
export function changingCredentials(
  given: Changing<CredentialsOptions | undefined>,
): Changing<Credentials | undefined> {
  let held: Credentials | undefined;
  const heldOf = (options: CredentialsOptions | undefined): Credentials | undefined => {
    if (options === undefined) return undefined;
    if (held?.areOf(options) !== true) held = credentialsOf(options);
    return held;
  };
  if (!isObservable(given)) return heldOf(given);
  return optionStream('credentials', given.pipe(catchError(discreet))).pipe(
    map(heldOf),
    share({ connector: () => new ReplaySubject<Credentials | undefined>(1) }),
  );
}

/** What keeps secrets may tell of them in its error: of that the class alone is told. */
function discreet(error: unknown): Observable<never> {
  return throwError(() => ({ name: (error as Error | null | undefined)?.name }));
}
