import { describe, expect, it } from '@jest/globals';
import { isObservable, type Observable } from 'rxjs';
import { changing } from '../../src/client/changing.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { marbles } from '../../src/testing/marbles.ts';

const refused = new ColdwireError('invalid-options', { option: 'url' });
const check = (value: string): void => {
  if (value === 'x') throw refused;
};
/** The stream that an option given as one becomes. */
const streamed = (values$: Observable<string>): Observable<string> => {
  const option = changing('url', values$, check);
  if (!isObservable(option)) throw new Error('a stream became a value');
  return option;
};

describe('an option that may change', () => {
  it('is a value as it was given, checked now', () => {
    expect(changing('url', 'a', check)).toBe('a');
    expect(changing('url', undefined)).toBeUndefined();
    expect(() => changing('url', 'x', check)).toThrow(refused);
  });

  it(
    'is a stream subscribed once for all who need it, each told the last value, and anew after they all have left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values$ = cold('                      a--b--c--|');
      const option$ = streamed(values$);
      expectObservable(option$, '  -^----------!').toBe('-a--b--c');
      expectObservable(option$, '  ------^--!   ').toBe('------bc');
      expectObservable(option$, '  ----------------^---!').toBe('----------------a--b');
      expectSubscriptions(values$.subscriptions).toBe(['-^--------!', '----------------^---!']);
    }),
  );

  it(
    'fails for all who need it, and is subscribed anew by who comes after that',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values$ = cold('                      a--x');
      const option$ = streamed(values$);
      expectObservable(option$).toBe('            a--#', undefined, refused);
      expectObservable(option$, '  -^').toBe('    -a-#', undefined, refused);
      expectObservable(option$, '  -----^').toBe('-----a--#', undefined, refused);
      expectSubscriptions(values$.subscriptions).toBe(['^--!', '-----^--!']);
    }),
  );
});
