import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, type Observable, of } from 'rxjs';
import { boundedBuffer, type Dropped } from '../../operators/boundedBuffer.ts';
import { boundedFeed } from '../../operators/boundedFeed.ts';
import { sampleOnFrame } from '../../operators/sampleOnFrame.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';

const numbers$: Observable<number> = EMPTY;
const feed$: Observable<FeedEvent<number>> = EMPTY;

describe('the types of bounded queues', () => {
  it('hand the consumer what is dropped, unless nothing is', () => {
    expectTypeOf(
      numbers$.pipe(
        boundedBuffer({
          size: 1,
          onOverflow: 'drop-oldest',
          project: (item) => {
            expectTypeOf(item).toEqualTypeOf<number | Dropped>();
            return of(true);
          },
        }),
      ),
    ).toEqualTypeOf<Observable<boolean>>();
    expectTypeOf(
      numbers$.pipe(
        boundedBuffer({
          size: 1,
          onOverflow: 'error',
          project: (item) => {
            expectTypeOf(item).toEqualTypeOf<number>();
            return [item];
          },
        }),
      ),
    ).toEqualTypeOf<Observable<number>>();
    expectTypeOf(
      feed$.pipe(
        boundedFeed({
          size: 1,
          onOverflow: 'drop-newest',
          project: (event) => {
            expectTypeOf(event).toEqualTypeOf<FeedEvent<number>>();
            return of(event);
          },
        }),
      ),
    ).toEqualTypeOf<Observable<FeedEvent<number>>>();
    expectTypeOf(numbers$.pipe(sampleOnFrame())).toEqualTypeOf<Observable<number>>();
  });

  it('refuse what does not fit', () => {
    const refused = [
      // @ts-expect-error a consumer that may miss values must say what it does then
      numbers$.pipe(boundedBuffer({ size: 1, onOverflow: 'drop-newest', project: (item: number) => of(item) })),
      // @ts-expect-error nothing is dropped unsaid: the bound and what happens at it are stated
      numbers$.pipe(boundedBuffer({ size: 1, project: (item) => of(item) })),
      // @ts-expect-error there is no such way
      numbers$.pipe(boundedBuffer({ size: 1, onOverflow: 'drop', project: (item) => of(item) })),
      // @ts-expect-error a work is something to subscribe to
      numbers$.pipe(boundedBuffer({ size: 1, onOverflow: 'error', project: (item) => item })),
      // @ts-expect-error values have no trust to keep
      numbers$.pipe(boundedFeed({ size: 1, onOverflow: 'error', project: (event) => of(event) })),
      // @ts-expect-error a scheduler, not a rate
      numbers$.pipe(sampleOnFrame({ scheduler: 60 })),
    ];
    expect(refused).toHaveLength(6);
  });
});
