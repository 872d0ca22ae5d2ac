import { asyncScheduler, concatMap, defer, type OperatorFunction, type SchedulerLike } from 'rxjs';
import type { FeedEvent } from '../src/model/feedEvent.ts';
import type { Clock } from '../src/model/seams.ts';
import type { Subscription } from '../src/model/subscription.ts';
import { nextSequence, type Sequence } from './sequence.ts';

/** The options of {@link detectGaps}. */
export interface DetectGapsConfig<T, S extends Sequence> {
  /** What the events of the result are of. */
  readonly subscription: Subscription;
  /** The sequence of a value. Compared by `===`. */
  readonly sequenceOf: (value: T) => S;
  /** The sequence that follows one. Default: one more, of a number, a bigint or decimal text. */
  readonly next?: (sequence: S) => S;
  /** Whether a value starts anew, whatever its sequence: a snapshot. Default: none does, so the first gap is final. */
  readonly isReset?: (value: T) => boolean;
  /** Tells the instants where no `clock` does. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its wall side stamps `since`. Default: `scheduler.now()`. */
  readonly clock?: Clock;
}

/**
 * Makes a feed of numbered values: live while none is missing, stale from the first gap to the next reset.
 *
 * Subscribing subscribes to the source. The first value, and every reset, is preceded by `live`, whose epoch counts them from
 * 1. A value with the sequence of the last one is a copy of it and dropped. One with any other sequence but the next, a smaller
 * one too, is a gap: it is dropped, `stale` with reason `sequence-gap` comes in its place, `since` the receipt of the last good
 * value, and then nothing until a reset. Where values repeat from further back, put `dedupe` before.
 *
 * Completes and errors with the source, and errors with what an option throws: by default for a sequence that cannot be
 * counted on from, text that is no whole number or a number past 2^53. Unsubscribing leaves the source. A value that comes while
 * a `live` is handed on waits until the value that follows it is out.
 *
 * @example
 * ```ts
 * import { detectGaps } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of({ id: '8' }, { id: '9' }, { id: '11' }, { id: '12' })
 *   .pipe(detectGaps({ subscription: { channel: 'trades', symbol: 'BTC/USD' }, sequenceOf: ({ id }) => id }))
 *   .subscribe((event) => console.log(event.kind, event.kind === 'data' ? event.value.id : ''));
 * // live
 * // data 8
 * // data 9
 * // stale
 * ```
 */
export function detectGaps<T, S extends Sequence>({
  subscription,
  sequenceOf,
  next = nextSequence,
  isReset = () => false,
  scheduler = asyncScheduler,
  clock,
}: DetectGapsConfig<T, S>): OperatorFunction<T, FeedEvent<T>> {
  const now = clock === undefined ? () => scheduler.now() : () => clock.wall();
  return (source) =>
    defer(() => {
      let epoch = 0;
      let broken = false;
      let last: S | undefined;
      let since = 0;
      const follow = (value: T): readonly FeedEvent<T>[] => {
        const reset = isReset(value);
        if (broken && !reset) return [];
        const sequence = sequenceOf(value);
        const starts = reset || last === undefined;
        if (!starts && sequence === last) return [];
        if (last !== undefined && !reset && sequence !== next(last)) {
          broken = true;
          return [{ kind: 'stale', subscription, epoch, reason: 'sequence-gap', since }];
        }
        last = sequence;
        since = now();
        const data = { kind: 'data', subscription, value } as const;
        if (!starts) return [data];
        broken = false;
        epoch++;
        return [{ kind: 'live', subscription, epoch }, data];
      };
      return source.pipe(concatMap(follow));
    });
}
