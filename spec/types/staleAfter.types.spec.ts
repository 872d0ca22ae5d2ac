import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, type Observable } from 'rxjs';
import { staleAfter } from '../../operators/staleAfter.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';

const feed$: Observable<FeedEvent<number>> = EMPTY;
const numbers$: Observable<number> = EMPTY;

describe('the types of staleAfter', () => {
  it('follow from the pipe alone', () => {
    expectTypeOf(feed$.pipe(staleAfter({ within: 1_000 }))).toEqualTypeOf<typeof feed$>();
    expectTypeOf(feed$.pipe(staleAfter({ learn: {} }))).toEqualTypeOf<typeof feed$>();
    expectTypeOf(feed$.pipe(staleAfter({ learn: { factor: 4 }, reason: 'silence' }))).toEqualTypeOf<typeof feed$>();
  });

  it('refuse what does not fit', () => {
    const refused = [
      // @ts-expect-error a limit is declared or learned
      feed$.pipe(staleAfter({})),
      // @ts-expect-error but not both
      feed$.pipe(staleAfter({ within: 1_000, learn: {} })),
      // @ts-expect-error a reason is one of those a consumer must handle
      feed$.pipe(staleAfter({ within: 1_000, reason: 'quiet' })),
      // @ts-expect-error plain values were never live
      numbers$.pipe(staleAfter({ within: 1_000 })),
    ];
    expect(refused).toHaveLength(4);
  });
});
