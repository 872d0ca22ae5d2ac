import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable, of } from 'rxjs';
import { type Router, routeBy } from '../../operators/index.ts';

interface Tick {
  readonly symbol?: string;
  readonly price: number;
}
const ticks$: Observable<Tick> = NEVER;
const router = routeBy(({ symbol }: Tick) => symbol)(ticks$);

describe('the types of routeBy', () => {
  it('are the source by key, a key that is never undefined', () => {
    expectTypeOf(router).toEqualTypeOf<Router<Tick, string>>();
    expectTypeOf(router.select('BTC/USD')).toEqualTypeOf<Observable<Tick>>();
    expectTypeOf(router.rest$).toEqualTypeOf<Observable<Tick>>();
  });

  it('refuse a key of another kind, and none', () => {
    const refused = [
      // @ts-expect-error symbols are text
      router.select(1),
      // @ts-expect-error what has no key is in rest$
      router.select(undefined),
      // @ts-expect-error ticks have a price, words have not
      routeBy(({ symbol }: Tick) => symbol)(of('word')),
    ];
    expect(refused).toHaveLength(3);
  });

  it('leave the types of rxjs alone: its pipe makes observables', () => {
    const refused = [
      // @ts-expect-error a router is no observable
      ticks$.pipe(routeBy(({ symbol }: Tick) => symbol)),
      // @ts-expect-error nor is a number
      of(1).pipe(() => 1),
    ];
    expect(refused).toHaveLength(2);
  });
});
