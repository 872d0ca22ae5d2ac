import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, type Observable, of } from 'rxjs';
import { conflate } from '../../operators/conflate.ts';
import { conflateBy } from '../../operators/conflateBy.ts';
import { conflateFeed } from '../../operators/conflateFeed.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';

interface Quote {
  readonly symbol: string;
  readonly price: number;
}
const quotes$: Observable<Quote> = EMPTY;
const feed$: Observable<FeedEvent<Quote>> = EMPTY;

describe('the types of conflation', () => {
  it('follow from the pipe alone', () => {
    expectTypeOf(
      quotes$.pipe(
        conflate({
          project: (quote, swallowed) => {
            expectTypeOf(quote).toEqualTypeOf<Quote>();
            expectTypeOf(swallowed).toEqualTypeOf<number>();
            return of(quote.price);
          },
          merge: (held, next) => ({ ...held, price: next.price }),
        }),
      ),
    ).toEqualTypeOf<Observable<number>>();
    expectTypeOf(
      quotes$.pipe(conflateBy(({ symbol }) => symbol, { project: ({ price }) => Promise.resolve(String(price)) })),
    ).toEqualTypeOf<Observable<string>>();
    expectTypeOf(
      feed$.pipe(
        conflateFeed({
          project: (event) => {
            expectTypeOf(event).toEqualTypeOf<FeedEvent<Quote>>();
            return [event.kind];
          },
          merge: (_, next) => next,
        }),
      ),
    ).toEqualTypeOf<Observable<'live' | 'data' | 'stale'>>();
  });

  it('refuse what does not fit', () => {
    const refused = [
      // @ts-expect-error a work is something to subscribe to
      quotes$.pipe(conflate({ project: ({ price }) => price })),
      // @ts-expect-error there is nothing to do without work
      quotes$.pipe(conflate({})),
      // @ts-expect-error what is merged is a value of the source
      quotes$.pipe(conflate({ project: of, merge: (held) => held.price })),
      // @ts-expect-error a quote has no such field
      quotes$.pipe(conflateBy(({ id }) => id, { project: (quote) => of(quote) })),
      // @ts-expect-error values have no trust to keep
      quotes$.pipe(conflateFeed({ project: (event) => of(event) })),
    ];
    expect(refused).toHaveLength(5);
  });
});
