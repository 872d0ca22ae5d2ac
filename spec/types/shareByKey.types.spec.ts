import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { type Observable, of, ReplaySubject } from 'rxjs';
import { shareByKey } from '../../operators/index.ts';

interface Request {
  readonly symbol: string;
}

describe('the types of shareByKey', () => {
  it('are the request in, what it is projected to out', () => {
    const share = shareByKey(
      ({ symbol }: Request) => symbol,
      ({ symbol }) => of(symbol.length),
      { linger: 1_000 },
    );
    expectTypeOf(share).toEqualTypeOf<(request: Request) => Observable<number>>();
  });

  it('take requests and keys of any kind', () => {
    const share = shareByKey(
      (request: number | undefined) => request ?? null,
      () => of('x'),
    );
    expectTypeOf(share).parameter(0).toEqualTypeOf<number | undefined>();
    expectTypeOf(share(undefined)).toEqualTypeOf<Observable<string>>();
  });

  it('refuse a connector of other values, and an option that is none', () => {
    const project = ({ symbol }: Request) => of(symbol);
    const keyOf = ({ symbol }: Request) => symbol;
    expectTypeOf(shareByKey(keyOf, project, { connector: () => new ReplaySubject(1) })).returns.toEqualTypeOf<
      Observable<string>
    >();
    const refused = [
      // @ts-expect-error what is projected is text
      shareByKey(keyOf, project, { connector: () => new ReplaySubject<number>(1) }),
      // @ts-expect-error a linger is a number of milliseconds
      shareByKey(keyOf, project, { linger: '1s' }),
      // @ts-expect-error a request has a symbol
      shareByKey(keyOf, project)({}),
    ];
    expect(refused).toHaveLength(3);
  });
});
