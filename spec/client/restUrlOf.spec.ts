import { describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { presentOrigins, restUrlOf } from '../../src/client/restUrlOf.ts';
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

  it('is where the options say instead, whether of all dialects or of this one', () => {
    const live = { environment: 'live' } as const;
    const here = 'http://127.0.0.1:8080';
    const asked = (url: string, restUrl: string | Record<string, string>, name = 'spot') =>
      restUrlOf(url, { name, rest }, { ...live, restUrl });
    expect(asked('/book?symbol=A', here)).toBe('http://127.0.0.1:8080/book?symbol=A');
    expect(asked('https://else.example/book?symbol=A', here)).toBe('http://127.0.0.1:8080/book?symbol=A');
    expect(asked('/book', { spot: `${here}/ignored` })).toBe('http://127.0.0.1:8080/book');
    expect(asked('/book', { spot: here }, 'futures')).toBe('https://api.venue.example/book');
    expect(restUrlOf('/book', { name: 'spot' }, { environment: 'test', restUrl: here })).toBe(`${here}/book`);
  });
});

describe('presentOrigins', () => {
  it('are those of the moment, once each option has one', () => {
    const restUrl = new Subject<string>();
    const told: unknown[] = [];
    presentOrigins({ url: 'wss://a', restUrl }).subscribe({
      next: (origins) => told.push(origins),
      complete: () => told.push('done'),
    });
    expect(told).toEqual([]);
    restUrl.next('https://b');
    expect(told).toEqual([{ url: 'wss://a', restUrl: 'https://b' }, 'done']);
    expect(restUrl.observed).toBe(false);
  });
});
