import { describe, it } from '@jest/globals';
import { optionStream } from '../../src/connection/optionStream.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { marbles } from '../../src/testing/marbles.ts';

const refused = new ColdwireError('invalid-options', { option: 'url', expected: 'any but x' });
const check = (value: string): void => {
  if (value === 'x') throw refused;
};

describe('optionStream', () => {
  it(
    'passes values and outlives their completion',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values$ = cold('                      -a-b-|');
      const unsub = '                             ^-------!';
      expectObservable(optionStream('url', values$, check), unsub).toBe('-a-b-----');
      expectSubscriptions(values$.subscriptions).toBe('^----!');
    }),
  );

  it(
    'errors with invalid-options, by name, where the stream errors, whatever with',
    marbles(({ cold, expectObservable }) => {
      for (const cause of [new TypeError('mine'), new ColdwireError('dial-failed')]) {
        const error = new ColdwireError(
          'invalid-options',
          { option: 'url', expected: 'a stream that does not fail' },
          { cause },
        );
        expectObservable(optionStream('url', cold('-a-#', undefined, cause))).toBe('-a-#', undefined, error);
      }
    }),
  );

  it(
    'errors with what the check throws, and is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values$ = cold('                             -a-x-b');
      expectObservable(optionStream('url', values$, check)).toBe('-a-#', undefined, refused);
      expectSubscriptions(values$.subscriptions).toBe('  ^--!');
    }),
  );
});
