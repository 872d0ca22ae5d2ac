import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { of, throwError, VirtualTimeScheduler } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ClientStatus } from '../../src/model/clientStatus.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { credentials, loginClient, loginDialect } from '../helpers/loginVenue.ts';
import { marked, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
const refusedLogin = (reason: string) => new ColdwireError('authentication-failed', { reason });
const welcome = { says: 'welcome' };

describe('a client that logs in', () => {
  it(
    'subscribes only when it is welcome, all of it inside one virtual run',
    marbles((helpers) => {
      const { client, venue, logins } = loginClient(helpers.scheduler);
      helpers.cold('----t').subscribe(() => venue.last().say(tradesFrame('A', '1')));
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^-----!').toBe('c-L-1-');
      helpers.flush();
      expect(logins).toEqual([
        { login: 'KEY-canary', passphrase: 'PASS-canary', at: 0, signature: 'SIG-canary:0KEY-canary' },
      ]);
      expect(venue.last().heard[0]).toBe('1: +trades A');
    }),
  );

  it(
    'logs in anew on each connection, signed when it is said, and says stale in between',
    marbles((helpers) => {
      const { client, venue, logins } = loginClient(helpers.scheduler);
      helpers.cold('----x').subscribe(() => venue.last().drop());
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^---------!').toBe('c-L-x---L-');
      helpers.flush();
      expect(logins.map(({ at, signature }) => [at, signature])).toEqual([
        [0, 'SIG-canary:0KEY-canary'],
        [6, 'SIG-canary:6KEY-canary'],
      ]);
    }),
  );

  it(
    'is told of a refusal by each of its feeds, once, and does not dial again',
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler, {}, () => ({ says: 'shut', why: 'bad key' }));
      helpers.expectObservable(marked(client.feed(tradesOf('A')))).toBe('c#', undefined, refusedLogin('bad key'));
      helpers.expectObservable(marked(client.feed(tradesOf('B')))).toBe('c#', undefined, refusedLogin('bad key'));
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard).toEqual([]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'gives that answer without a dial for 30 s, however hotly it is asked, then asks the venue again',
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler, {}, (login) =>
        login === 1 ? { says: 'shut', why: 'bad key' } : welcome,
      );
      const feed$ = marked(client.feed(tradesOf('A')));
      helpers.expectObservable(feed$, '^-!').toBe('c#', undefined, refusedLogin('bad key'));
      for (const at of [2, 1_000, 30_000])
        helpers.expectObservable(feed$, `${at}ms ^---!`).toBe(`${at}ms (c#)`, undefined, refusedLogin('bad key'));
      helpers.expectObservable(feed$, '30001ms ^---!').toBe('30001ms c-L-');
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 30_001]);
    }),
  );

  it(
    'obeys a refusal that says when to come again, stale meanwhile',
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler, {}, (login) =>
        login === 2 ? { says: 'shut', why: 'later', after: 40_000 } : welcome,
      );
      helpers.cold('----x').subscribe(() => venue.last().drop());
      const expected = 'c-L-x 40004ms L-';
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^ 40010ms !').toBe(expected);
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 6, 40_007]);
    }),
  );

  it(
    'gives up an answer that never comes, and tries again by the backoff',
    marbles((helpers) => {
      const { client, venue, reports } = loginClient(helpers.scheduler, {}, (login) =>
        login < 3 ? undefined : welcome,
      );
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^ 60ms !').toBe('c 47ms L');
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 22, 46]);
      const waits = reports.filter(({ kind }) => kind === 'waiting');
      expect(waits).toMatchObject([{ error: { kind: 'ack-timeout', context: { timeout: 20 } } }, {}]);
    }),
  );

  it(
    'outlives a connection that is lost while it logs in',
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler, {}, (login) => (login === 1 ? undefined : welcome));
      helpers.cold('---x').subscribe(() => venue.last().drop());
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^--------!').toBe('c------L-');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard[0])).toEqual([undefined, '6: +trades A']);
    }),
  );

  it(
    'says at once, on every feed, that the login is lost, and logs in anew',
    marbles((helpers) => {
      const { client, venue, logins } = loginClient(helpers.scheduler);
      helpers.cold('----x').subscribe(() => venue.last().say({ says: 'expired' }, tradesFrame('A', '9')));
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^---------!').toBe('c-L-a---L-');
      helpers.expectObservable(marked(client.feed(tradesOf('B'))), '^---------!').toBe('c-L-a---L-');
      helpers.flush();
      expect(logins).toHaveLength(2);
    }),
  );

  it(
    'surfaces a close by which the venue means that the login is no good',
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler);
      const close = new ColdwireError('connection-lost', { code: 4001, reason: 'key revoked' });
      helpers.cold('----x').subscribe(() => venue.last().drop(close));
      helpers
        .expectObservable(marked(client.feed(tradesOf('A'))))
        .toBe(
          'c-L-#',
          undefined,
          new ColdwireError('authentication-failed', { reason: 'key revoked' }, { cause: close }),
        );
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
    }),
  );

  it.each([
    ['without credentials', { credentials: undefined }, 'credentials', 'what main logs in with'],
    ['where all could read them', { url: 'ws://proxy.example' }, 'url', 'wss:, for credentials are used'],
  ])('dials nothing %s', (_, options, option, expected) => {
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler, options as object);
      const error = new ColdwireError('invalid-options', { option, expected });
      helpers.expectObservable(marked(client.feed(tradesOf('A')))).toBe('(c#)', undefined, error);
      helpers.flush();
      expect(venue.sockets).toEqual([]);
    })();
  });

  it(
    'goes where its user says instead, this machine included',
    marbles((helpers) => {
      const { client, venue } = loginClient(helpers.scheduler, { url: 'ws://127.0.0.1:8080' });
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^--!').toBe('c-L');
      helpers.flush();
      expect(venue.last().endpoint.url).toBe('ws://127.0.0.1:8080/ws?token=secret');
    }),
  );

  it(
    'goes on without a login where the dialect can do without',
    marbles((helpers) => {
      const dialect = { ...loginDialect, auth: { recipe: 'hmac-sha256-hex', optional: true } } as const;
      const { client, logins } = loginClient(helpers.scheduler, { credentials: undefined } as object, undefined, {
        dialect,
      });
      helpers.expectObservable(marked(client.feed(tradesOf('A'))), '^--!').toBe('cL-');
      helpers.flush();
      expect(logins).toEqual([]);
    }),
  );
});

describe('secrets', () => {
  const secrets = { key: 'KEY-canary', secret: 'SECRET-canary', passphrase: 'PASS-canary' };
  const canaries = /(KEY|SECRET|PASS|SIG|TOKEN)-canary|[0-9a-f]{64}/;

  it.each<[string, object, readonly object[]]>([
    ['is accepted', secrets, [welcome]],
    [
      'is refused in words that repeat it',
      secrets,
      [{ says: 'shut', why: 'SIG of KEY-canary PASS-canary SECRET-canary' }],
    ],
    ['is put off in such words', secrets, [{ says: 'shut', why: 'KEY-canary', after: 1 }, welcome]],
    ['is lost', secrets, [{ says: 'expired' }]],
    ['is signed by another', credentials, [welcome]],
    ['cannot be signed', { ...credentials, signer: () => throwError(() => new Error('SIG-canary')) }, []],
    ['cannot be signed at all', { ...credentials, signer: () => thrown('SIG-canary') }, []],
    ['is signed with nonsense', { ...credentials, signer: () => of({ canary: 'SIG-canary' }) }, []],
  ])('show nowhere while a login %s', (_, who, answers) => {
    const scheduler = new VirtualTimeScheduler();
    const { client, venue, reports, logins } = loginClient(
      scheduler,
      { credentials: who as typeof credentials },
      // A doorman that repeats the signature as well.
      (login, { signature }) => {
        const answer = { ...answers[Math.min(login, answers.length) - 1] } as { why?: string };
        return { ...answer, ...(answer.why === undefined ? {} : { why: `${answer.why} ${signature}` }) };
      },
      { dialect: { ...loginDialect, url: { live: 'wss://tiny.example/ws?token=TOKEN-canary' } } },
    );
    const seen: unknown[] = [client, reports];
    client.status$.subscribe((status: ClientStatus) => seen.push(status));
    const feeding = client.feed(tradesOf('A')).subscribe({ next: (e) => seen.push(e), error: (e) => seen.push(e) });
    const words = { code: 4000, reason: 'KEY-canary is no good' };
    scheduler.schedule(() => venue.sockets.at(-1)?.drop(new ColdwireError('connection-lost', words)), 100);
    scheduler.maxFrames = 200;
    scheduler.flush();
    feeding.unsubscribe();
    expect(venue.sockets.length).toBeGreaterThan(0);
    expect(logins.length > 0 || answers.length === 0).toBe(true);
    const shown = seen.flatMap((each) => [
      inspect(each, { depth: 20, showHidden: true }),
      inspect(each, { depth: 20, showHidden: true, customInspect: false, getters: true }),
      JSON.stringify(each) ?? '',
      String(each),
    ]);
    expect(shown.filter((text) => canaries.test(text))).toEqual([]);
  });
});

function thrown(text: string): never {
  throw new Error(text);
}
