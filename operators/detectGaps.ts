import { asyncScheduler, concatMap, defer, type OperatorFunction, type SchedulerLike, startWith } from 'rxjs';
import type { FeedEvent, StaleEvent, StaleReason } from '../src/model/feedEvent.ts';
import type { Clock } from '../src/model/seams.ts';
import type { Subscription } from '../src/model/subscription.ts';
import { instants } from './internal/instants.ts';
import { nextSequence, type Sequence } from './internal/sequence.ts';

/** The options of {@link detectGaps}. */
export interface DetectGapsConfig<T, S extends Sequence> {
  /** The sequence of a value. Compared by `===`. */
  readonly sequenceOf: (value: T) => S;
  /** The sequence that follows one. Default: one more, of a number, a bigint or decimal text. */
  readonly next?: (sequence: S) => S;
  /** Whether a value starts anew, whatever its sequence: a snapshot. Default: none does, so the first gap is final. */
  readonly isReset?: (value: T) => boolean;
  /** What the events of the result are of. Default `{ channel: 'trades' }`, of no symbol: name it where feeds meet. */
  readonly subscription?: Subscription;
  /** Tells the instants where no `clock` does. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its wall side stamps `since`. Default: `scheduler.now()`. */
  readonly clock?: Clock;
}

/**
 * Makes a feed of numbered values: live while none is missing, stale from the first gap to the next reset.
 *
 * Subscribing tells `stale` with reason `connecting`, synchronously, as every feed tells at once where it stands, then subscribes
 * to the source. The first value is preceded by `live`, and so is the reset that ends a gap; `epoch` counts these from 1. A reset
 * without a gap before it is a value like others, as a snapshot is that nobody asked for.
 *
 * A value with the sequence of the last one is a copy of it and dropped. One with any other sequence but the next, a smaller one
 * too, is a gap: it is dropped, `stale` with reason `sequence-gap` comes in its place, `since` the receipt of the last good value,
 * and then nothing until a reset. Where values repeat from further back, put `dedupe` before.
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
 *   .pipe(detectGaps({ sequenceOf: ({ id }) => id, subscription: { channel: 'trades', symbol: 'BTC/USD' } }))
 *   .subscribe((event) => {
 *     if (event.kind === 'stale') console.log('stale', event.reason);
 *     else console.log(event.kind, event.kind === 'data' ? event.value.id : event.epoch);
 *   });
 * // stale connecting
 * // live 1
 * // data 8
 * // data 9
 * // stale sequence-gap
 * ```
 */
export function detectGaps<T, S extends Sequence>({
  sequenceOf,
  next = nextSequence,
  isReset = () => false,
  subscription = UNNAMED,
  scheduler = asyncScheduler,
  clock,
}: DetectGapsConfig<T, S>): OperatorFunction<T, FeedEvent<T>> {
  const now = instants(scheduler, clock).wall;
  return (source) =>
    defer(() => {
      let epoch = 0;
      let trust: 'awaited' | 'live' | 'broken' = 'awaited';
      let last: S | undefined;
      let since = now();
      const stale = (reason: StaleReason): StaleEvent => ({ kind: 'stale', subscription, epoch, reason, since });
      const follow = (value: T): readonly FeedEvent<T>[] => {
        const reset = isReset(value);
        if (trust === 'broken' && !reset) return [];
        const sequence = sequenceOf(value);
        if (last !== undefined && !reset) {
          if (sequence === last) return [];
          if (sequence !== next(last)) {
            trust = 'broken';
            return [stale('sequence-gap')];
          }
        }
        last = sequence;
        since = now();
        const data = { kind: 'data', subscription, value } as const;
        if (trust === 'live') return [data];
        trust = 'live';
        epoch++;
        return [{ kind: 'live', subscription, epoch }, data];
      };
      return source.pipe(concatMap(follow), startWith(stale('connecting')));
    });
}

const UNNAMED: Subscription = Object.freeze({ channel: 'trades' });
