import { Observable, type OperatorFunction } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Reader } from '../protocol/dialect.ts';
import type { TopicSignal } from './session.ts';
import type { TopicNews } from './topicNews.ts';

/**
 * Reads the values out of a topic's signals: `live` at the acknowledgement, then each value. A payload that cannot be
 * read is reported and dropped: it harms only itself.
 */
export function readValues<T>(
  read: Reader<T>,
  onUnreadable: (error: Error) => void,
): OperatorFunction<TopicSignal, TopicNews<T>> {
  const valuesOf: Reader<T> = (payload, receivedAt) => {
    try {
      return read(payload, receivedAt);
    } catch (cause) {
      onUnreadable(new ColdwireError('protocol-violation', { what: 'payload' }, { cause }));
      return [];
    }
  };
  return (source) =>
    new Observable((subscriber) =>
      source.subscribe({
        next: (signal) => {
          if (signal.kind === 'acknowledged') subscriber.next({ kind: 'live' });
          else
            for (const value of valuesOf(signal.payload, signal.receivedAt)) subscriber.next({ kind: 'data', value });
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      }),
    );
}
