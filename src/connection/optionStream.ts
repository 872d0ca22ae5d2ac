import { catchError, concat, NEVER, type Observable, tap, throwError } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';

/**
 * The values of an option that is a stream: each checked as it comes, the last kept beyond completion. A stream that
 * errors leaves unknown where to dial, or whether: that is `invalid-options`, the stream's error its cause.
 */
export function optionStream<T>(
  option: string,
  values$: Observable<T>,
  check: (value: T) => void = () => {},
): Observable<T> {
  const failed = (cause: unknown): Observable<never> =>
    throwError(
      () => new ColdwireError('invalid-options', { option, expected: 'a stream that does not fail' }, { cause }),
    );
  return concat(values$, NEVER).pipe(catchError(failed), tap(check));
}
