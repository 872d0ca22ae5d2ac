import { describe, expect, it } from '@jest/globals';
import { restUrlOf } from '../../src/client/restUrlOf.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';

const rest = { live: 'https://api.venue.example' };

describe('restUrlOf', () => {
  it('completes a path by the origin of the environment', () => {
    const both = { name: 'spot', rest: { ...rest, test: 'https://test.venue.example' } };
    expect(restUrlOf('/book?symbol=A', both, { environment: 'live' })).toBe('https://api.venue.example/book?symbol=A');
    expect(restUrlOf('/book?symbol=A', both, { environment: 'test' })).toBe('https://test.venue.example/book?symbol=A');
  });

  it('leaves a whole url as it is', () => {
    expect(restUrlOf('https://else.example/book', { name: 'spot', rest }, { environment: 'test' })).toBe(
      'https://else.example/book',
    );
  });

  it('cannot complete where the environment has no REST side', () => {
    const missing = new ColdwireError('unsupported', { what: 'spot over REST in test' });
    expect(() => restUrlOf('/book', { name: 'spot', rest }, { environment: 'test' })).toThrow(missing);
    expect(() => restUrlOf('/book', { name: 'spot' }, { environment: 'test' })).toThrow(missing);
  });
});
