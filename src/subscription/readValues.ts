import { Observable, type OperatorFunction, type Subscriber } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Reader } from '../protocol/dialect.ts';
import type { TopicSignal } from './session.ts';
import type { TopicNews } from './topicNews.ts';

/**
 * Reads the values out of a topic's signals: `live` at the acknowledgement, then each value.
 *
 * A payload that cannot be read is reported and dropped. It may have held anything, so the topic is `stale` (`sequence-gap`)
 * from then on, and `live` again with the next payload that can be read: it costs no other topic and no subscription.
 */
export function readValues<T>(
  read: Reader<T>,
  onUnreadable: (error: Error) => void,
): OperatorFunction<TopicSignal, TopicNews<T>> {
  return (source) =>
    new Observable((subscriber) => {
      const take = reading(read, onUnreadable, subscriber);
      return source.subscribe({
        next: (signal) => {
          if (signal.kind === 'acknowledged') subscriber.next({ kind: 'live' });
          else take(signal.payload, signal.receivedAt);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

function reading<T>(read: Reader<T>, onUnreadable: (error: Error) => void, subscriber: Subscriber<TopicNews<T>>) {
  let blind = false;
  return (payload: unknown, receivedAt: number): void => {
    let values: readonly T[];
    try {
      values = read(payload, receivedAt);
    } catch (cause) {
      if (!blind) subscriber.next({ kind: 'stale', reason: 'sequence-gap' });
      blind = true;
      onUnreadable(new ColdwireError('protocol-violation', { what: 'payload' }, { cause }));
      return;
    }
    if (blind) subscriber.next({ kind: 'live' });
    blind = false;
    for (const value of values) subscriber.next({ kind: 'data', value });
  };
}
