import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject, merge, NEVER, of, VirtualTimeScheduler } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import type { CredentialsOptions } from '../../src/auth/credentialsOf.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { loginClient } from '../helpers/loginVenue.ts';
import { publicAndPrivate, sideBySide } from '../helpers/sideBySide.ts';
import { marked } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
const as = (key: string): CredentialsOptions => ({ key, signer: (text) => of(`<${String(text)}>`) });
const pathOf = ({ endpoint }: { readonly endpoint: { readonly url: string } }): string =>
  new URL(endpoint.url).pathname;
const missing = (name: string) =>
  new ColdwireError('invalid-options', { option: 'credentials', expected: `what ${name} logs in with` });

describe('a client whose credentials are a stream', () => {
  it(
    'drains what logs in at each new one, and logs in anew with it; other sockets see nothing',
    marbles((helpers) => {
      const next = as('B');
      const credentials = helpers.cold('a-----b--B', { a: as('A'), b: next, B: { ...next } });
      const { client, sockets, at } = sideBySide(helpers, publicAndPrivate, { credentials });
      helpers.expectObservable(marked(client.feed(tradesOf('X'))), '                     ^------------!').toBe('cL');
      helpers.expectObservable(marked(client.feed({ channel: 'fills', symbol: 'X' })), '^--------!').toBe('c-L---x-L');
      helpers.flush();
      expect(sockets.slice(0, 3).map(pathOf)).toEqual(['/spot', '/usdt', '/usdt']);
      expect(sockets.slice(1).map(({ heard }) => heard[0])).toEqual([
        '0: {"op":"login","sign":"<login A>"}',
        '6: {"op":"login","sign":"<login B>"}',
      ]);
      expect(at('spot').closedAt).toBeGreaterThan(13);
      expect(credentials.subscriptions).toHaveLength(1);
    }),
  );

  it(
    'changes nothing by an equal one, and keeps the last when it completes',
    marbles((helpers) => {
      const key = as('A');
      const credentials = helpers.cold('a--A-|', { a: key, A: { ...key } });
      const { client, sockets, at } = sideBySide(helpers, publicAndPrivate, { credentials });
      helpers.cold('          --------x').subscribe(() => at('usdt').drop());
      helpers
        .expectObservable(marked(client.feed({ channel: 'fills', symbol: 'X' })), '^------------!')
        .toBe('c-L-----x---L');
      helpers.flush();
      expect(sockets.map(({ heard }) => heard[0]?.slice(0, 2))).toEqual(['0:', '10']);
    }),
  );

  it(
    'lets the market be seen meanwhile, and waits for the first one with the account',
    marbles((helpers) => {
      const credentials = helpers.cold('----a', { a: as('A') });
      const { client, sockets } = sideBySide(helpers, publicAndPrivate, { credentials });
      helpers.expectObservable(marked(client.feed(tradesOf('X'))), '^--------!').toBe('cL');
      helpers.expectObservable(marked(client.feed({ channel: 'fills', symbol: 'X' })), '^--------!').toBe('c-----L');
      helpers.flush();
      expect(sockets.map(pathOf)).toEqual(['/spot', '/usdt']);
    }),
  );

  it(
    'is refused what is private while it is nobody, and goes on with the next',
    marbles((helpers) => {
      const credentials = helpers.cold('n---a', { n: undefined, a: as('A') });
      const { client, sockets } = sideBySide(helpers, publicAndPrivate, {
        credentials: merge(credentials, NEVER),
      });
      const fills = client.feed({ channel: 'fills', symbol: 'X' });
      helpers.expectObservable(marked(fills), '^-----!').toBe('(c#)', undefined, missing('private'));
      helpers.expectObservable(marked(fills), '------^-------!').toBe('------(c#)', undefined, missing('private'));
      helpers.flush();
      expect(sockets).toEqual([]);
    }),
  );

  it('is not held to what another key was refused for, and to its own refusal for 30 s', () => {
    const scheduler = new VirtualTimeScheduler();
    const who$ = new BehaviorSubject<CredentialsOptions | undefined>(as('OLD'));
    const { client, venue } = loginClient(scheduler, { credentials: who$ }, (_, { login }) =>
      login === 'OLD' ? { says: 'shut', why: 'revoked' } : { says: 'welcome' },
    );
    const told: string[] = [];
    const watch = (): void => {
      marked(client.feed(tradesOf('A'))).subscribe({
        next: (letter) => told.push(letter),
        error: (error: ColdwireError) => told.push(error.kind),
      });
    };
    watch();
    scheduler.schedule(watch, 10);
    scheduler.schedule(() => {
      who$.next({ ...as('NEW') });
      watch();
    }, 20);
    scheduler.maxFrames = 25;
    scheduler.flush();
    expect(told).toEqual(['c', 'authentication-failed', 'c', 'authentication-failed', 'c', 'L']);
    expect(venue.sockets.map(({ at }) => at)).toEqual([0, 20]);
  });
});

describe('several accounts', () => {
  it('are several clients, side by side, which share what the venue counts together', () => {
    const scheduler = new VirtualTimeScheduler();
    const clock = { wall: () => scheduler.now(), monotonic: () => scheduler.now() };
    const shared = slidingWindow({ limit: 3, window: 10, scheduler, clock });
    const accounts = ['A', 'B'].map((key) =>
      loginClient(scheduler, { credentials: as(key), limits: { budgets: [shared] }, ackTimeout: 10_000 }),
    );
    const live: string[] = [];
    for (const [index, { client }] of accounts.entries())
      for (const symbol of ['1', '2', '3', '4', '5'])
        marked(client.feed(tradesOf(symbol))).subscribe((letter) => letter === 'L' && live.push(`${index}${symbol}`));
    scheduler.maxFrames = 48;
    scheduler.flush();
    expect(accounts.map(({ logins }) => new Set(logins.map(({ login }) => login)))).toEqual([
      new Set(['A']),
      new Set(['B']),
    ]);
    expect(live).toHaveLength(10);
    const at = accounts
      .flatMap(({ venue, logins }) => [
        ...logins.map((login) => Number(login['at'])),
        ...venue.sockets.flatMap(({ heard }) => heard.map((line) => Number(line.split(':')[0]))),
      ])
      .sort((one, other) => one - other);
    expect(at.length).toBeGreaterThan(8);
    for (const [index, time] of at.entries()) expect((at[index + 3] ?? Infinity) - time).toBeGreaterThanOrEqual(10);
  });
});
