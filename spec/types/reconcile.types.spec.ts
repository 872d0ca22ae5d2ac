import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable, of, type OperatorFunction } from 'rxjs';
import { reconcile } from '../../operators/index.ts';

interface Wish {
  readonly symbol: string;
}
const keyOf = ({ symbol }: Wish): string => symbol;

describe('the types of reconcile', () => {
  it('are sets in, what their items are projected to out', () => {
    expectTypeOf(reconcile(keyOf, ({ symbol }) => of(symbol.length))).toEqualTypeOf<
      OperatorFunction<Iterable<Wish>, number>
    >();
    expectTypeOf(reconcile(keyOf, () => [true])).toEqualTypeOf<OperatorFunction<Iterable<Wish>, boolean>>();
    expectTypeOf(reconcile(keyOf, () => NEVER)).toEqualTypeOf<OperatorFunction<Iterable<Wish>, never>>();
  });

  it('take whatever can be iterated', () => {
    const arrays$: Observable<readonly Wish[]> = NEVER;
    const sets$: Observable<ReadonlySet<Wish>> = NEVER;
    expectTypeOf(arrays$.pipe(reconcile(keyOf, () => of(1)))).toEqualTypeOf<Observable<number>>();
    expectTypeOf(sets$.pipe(reconcile(keyOf, () => of(1)))).toEqualTypeOf<Observable<number>>();
  });

  it('refuse sets of other items, what is no set, and a projection that is none', () => {
    const refused = [
      // @ts-expect-error wishes have a symbol
      of(['BTC/USD']).pipe(reconcile(keyOf, () => of(1))),
      // @ts-expect-error one wish is no set of them
      of({ symbol: 'BTC/USD' }).pipe(reconcile(keyOf, () => of(1))),
      // @ts-expect-error a number cannot be subscribed
      reconcile(keyOf, () => 1),
    ];
    expect(refused).toHaveLength(3);
  });
});
