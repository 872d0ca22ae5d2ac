import { type Observer, Subject } from 'rxjs';

/** Tells who listens, if anybody does. What that throws is reported by rxjs, as of any consumer, and harms nobody else. */
export function tellerOf<T>(listener: Partial<Observer<T>> | ((value: T) => void) | undefined): (value: T) => void {
  const values$ = new Subject<T>();
  if (listener !== undefined) values$.subscribe(listener);
  return (value) => values$.next(value);
}
