import { describe, expect, it } from '@jest/globals';
import { EMPTY, filter, map, NEVER, type Observable, tap } from 'rxjs';
import { connect } from '../../src/connection/connect.ts';
import type { ConnectionEvent } from '../../src/connection/connection.ts';
import { connectionLife } from '../../src/connection/connectionLife.ts';
import type { EndpointSource } from '../../src/connection/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Endpoint, Frame } from '../../src/model/seams.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { type Script, scriptedTransport } from '../helpers/scriptedTransport.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

const lost = new ColdwireError('connection-lost', { code: 1006, wasClean: false });
const refused = new ColdwireError('dial-failed', {});
const sources: Record<string, EndpointSource | undefined> = {
  a: () => ({ url: 'wss://a.example' }),
  b: () => ({ url: 'wss://b.example' }),
  n: undefined,
};
const endpoints: Record<string, Endpoint | undefined> = {
  a: { url: 'wss://a.example', headers: { x: '1' } },
  A: { headers: { x: '1' }, url: 'wss://a.example' },
  b: { url: 'wss://b.example' },
  n: undefined,
};

/** Events in marbles: `c` and `C` for a dial and one after failures, `w` for waiting, `n` for paused, else the epoch. */
const shown = map((event: ConnectionEvent<Note>): string => {
  if (event.kind === 'ready') return `${event.connection.epoch}`;
  if (event.kind === 'connecting') return event.attempt === 0 ? 'c' : 'C';
  return event.kind === 'paused' ? 'n' : (event.kind[0] ?? '');
});

/** A life by a picture of endpoint sources, backed off by 4, 8, 16 ms, and its dials as `at-closedAt host`. */
function living(helpers: MarbleHelpers, picture: string, scripts: readonly Script[] = [NEVER]) {
  const { scheduler, cold } = helpers;
  const { transport, dials } = scriptedTransport(scheduler, ...scripts);
  const endpoint = cold(picture, sources);
  return {
    life$: connectionLife(connectionSettings(scheduler, { transport, endpoint })),
    endpoint$: endpoint,
    dialled: () => dials.map(({ at, closedAt, url }) => `${at}-${closedAt ?? ''} ${new URL(url).host[0]}`),
  };
}

describe('a connection whose endpoints are a stream', () => {
  it(
    'dials by each new one as the old socket closes, in an epoch that goes on counting',
    marbles((helpers) => {
      const { life$, endpoint$, dialled } = living(helpers, '--a------b---');
      helpers.expectObservable(life$.pipe(shown), '          ^----------------!').toBe('n-(c1)---(nc2)');
      helpers.expectSubscriptions(endpoint$.subscriptions).toBe('^----------------!');
      helpers.flush();
      expect(dialled()).toEqual(['2-9 a', '9-17 b']);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'has no socket while it is none',
    marbles((helpers) => {
      const { life$, dialled } = living(helpers, '  --a------n-------a--');
      helpers.expectObservable(life$.pipe(shown), ' ^ 25ms !').toBe('n-(c1)---n-------(c2)');
      helpers.flush();
      expect(dialled()).toEqual(['2-9 a', '17-26 a']);
    }),
  );

  it(
    'leaves a backoff for a new one, whose failures count from the first',
    marbles((helpers) => {
      const scripts = [refused, refused, refused, NEVER];
      const { life$, dialled } = living(helpers, '--a--------b--', scripts);
      // Failed at 2 and 6; the next dial of the old one would be due at 14.
      const dials$ = life$.pipe(
        shown,
        filter((letter) => letter !== 'n'),
      );
      helpers.expectObservable(dials$, '          ^ 29ms !').toBe('--(cw)(Cw)-(cw)(C1)');
      helpers.flush();
      expect(dialled()).toEqual(['2-2 a', '6-6 a', '11-11 b', '15-30 b']);
    }),
  );

  it(
    'forgets at a new one what it doubted of the old',
    marbles((helpers) => {
      const unauthorised = new ColdwireError('dial-failed', { status: 401 });
      const scripts = [unauthorised, unauthorised, unauthorised, NEVER];
      // Dialled at 0 and within the first minute; a third refusal in a row of the old one would be surfaced.
      const { life$, dialled } = living(helpers, 'a 99s b', scripts);
      const ready$ = life$.pipe(
        shown,
        filter((letter) => letter === '1'),
      );
      helpers.expectObservable(ready$, '^ 200s !').toBe('159001ms 1');
      helpers.flush();
      expect(dialled().map((dial) => dial.slice(-1))).toEqual(['a', 'a', 'b', 'b']);
    }),
  );

  it(
    'goes on with the last one when they complete, and dials nothing when they complete before any',
    marbles((helpers) => {
      const drop$ = helpers.cold<Frame>('             ------#', undefined, lost);
      const { life$ } = living(helpers, '             --a--|', [drop$, NEVER]);
      helpers.expectObservable(life$.pipe(shown)).toBe('n-(c1)--w---(C2)');
      const never = living(helpers, '                 --|');
      helpers.expectObservable(never.life$.pipe(shown)).toBe('n');
    }),
  );

  it(
    'has settled requests and completed messages before it says that it is paused',
    marbles((helpers) => {
      const log: string[] = [];
      const { life$ } = living(helpers, 'a-----n');
      const logged$ = life$.pipe(
        tap((event) => {
          log.push(event.kind);
          if (event.kind !== 'ready') return;
          event.connection.request({}, { timeout: 99 }).subscribe({ error: ({ kind }) => log.push(String(kind)) });
          event.connection.messages$.subscribe({ complete: () => log.push('over') });
        }),
        shown,
      );
      helpers.expectObservable(logged$, '^------!').toBe('(nc1)-n');
      helpers.flush();
      expect(log).toEqual(['paused', 'connecting', 'ready', 'outcome-unknown', 'over', 'paused']);
    }),
  );
});

describe('connect, to endpoints that are a stream', () => {
  const connected = ({ scheduler }: MarbleHelpers, endpoint: Observable<Endpoint | undefined>) => {
    const { transport, dials } = scriptedTransport(scheduler, NEVER);
    return { epoch$: connect({ endpoint, transport, scheduler }).pipe(map(({ epoch }) => `${epoch}`)), dials };
  };

  it(
    'dials by each that differs from the one before, and by none before the first',
    marbles((helpers) => {
      const endpoint$ = helpers.cold('         --a---A---b---n---b', endpoints);
      const { epoch$, dials } = connected(helpers, endpoint$);
      helpers.expectObservable(epoch$, '       ^--------------------!').toBe('--1-------2-------3');
      helpers.expectSubscriptions(endpoint$.subscriptions).toBe('^--------------------!');
      helpers.flush();
      expect(dials.map(({ at, closedAt, url }) => [at, closedAt, url])).toEqual([
        [2, 10, 'wss://a.example'],
        [10, 14, 'wss://b.example'],
        [18, 21, 'wss://b.example'],
      ]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'errors with invalid-options when they do, and closes',
    marbles((helpers) => {
      const cause = new TypeError('mine');
      const error = new ColdwireError(
        'invalid-options',
        { option: 'endpoint', expected: 'a stream that does not fail' },
        { cause },
      );
      const { epoch$, dials } = connected(helpers, helpers.cold('a----#', endpoints, cause));
      helpers.expectObservable(epoch$).toBe('                    1----#', undefined, error);
      helpers.expectObservable(connected(helpers, EMPTY).epoch$).toBe('-');
      helpers.flush();
      expect(dials.map(({ closedAt }) => closedAt)).toEqual([5]);
    }),
  );
});
