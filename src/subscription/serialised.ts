import { type MonoTypeOperatorFunction, Observable } from 'rxjs';
import { inTurn } from '../util/inTurn.ts';

/** Passes values one at a time: what a consumer causes while it is being told follows what it is told. */
export function serialised<T>(): MonoTypeOperatorFunction<T> {
  return (source) =>
    new Observable((subscriber) =>
      source.subscribe({
        next: inTurn((value) => subscriber.next(value)),
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      }),
    );
}
