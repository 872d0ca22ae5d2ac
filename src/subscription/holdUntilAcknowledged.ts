import { type MonoTypeOperatorFunction, Observable } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { TopicSignal } from './session.ts';

/**
 * Holds what arrives before the acknowledgement and lets it follow in order: venues do send data first. Errors with
 * `overflow` past `limit` held signals, for dropping any would be a hole nobody sees.
 */
export function holdUntilAcknowledged(limit: number): MonoTypeOperatorFunction<TopicSignal> {
  return (source) =>
    new Observable((subscriber) => {
      let held: TopicSignal[] | undefined = [];
      return source.subscribe({
        next: (signal) => {
          if (held === undefined) subscriber.next(signal);
          else if (signal.kind === 'acknowledged') {
            const waiting = held;
            held = undefined;
            subscriber.next(signal);
            for (const early of waiting) subscriber.next(early);
          } else if (held.length < limit) held.push(signal);
          else subscriber.error(new ColdwireError('overflow', { limit, what: 'data before its acknowledgement' }));
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}
