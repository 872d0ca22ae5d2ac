import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, map, type Observable } from 'rxjs';
import { arbitrate } from '../../operators/arbitrate.ts';
import type { ArbitratedEvent } from '../../operators/arbitratedEvent.ts';

interface Change {
  readonly sequence: number;
}
const a$: Observable<Change> = EMPTY;
const b$: Observable<Change> = EMPTY;

describe('the types of arbitrate', () => {
  it('follow from the legs and their sequence', () => {
    const events$ = arbitrate({ legs: [a$, b$], sequenceOf: ({ sequence }) => sequence });
    expectTypeOf(events$).toEqualTypeOf<Observable<ArbitratedEvent<Change, number>>>();
    events$.subscribe((event) => {
      if (event.kind === 'value') expectTypeOf(event.value).toEqualTypeOf<Change>();
      if (event.kind === 'gap') expectTypeOf(event.expected).toEqualTypeOf<number>();
      if (event.kind === 'lag') expectTypeOf(event.ms).toEqualTypeOf<number>();
    });
  });

  it('refuse what does not fit', () => {
    const sequenceOf = ({ sequence }: Change): number => sequence;
    const events$ = arbitrate({ legs: [a$, b$], sequenceOf });
    const refused = [
      // @ts-expect-error legs are something to subscribe to
      arbitrate({ legs: [1, 2], sequenceOf }),
      // @ts-expect-error without a sequence nothing can be compared
      arbitrate({ legs: [a$, b$] }),
      // @ts-expect-error a sequence is a number, a bigint or decimal text
      arbitrate({ legs: [a$, b$], sequenceOf: (change) => change }),
      // @ts-expect-error it begins at a sequence of the same kind
      arbitrate({ legs: [a$, b$], sequenceOf, startAt: '1' }),
      // @ts-expect-error not every event is a value
      events$.pipe(map((event) => event.value)),
    ];
    expect(refused).toHaveLength(5);
  });
});
