import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, type Observable } from 'rxjs';
import { dedupe } from '../../operators/dedupe.ts';
import { detectGaps } from '../../operators/detectGaps.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';

interface Change {
  readonly id: string;
  readonly sequence: bigint;
  readonly snapshot: boolean;
}
const changes$: Observable<Change> = EMPTY;
const subscription = { channel: 'book', symbol: 'BTC/USD' } as const;

describe('the types of detectGaps and dedupe', () => {
  it('follow from the pipe alone', () => {
    expectTypeOf(
      changes$.pipe(
        detectGaps({
          subscription,
          sequenceOf: ({ sequence }) => sequence,
          next: (sequence) => sequence + 2n,
          isReset: ({ snapshot }) => snapshot,
        }),
      ),
    ).toEqualTypeOf<Observable<FeedEvent<Change>>>();
    expectTypeOf(changes$.pipe(detectGaps({ sequenceOf: ({ id }) => id }))).toEqualTypeOf<
      Observable<FeedEvent<Change>>
    >();
    expectTypeOf(changes$.pipe(dedupe({ keyOf: ({ id }) => id, window: 9 }))).toEqualTypeOf<Observable<Change>>();
  });

  it('refuse what does not fit', () => {
    const bySequence = ({ sequence }: Change): bigint => sequence;
    const refused = [
      // @ts-expect-error a sequence is a number, a bigint or decimal text
      changes$.pipe(detectGaps({ subscription, sequenceOf: ({ snapshot }) => snapshot })),
      // @ts-expect-error what follows a sequence is a sequence of the same kind
      changes$.pipe(detectGaps({ subscription, sequenceOf: bySequence, next: (it: bigint) => `${it}` })),
      // @ts-expect-error what is numbered must be said
      changes$.pipe(detectGaps({ subscription })),
      // @ts-expect-error the memory is bounded
      changes$.pipe(dedupe({ keyOf: ({ id }) => id })),
      // @ts-expect-error a change has no such field
      changes$.pipe(dedupe({ keyOf: ({ trade }) => trade, window: 9 })),
    ];
    expect(refused).toHaveLength(5);
  });
});
