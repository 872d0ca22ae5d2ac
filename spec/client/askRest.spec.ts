import { describe, it } from '@jest/globals';
import { EMPTY, of, throwError } from 'rxjs';
import { askRest } from '../../src/client/askRest.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { marbles } from '../../src/testing/marbles.ts';
import type { Http } from '../../src/transport/http.ts';

const request = { method: 'GET', url: 'https://api.venue.example/book?symbol=A&token=secret' };
const clock = { wall: () => 1_000_000 };
const url = 'https://api.venue.example/book';
const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Http =>
  () =>
    of({ status, headers, body });

describe('askRest', () => {
  it(
    'asks on subscribe, once, gives the body and leaves with its subscriber',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer$ = cold('-a-', { a: { status: 200, headers: {}, body: 'it' } });
      const asked$ = askRest(request, { http: () => answer$, clock });
      expectObservable(asked$).toBe('-(a|)', { a: 'it' });
      expectSubscriptions(answer$.subscriptions).toBe('^!');
      const silent$ = cold<never>('-');
      expectObservable(askRest(request, { http: () => silent$, clock }), '^--!').toBe('-');
      expectSubscriptions(silent$.subscriptions).toBe('                    ^--!');
    }),
  );

  it(
    'asks another origin where the options name one',
    marbles(({ expectObservable }) => {
      const http: Http = (asked) => of({ status: 200, headers: {}, body: asked.url });
      const asked$ = askRest(request, { http, clock, origin: 'http://127.0.0.1:8080/ignored' });
      expectObservable(asked$).toBe('(a|)', { a: 'http://127.0.0.1:8080/book?symbol=A&token=secret' });
    }),
  );

  it(
    'fails with another status, with the wait that is asked for, and never with the query',
    marbles(({ expectObservable }) => {
      const failing = (http: Http) => expectObservable(askRest(request, { http, clock }));
      failing(answering(503)).toBe('#', {}, new ColdwireError('dial-failed', { url, status: 503 }));
      failing(answering(302)).toBe('#', {}, new ColdwireError('dial-failed', { url, status: 302 }));
      const limited = { url, status: 429, retryAfterMs: 7_000 };
      failing(answering(429, '', { 'retry-after': '7' })).toBe('#', {}, new ColdwireError('dial-failed', limited));
      failing(() => EMPTY).toBe('#', {}, new ColdwireError('dial-failed', { url }));
      failing(() => throwError(() => 'lost')).toBe('#', {}, 'lost');
      const thrown = new TypeError('at once');
      failing(() => {
        throw thrown;
      }).toBe('#', {}, thrown);
    }),
  );

  it(
    'fails with what the venue means by another status, where it means something',
    marbles(({ expectObservable }) => {
      const refused = new ColdwireError('subscription-rejected', { reason: 'no such symbol' });
      const refusalOf = (status: number, body: string) => (status === 400 && body === 'x' ? refused : undefined);
      const failing = (http: Http) => expectObservable(askRest(request, { http, clock, refusalOf }));
      failing(answering(400, 'x')).toBe('#', {}, refused);
      failing(answering(400, 'y')).toBe('#', {}, new ColdwireError('dial-failed', { url, status: 400 }));
      failing(answering(200, 'x')).toBe('(a|)', { a: 'x' });
    }),
  );
});
