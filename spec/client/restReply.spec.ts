import { describe, expect, it } from '@jest/globals';
import { catchError, NEVER, type Observable, of } from 'rxjs';
import { restReply } from '../../src/client/restReply.ts';
import { type ClientOptions, settingsOf } from '../../src/client/options.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { RestQuery } from '../../src/protocol/query.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { brokerDialect } from '../helpers/brokerDialect.ts';

const signing: Dialect = { ...brokerDialect, auth: { recipe: 'hmac-sha256-hex' } };
const open: RestQuery<unknown> = {
  kind: 'rest',
  sign: ({ key, time, environment }) => `${key} ${time} ${environment}`,
  request: ({ signature, key, time }) => ({
    method: 'GET',
    url: `/open?at=${time}`,
    headers: { key, sign: signature },
  }),
  rejectionOf: (reply) => {
    const { no } = reply as { no?: string };
    return no === undefined ? undefined : { reason: no, code: '404' };
  },
  read: (reply) => reply,
};
const credentials = { key: 'K', signer: (text: string | Uint8Array) => [`<${String(text)}>`] };

/** The answer to a query, by REST that says `body` with `status` after 3, and what REST was asked. */
function asked(
  { scheduler, cold }: MarbleHelpers,
  { body = '{"a":1}', status = 200, ...own }: Partial<ClientOptions> & { body?: string; status?: number } = {},
  { dialect = signing, query = open }: { dialect?: Dialect; query?: RestQuery<unknown> } = {},
) {
  const requests: unknown[] = [];
  const options: ClientOptions = {
    scheduler,
    requestTimeout: 20,
    http: (request) => {
      requests.push(request);
      return cold('---(a|)', { a: { status, headers: {}, body } });
    },
    credentials,
    ...own,
  };
  const settings = settingsOf(options, [dialect]);
  const reply$ = restReply(query, dialect, settings, 'snapshot');
  return { reply$, requests };
}

const facts = (source: Observable<unknown>): Observable<unknown> =>
  source.pipe(
    catchError((error: unknown) => of(isColdwireError(error) ? { kind: error.kind, ...error.context } : error)),
  );

describe('a query of REST', () => {
  it(
    'is signed where it says so, and answered as its dialect decodes',
    marbles((helpers) => {
      const { reply$, requests } = asked(helpers);
      helpers.expectObservable(reply$, '-----^').toBe('--------(a|)', { a: { a: 1 } });
      helpers.flush();
      expect(requests).toEqual([
        { method: 'GET', url: 'https://broker.example/open?at=5', headers: { key: 'K', sign: '<K 5 live>' } },
      ]);
    }),
  );

  it(
    'goes after the one before is answered, and is signed then, where nonces must arrive in order',
    marbles((helpers) => {
      const dialect: Dialect = { ...signing, auth: { recipe: 'hmac-sha256-hex', isOrdered: true } };
      const query: RestQuery<unknown> = { ...open, sign: ({ nonce }) => String(nonce) };
      const { reply$, requests } = asked(helpers, {}, { dialect, query });
      helpers.expectObservable(reply$).toBe('---(a|)', { a: { a: 1 } });
      helpers.expectObservable(reply$).toBe('------(a|)', { a: { a: 1 } });
      helpers.flush();
      expect(requests).toMatchObject([{ headers: { sign: '<1>' } }, { headers: { sign: '<3>' } }]);
    }),
  );

  it(
    'leaves a venue alone that asked to wait, where it stood in line for one that was refused',
    marbles((helpers) => {
      const dialect: Dialect = { ...signing, auth: { recipe: 'hmac-sha256-hex', isOrdered: true } };
      const requests: number[] = [];
      const answers = ['{}', '{"a":1}'];
      const settings = settingsOf(
        {
          scheduler: helpers.scheduler,
          requestTimeout: 2_000,
          credentials,
          http: () => {
            requests.push(helpers.scheduler.now());
            const [status, headers] = requests.length === 1 ? [429, { 'retry-after': '1' }] : [200, {}];
            return helpers.cold('---(a|)', { a: { status, headers, body: answers[requests.length - 1] ?? '{}' } });
          },
        },
        [dialect],
      );
      const replies$ = [1, 2].map(() => facts(restReply(open, dialect, settings, 'snapshot')));
      const refused = { kind: 'dial-failed', status: 429, retryAfterMs: 1_000, url: 'https://broker.example/open' };
      helpers.expectObservable(replies$[0] as Observable<unknown>).toBe('---(a|)', { a: refused });
      helpers.expectObservable(replies$[1] as Observable<unknown>).toBe('1006ms (a|)', { a: { a: 1 } });
      helpers.flush();
      expect(requests).toEqual([0, 1_003]);
    }),
  );

  it(
    'is not signed where it does not say so, and needs no credentials then',
    marbles((helpers) => {
      const { sign: _, ...query } = open;
      const { reply$, requests } = asked(helpers, { credentials: undefined as never }, { query });
      helpers.expectObservable(reply$).toBe('---(a|)', { a: { a: 1 } });
      helpers.flush();
      expect(requests).toMatchObject([{ headers: { key: '', sign: '' } }]);
    }),
  );

  it(
    'is asked as who it is at the time, where that is a stream, which no other waits for',
    marbles((helpers) => {
      const who = helpers.hot('--a---b', { a: credentials, b: { ...credentials, key: 'L' } });
      const mine = asked(helpers, { credentials: who });
      helpers.expectObservable(mine.reply$, '^').toBe('-----(a|)', { a: { a: 1 } });
      helpers.expectObservable(mine.reply$, '-----^').toBe('---------(a|)', { a: { a: 1 } });
      const { sign: _, ...query } = open;
      const { reply$ } = asked(helpers, { credentials: NEVER }, { query });
      helpers.expectObservable(reply$).toBe('---(a|)', { a: { a: 1 } });
      helpers.flush();
      expect(mine.requests).toMatchObject([{ headers: { sign: '<K 2 live>' } }, { headers: { sign: '<L 6 live>' } }]);
    }),
  );

  it.each<[string, Parameters<typeof asked>[1], string, object]>([
    [
      'a refusal, in an answer of 2xx',
      { body: '{"no":"none"}' },
      '---(a|)',
      { kind: 'request-rejected', reason: 'none', code: '404' },
    ],
    [
      'a refusal, in another answer',
      { body: '{"no":"none"}', status: 404 },
      '---(a|)',
      { kind: 'request-rejected', reason: 'none', code: '404' },
    ],
    [
      'a failure',
      { body: '<html>', status: 502 },
      '---(a|)',
      { kind: 'dial-failed', status: 502, url: 'https://broker.example/open' },
    ],
    [
      'an answer that cannot be read',
      { body: '<html>' },
      '---(a|)',
      { kind: 'protocol-violation', what: 'JSON', length: 6 },
    ],
    [
      'no signature without credentials',
      { credentials: undefined as never },
      '(a|)',
      { kind: 'invalid-options', option: 'credentials', expected: 'what desk signs with' },
    ],
    ['no answer in time', { requestTimeout: 2 }, '--(a|)', { kind: 'reply-timeout', timeout: 2 }],
  ])('tells of %s', (_, options, picture, told) => {
    marbles((helpers) => {
      helpers.expectObservable(facts(asked(helpers, options).reply$)).toBe(picture, { a: told });
    })();
  });

  it(
    'repeats nothing of what a stranger fails with',
    marbles((helpers) => {
      const http = () => helpers.cold<never>('#', {}, new TypeError('canary'));
      const { reply$ } = asked(helpers, { http });
      helpers.expectObservable(facts(reply$)).toBe('(a|)', { a: { kind: 'dial-failed' } });
    }),
  );

  it(
    'leaves a side alone that says it was asked too much',
    marbles((helpers) => {
      const settings = { backoff: { cap: 9 } };
      const dialect: Dialect = { ...signing, rest: { live: 'https://broker.example' } };
      // Whatever the venue says of it: it is no answer to what was asked.
      const one = asked(helpers, { status: 429, body: '{"no":"too many"}', ...settings }, { dialect });
      helpers
        .expectObservable(facts(one.reply$), '^    ')
        .toBe('---(a|)', { a: expect.objectContaining({ status: 429 }) });
      helpers
        .expectObservable(facts(one.reply$), '----^')
        .toBe('12ms ---(a|)', { a: expect.objectContaining({ status: 429 }) });
    }),
  );
});
