import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { BehaviorSubject, defer, EMPTY, map, of, switchMap, throwError, timer, VirtualTimeScheduler } from 'rxjs';
import { diallingOf } from '../../src/client/diallingOf.ts';
import { type ClientOptions, settingsOf } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { FreshEndpoint, RestRequest } from '../../src/protocol/freshEndpoint.ts';
import { marbles } from '../../src/testing/marbles.ts';
import type { Http } from '../../src/transport/http.ts';
import { credentials, loginDialect } from '../helpers/loginVenue.ts';

/** A venue that gives a token, and where to use it, for a signed request. */
const fresh: FreshEndpoint = {
  sign: ({ time, key }) => `${time}${key}`,
  request: ({ key, signature }) => ({
    method: 'POST',
    url: 'https://api.tiny.example/token',
    headers: { key, signature },
  }),
  endpoint: ({ endpoint }, body) => {
    const { token, host = 'tiny.example' } = JSON.parse(body) as { token: string; host?: string };
    return { ...endpoint, url: `wss://${host}/ws?token=${token}` };
  },
};
const auth = { recipe: 'hmac-sha256-hex', origins: ['https://api.tiny.example', 'wss://push.tiny.example'] } as const;
const tokenDialect: Dialect = { ...loginDialect, auth, fresh };

/** What answers each request, and the requests. */
function rest(answer: (asked: number) => { status?: number; headers?: Record<string, string>; body?: string }) {
  const requests: RestRequest[] = [];
  const http: Http = (request) => {
    requests.push(request);
    return of({ status: 200, headers: {}, body: '{}', ...answer(requests.length) });
  };
  return { http, requests };
}

/** How a dialect's sockets dial, as urls. */
function urls(options: ClientOptions, dialect: Dialect = tokenDialect) {
  const { scheduler = new VirtualTimeScheduler() } = options;
  const dialling = diallingOf(settingsOf({ credentials, ...options, scheduler }, [dialect]))(dialect);
  const url$ = dialling.dials$.pipe(
    switchMap((dial$) => dial$ ?? EMPTY),
    map(({ endpoint }) => endpoint.url),
  );
  return { ...dialling, url$ };
}

/** What comes of a dial before the subscription returns. */
function atOnce(options: ClientOptions, dialect: Dialect = tokenDialect): unknown {
  let got: unknown = 'nothing';
  urls(options, dialect).url$.subscribe({
    next: (url) => {
      got = url;
    },
    error: (error) => {
      got = error;
    },
  });
  return got;
}

describe('a fresh endpoint', () => {
  it('is made of what a signed request brings, before the subscription returns', () => {
    const { http, requests } = rest(() => ({ body: '{"token":"T1"}' }));
    expect(atOnce({ http })).toBe('wss://tiny.example/ws?token=T1');
    const headers = { key: 'KEY-canary', signature: 'SIG-canary:0KEY-canary' };
    expect(requests).toEqual([{ method: 'POST', url: 'https://api.tiny.example/token', headers }]);
  });

  it('is made anew for each dial', () => {
    const { http } = rest((asked) => ({ body: `{"token":"T${asked}"}` }));
    const { url$ } = urls({ http });
    const seen: string[] = [];
    url$.subscribe((url) => seen.push(url));
    url$.subscribe((url) => seen.push(url));
    expect(seen).toEqual(['wss://tiny.example/ws?token=T1', 'wss://tiny.example/ws?token=T2']);
  });

  it(
    'is shared by those who ask while it is being made, and given up when all have left',
    marbles((helpers) => {
      let asked = 0;
      const { scheduler } = helpers;
      const answer$ = timer(3, scheduler).pipe(
        map(() => ({ status: 200, headers: {}, body: `{"token":"T${++asked}"}` })),
      );
      const { url$ } = urls({ http: () => answer$, scheduler });
      const token$ = url$.pipe(map((url) => url.slice(-1)));
      helpers.expectObservable(token$).toBe('      ---(1|)');
      helpers.expectObservable(token$, '--^').toBe('---(1|)');
      helpers.expectObservable(token$, '----^-!').toBe('-------');
      helpers.expectObservable(token$, '--------^').toBe('-----------(2|)');
    }),
  );

  it('may be a signed query, without a request', () => {
    const query: FreshEndpoint = {
      sign: ({ time, key, passphrase }) => `${key}${time}${passphrase}`,
      endpoint: ({ endpoint, signature }) => ({ ...endpoint, url: `${endpoint.url}&sign=${signature}` }),
    };
    const url = atOnce({ clock: { wall: () => 7, monotonic: () => 0 } }, { ...tokenDialect, fresh: query });
    expect(url).toBe('wss://tiny.example/ws?token=secret&sign=SIG-canary:KEY-canary7PASS-canary');
  });

  it('may be of a dialect that knows no credentials, and then sees none', () => {
    const { http, requests } = rest(() => ({ body: '{"token":"T"}' }));
    const { auth: _, ...open } = tokenDialect;
    expect(atOnce({ http }, open)).toBe('wss://tiny.example/ws?token=T');
    expect(requests[0]?.headers).toEqual({ key: '', signature: '' });
  });

  it('may lead to any origin that the dialect names', () => {
    const { http } = rest(() => ({ body: '{"token":"T","host":"push.tiny.example"}' }));
    expect(atOnce({ http })).toBe('wss://push.tiny.example/ws?token=T');
  });

  it('leads where the user says instead, whatever REST says', () => {
    const { http } = rest(() => ({ body: '{"token":"T","host":"push.tiny.example"}' }));
    const request = (): RestRequest => ({ method: 'GET', url: 'http://127.0.0.1:8080/token' });
    const dialect = { ...tokenDialect, fresh: { ...fresh, request } };
    expect(atOnce({ http, url: 'ws://127.0.0.1:8080' }, dialect)).toBe('ws://127.0.0.1:8080/ws?token=T');
  });

  it('asks REST where the user says instead, which alone sees the credentials there', () => {
    const { http, requests } = rest(() => ({ body: '{"token":"T"}' }));
    expect(atOnce({ http, restUrl: 'https://mine.example' })).toBe('wss://tiny.example/ws?token=T');
    expect(requests.map(({ url }) => url)).toEqual(['https://mine.example/token']);
    expect(atOnce({ http, restUrl: 'http://mine.example' })).toMatchObject({ kind: 'invalid-options' });
  });

  it.each<[string, RestRequest['url'], string]>([
    ['a stranger REST names', 'https://api.tiny.example', '{"host":"evil.example"}'],
    ["a stranger's REST", 'https://evil.example', '{}'],
    ['REST that all could read', 'http://api.tiny.example', '{}'],
  ])('keeps credentials from %s', (_, url, body) => {
    const { http, requests } = rest(() => ({ body }));
    const dialect = { ...tokenDialect, fresh: { ...fresh, request: () => ({ method: 'GET', url }) } };
    expect(atOnce({ http }, dialect)).toMatchObject({ kind: 'invalid-options', context: { option: 'url' } });
    expect(requests).toHaveLength(url === 'https://api.tiny.example' ? 1 : 0);
  });

  it('is a failed dial where REST refuses, with what it asks for', () => {
    const { http } = rest(() => ({ status: 429, headers: { 'retry-after': '7' }, body: 'TOKEN' }));
    expect(atOnce({ http })).toEqual(
      new ColdwireError('dial-failed', { url: 'https://api.tiny.example/token', status: 429, retryAfterMs: 7_000 }),
    );
    const silent = rest(() => ({ status: 500 }));
    expect(atOnce({ http: silent.http })).toMatchObject({
      context: { url: 'https://api.tiny.example/token', status: 500 },
    });
  });

  it.each<[string, Http, object]>([
    ['REST cannot be read', () => of({ status: 200, headers: {}, body: 'TOKEN' }), { name: 'SyntaxError' }],
    ['REST cannot be asked', () => throwError(() => Object.assign(new Error('TOKEN'), { code: 'X' })), { code: 'X' }],
  ])('is a failed dial where %s, of whose words nothing is told', (_, http, cause) => {
    const error = atOnce({ http });
    expect(error).toMatchObject({ kind: 'dial-failed', context: { url: 'wss://tiny.example/ws' }, cause });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('TOKEN');
  });
});

describe('what a socket was given up for', () => {
  const refused = new ColdwireError('authentication-failed', { reason: 'no' });

  it('is the answer to who dials the same place within 30 s, and to nobody who dials another', () => {
    const scheduler = new VirtualTimeScheduler();
    const url = new BehaviorSubject<string | undefined>(undefined);
    const { url$, giveUp } = urls({ scheduler, url }, loginDialect);
    const told = (): unknown => {
      let got: unknown;
      url$
        .subscribe({
          next: (at) => {
            got = at;
          },
          error: (error) => {
            got = error;
          },
        })
        .unsubscribe();
      return got;
    };
    const own = told();
    giveUp(refused);
    expect([own, told()]).toEqual([expect.stringContaining('wss://'), refused]);
    url.next('wss://other.example');
    expect(told()).toEqual(expect.stringContaining('wss://other.example'));
    url.next(undefined);
    expect(told()).toBe(refused);
    scheduler.frame = 30_000;
    expect(told()).toBe(own);
  });

  it('is nothing of the venue where the options failed', () => {
    const cause = new TypeError('mine');
    let asked = 0;
    const headers = defer(() => (++asked === 1 ? throwError(() => cause) : of({})));
    const { url$, giveUp } = urls({ headers }, loginDialect);
    const got: unknown[] = [];
    const told = { next: (at: string) => got.push(at), error: (error: Error) => got.push(error) };
    url$.subscribe(told);
    giveUp(got[0] as Error);
    url$.subscribe(told);
    expect(got).toEqual([
      expect.objectContaining({ kind: 'invalid-options', cause }),
      expect.stringContaining('wss://'),
    ]);
  });
});
