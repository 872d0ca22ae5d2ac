import { describe, expect, it } from '@jest/globals';
import { map, of, throwError, timer } from 'rxjs';
import type { CredentialsOptions } from '../../src/auth/credentialsOf.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { RestRequest } from '../../src/protocol/freshEndpoint.ts';
import type { TokenRule } from '../../src/protocol/tokenRule.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { axesStage, brief, type Ways } from '../helpers/axesVenue.ts';

/** A token to be used within 100 ms, which is to say 90. */
const token: TokenRule = {
  sign: ({ nonce, key }) => Uint8Array.of(nonce, key.length),
  request: ({ nonce, key, signature, environment }) => ({
    method: 'POST',
    url: '/token',
    headers: { key, signature, environment },
    body: `nonce=${nonce}`,
  }),
  read: (body) => ({ token: (JSON.parse(body) as { token: string }).token, useWithin: 100 }),
};
const ways: Ways = {
  rest: { live: 'https://api.axes.example' },
  auth: { recipe: 'hmac-sha512-base64', optional: true, token },
  requests: {
    complete: (message, context) => ({ ...(message as object), token: context.token }),
    rejectionOf: (reply) =>
      (reply as { stale?: boolean }).stale === true ? { reason: 'token', tokenRefused: true } : undefined,
  },
};
const credentials: CredentialsOptions = { key: 'K', signer: (text) => of(String(text)) };

/** The venue, whose REST side gives T1, T2, ... after a while. */
function staged(helpers: MarbleHelpers, takes = 3, options: ClientOptions = {}, differing: Ways = {}) {
  const asked: (RestRequest & { readonly at: number })[] = [];
  const { scheduler } = helpers;
  const http: ClientOptions['http'] = (request) => {
    asked.push({ ...request, at: scheduler.now() });
    const answer = { status: 200, headers: {}, body: `{"token":"T${asked.length}"}` };
    return takes === 0 ? of(answer) : timer(takes, scheduler).pipe(map(() => answer));
  };
  const stage = axesStage(helpers, { ...ways, ...differing }, { credentials, http, linger: 0, ...options });
  return { ...stage, asked, at: () => asked.map((request) => request.at) };
}
const ok = (id: number) => ({ ok: 'subscribe', id });

describe('a token', () => {
  it(
    'is asked for once for all who want it at a time, and by a signed request',
    marbles((helpers) => {
      const { feed, heard, asked } = staged(helpers, 3, {}, { subscribing: { batch: 1 } });
      for (const symbol of 'ABCDEFGHIJ') helpers.expectObservable(feed(`@${symbol}`), '^----!').toBe('c');
      helpers.flush();
      const headers = { key: 'K', signature: '1,1', environment: 'live' };
      expect(asked).toEqual([
        { at: 0, method: 'POST', url: 'https://api.axes.example/token', headers, body: 'nonce=1' },
      ]);
      expect(brief(heard()).slice(0, 10)).toEqual(
        'ABCDEFGHIJ'.split('').map((symbol, at) => `3 +@${symbol}#${at + 1} T1`),
      );
    }),
  );

  it(
    'is kept for who comes within its time, and got anew by who comes later',
    marbles((helpers) => {
      const { client, play, at, heard } = staged(helpers, 0);
      const ask = (when: string) =>
        helpers.cold(when).subscribe(() => client.request({ do: 'x' }).subscribe({ error: () => {} }));
      play('-a', { a: ({ say }) => say(ok(1)) });
      // Keeps the socket.
      helpers
        .expectObservable(client.feed({ channel: 'trades', symbol: 'A' }).pipe(map(() => 's')), '^ 99ms !')
        .toBe('ss');
      ask('-a');
      ask('- 88ms a');
      ask('- 90ms a');
      helpers.flush();
      expect(at()).toEqual([1, 91]);
      const tokens = heard().map((line) => /"token":"(T\d)"/.exec(line)?.[1]);
      expect(tokens.filter((one) => one !== undefined)).toEqual(['T1', 'T1', 'T2']);
    }),
  );

  it(
    'lives as long as the connection on which something private was acknowledged, and no longer',
    marbles((helpers) => {
      const { feed, play, at, heard } = staged(helpers, 0);
      play('-a 198ms b', { a: ({ say }) => say(ok(1)), b: ({ drop }) => drop() });
      helpers.expectObservable(feed('@A'), '^ 210ms !').toBe('cL 198ms x');
      helpers.expectObservable(feed('@B'), '- 148ms ^--!').toBe('- 148ms c');
      helpers.flush();
      expect(at()).toEqual([0, 202]);
      const asks = brief(heard()).filter((line) => line.includes('+'));
      expect(asks).toEqual(['0 +@A#1 T1', '149 +@B#2 T1', '202 +@A#1 T2']);
    }),
  );

  it(
    'that the venue refuses is got anew by the next who asks',
    marbles((helpers) => {
      const { feed, play, at, heard, client } = staged(helpers, 0);
      play('-a--b-c', {
        a: ({ say }) => say({ no: 'stale token', op: 'subscribe', id: 1, token: true }),
        b: ({ say }) => say(ok(2)),
        c: ({ say }) => say({ re: 3, stale: true }),
      });
      helpers.expectObservable(feed('@A'), '^ 20ms !').toBe('cr--L');
      helpers.cold('-----a--a').subscribe(() => client.request({ do: 'x' }).subscribe({ error: () => {} }));
      helpers.flush();
      expect(at()).toEqual([0, 3, 8]);
      const tokens = heard().map((line) => /"token":"(T\d)"/.exec(line)?.[1]);
      expect(tokens.slice(0, 4)).toEqual(['T1', 'T2', 'T2', 'T3']);
    }),
  );

  it(
    'that expires in mid-session is got anew for what the venue ends by it, and the market data beside it sees nothing',
    marbles((helpers) => {
      const { feed, play, at, heard } = staged(helpers, 2, {}, { subscribing: { ack: 'state' } });
      play('----a 145ms x-----y-------z', {
        a: ({ say }) => say({ now: ['@A', 'B'] }),
        // The venue ends what the token held, and does not take the old one again.
        x: ({ say }) => say({ now: ['B'] }),
        y: ({ say }) => say({ no: 'token expired', op: 'subscribe', arg: '@A', token: true }),
        z: ({ say }) => say({ now: ['@A', 'B'] }),
      });
      helpers.expectObservable(feed('@A'), '^ 170ms !').toBe('c---L 145ms u-----r-------L');
      helpers.expectObservable(feed('B'), '^ 170ms !').toBe('c---L');
      helpers.flush();
      expect(at()).toEqual([0, 160]);
      expect(brief(heard()).filter((line) => line.includes('+@A'))).toEqual([
        '2 +@A#1 T1',
        '152 +@A#3 T1',
        '162 +@A#4 T2',
      ]);
    }),
  );

  it(
    'that cannot be had costs its topic alone, which asks again',
    marbles((helpers) => {
      let asked = 0;
      const http: ClientOptions['http'] = () =>
        ++asked === 1
          ? of({ status: 503, headers: {}, body: '' })
          : asked === 2
            ? throwError(() => new TypeError('no route to KEY'))
            : of({ status: 200, headers: {}, body: asked === 3 ? '<html>' : '{"token":"T"}' });
      const { feed, play, heard, reports } = staged(helpers, 0, { http, backoff: { base: 20, cap: 80 } });
      play('-a 73ms b', { a: ({ say }) => say(ok(2)), b: ({ say }) => say(ok(5)) });
      helpers.expectObservable(feed('@A'), '^ 99ms !').toBe('(cx) 6ms x 19ms x 44ms L');
      helpers.expectObservable(feed('B'), '^ 99ms !').toBe('cL');
      helpers.flush();
      expect(brief(heard()).filter((line) => line.includes('+'))).toEqual(['0 +B#2', '70 +@A#5 T']);
      const errors = reports.flatMap((report) => (report.kind === 'resync' ? [report.error.message] : []));
      expect(errors).toEqual([
        'dial-failed (url: https://api.axes.example/token, status: 503)',
        'dial-failed',
        'dial-failed',
      ]);
    }),
  );

  it(
    'that the key is no good for ends the feed',
    marbles((helpers) => {
      const bad: TokenRule = {
        ...token,
        read: () => {
          throw new ColdwireError('authentication-failed', { reason: 'EAPI:Invalid key' });
        },
      };
      const auth = { recipe: 'hmac-sha512-base64', token: bad } as const;
      const { feed } = staged(helpers, 0, {}, { auth });
      const error = new ColdwireError('authentication-failed', { reason: 'EAPI:Invalid key' });
      helpers.expectObservable(feed('@A')).toBe('(c#)', undefined, error);
    }),
  );

  it(
    'is asked for where the options say, which alone sees the credentials then',
    marbles((helpers) => {
      const restUrl = { main: 'http://127.0.0.1:8080' };
      const { feed, asked } = staged(helpers, 0, { restUrl, url: 'ws://127.0.0.1:8081' });
      helpers.expectObservable(feed('@A'), '^-!').toBe('c');
      helpers.flush();
      expect(asked[0]?.url).toBe('http://127.0.0.1:8080/token');
    }),
  );

  it(
    'is not asked for at the venue where the options lead the sockets elsewhere and say nothing of REST',
    marbles((helpers) => {
      const { feed, asked } = staged(helpers, 0, { url: 'ws://127.0.0.1:8081' });
      const error = new ColdwireError('invalid-options', {
        option: 'url',
        expected: 'a host that may see the credentials',
      });
      helpers.expectObservable(feed('@A')).toBe('(c#)', undefined, error);
      helpers.flush();
      expect(asked).toEqual([]);
    }),
  );

  it(
    'is left when nobody waits for it any more',
    marbles((helpers) => {
      const { feed, heard, asked } = staged(helpers, 5);
      helpers.expectObservable(feed('@A'), '^--!').toBe('c');
      helpers.flush();
      expect([asked.length, heard()]).toEqual([1, []]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});
