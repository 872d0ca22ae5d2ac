import { isObservable, type Observable, ReplaySubject, share } from 'rxjs';
import { optionStream } from '../connection/optionStream.ts';

/** An option that may change: a value for good, or a stream of values. */
export type Changing<T> = T | Observable<T>;

/**
 * An option with its values checked: a value now, those of a stream as they come. The stream is subscribed once however
 * many sockets need it, while any does.
 */
export function changing<T>(option: string, given: Changing<T>, check: (value: T) => void = () => {}): Changing<T> {
  if (isObservable(given))
    return optionStream(option, given, check).pipe(share({ connector: () => new ReplaySubject<T>(1) }));
  check(given);
  return given;
}
