import { type MonoTypeOperatorFunction, Observable } from 'rxjs';

/**
 * A line for what must be done one after the other: makes an operator whose sources are subscribed in the order in which they were
 * asked for, each once the one before has completed, failed or been left. Who leaves before its turn loses its place alone.
 */
export function oneAtATime(): <T>() => MonoTypeOperatorFunction<T> {
  const waiting = new Set<() => void>();
  let isTaken = false;
  const goOn = (): void => {
    const [next] = waiting;
    isTaken = next !== undefined;
    if (next === undefined) return;
    waiting.delete(next);
    next();
  };
  return <T>() =>
    (source: Observable<T>) =>
      new Observable<T>((subscriber) => {
        let isMine = false;
        const begin = (): void => {
          isMine = true;
          subscriber.add(source.subscribe(subscriber));
        };
        subscriber.add(() => {
          waiting.delete(begin);
          if (isMine) goOn();
        });
        if (isTaken) waiting.add(begin);
        else {
          isTaken = true;
          begin();
        }
      });
}
