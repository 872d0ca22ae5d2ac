import { Observable, type OperatorFunction } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { SessionSignal, TopicSignal } from './session.ts';

/**
 * Holds what arrives before the acknowledgement and lets it follow in order: venues do send data first. Forgets it where it turns
 * out to be of the subscription before: between that and this one there is a hole. Errors with `overflow` past `limit` held signals,
 * for dropping any would be a hole nobody sees.
 */
export function holdUntilAcknowledged(limit: number): OperatorFunction<SessionSignal, TopicSignal> {
  return (source) =>
    new Observable((subscriber) => {
      let held: TopicSignal[] | undefined = [];
      // What arrives meanwhile queues up behind, so the order holds.
      const release = (early: TopicSignal[]): void => {
        for (let next = early.shift(); next !== undefined && !subscriber.closed; next = early.shift())
          subscriber.next(next);
        held = undefined;
      };
      return source.subscribe({
        next: (signal) => {
          if (signal.kind === 'ended') {
            if (held !== undefined) held = [];
          } else if (held === undefined) subscriber.next(signal);
          else if (signal.kind === 'acknowledged') {
            subscriber.next(signal);
            release(held);
          } else if (held.length < limit) held.push(signal);
          else subscriber.error(new ColdwireError('overflow', { limit, what: 'data before its acknowledgement' }));
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}
