import { afterEach, describe, expect, it } from '@jest/globals';
import { catchError, config, EMPTY, map, merge, mergeMap, NEVER, type Observable, of, Subject, take, tap } from 'rxjs';
import type { Connection, ConnectionEvent } from '../../src/connection/connection.ts';
import { openConnection } from '../../src/connection/openConnection.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

type Life = Observable<ConnectionEvent<Note>>;

const frame = (note: Note): string => JSON.stringify(note);
const frames = { a: frame({ text: 'a' }), b: frame({ text: 'b' }), r: frame({ id: 1, text: 'reply' }) };
const lost = new ColdwireError('connection-lost', { code: 1006 });
const stranger = new TypeError('stranger');

/** A connection over an open socket, as the kinds of its events, and what is sent over it. */
function opened(frames$: Observable<Frame>, { scheduler }: MarbleHelpers, own: Partial<ConnectionSettings<Note>> = {}) {
  const sent: string[] = [];
  const send = (text: Frame): unknown => sent.push(`${scheduler.now()} ${String(text)}`);
  const socket = { frames$, bufferedAmount: 0, send };
  const life$: Life = openConnection<Note>(socket, 1, connectionSettings(scheduler, own));
  return { life$, kinds$: life$.pipe(map(({ kind }) => kind)), sent };
}

/** What a connection says and what becomes of it, in order. */
const storyOf = (life$: Life, told: (connection: Connection<Note>) => Observable<string>): Observable<string> =>
  life$.pipe(mergeMap((event) => (event.kind === 'ready' ? told(event.connection) : of(event.kind))));

const kinds = { A: 'authenticating', R: 'ready' };

describe('a connection without a gate', () => {
  it(
    'is ready at once, before its first frame flows',
    marbles((helpers) => {
      const frames$ = helpers.cold<Frame>('                                     (ab)-a', frames);
      const { life$ } = opened(frames$, helpers);
      const story$ = storyOf(life$, ({ messages$ }) => messages$.pipe(map(({ text }) => String(text))));
      helpers.expectObservable(story$, '                                        ^------!').toBe('(ab)-a-');
      helpers.expectSubscriptions(frames$.subscriptions).toBe('                 ^------!');
    }),
  );

  it(
    'reads no frame when it is left as soon as it is ready',
    marbles((helpers) => {
      const frames$ = helpers.cold<Frame>('a', frames);
      const { kinds$ } = opened(frames$, helpers);
      helpers.expectObservable(kinds$.pipe(take(1))).toBe('(R|)', kinds);
      helpers.expectSubscriptions(frames$.subscriptions).toBe([]);
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});

describe('the ready gate', () => {
  it(
    'is passed when it completes',
    marbles((helpers) => {
      const gate$ = helpers.cold('                                       --x-|');
      const { kinds$ } = opened(NEVER, helpers, { open: () => gate$ });
      helpers.expectObservable(kinds$, '                                 ^-----!').toBe('A---R-', kinds);
      helpers.expectSubscriptions(gate$.subscriptions).toBe('            ^---!');
    }),
  );

  it(
    'may send, and hears the very first frame',
    marbles((helpers) => {
      const open = ({ messages$, send }: Connection<Note>): Observable<unknown> => {
        send({ op: 'login' });
        return messages$.pipe(take(1));
      };
      const { kinds$, sent } = opened(helpers.cold<Frame>('a', frames), helpers, { open });
      helpers.expectObservable(kinds$, '^-!').toBe('(AR)', kinds);
      helpers.flush();
      expect(sent).toEqual(['0 {"op":"login"}']);
    }),
  );

  it(
    'may request',
    marbles((helpers) => {
      const { kinds$ } = opened(helpers.cold<Frame>('--r', frames), helpers, { open: ({ request }) => request({}) });
      helpers.expectObservable(kinds$, '^-----!').toBe('A-R', kinds);
    }),
  );

  it.each([
    ['10,000 ms', undefined, 10_000],
    ['openTimeout', 5, 5],
  ])('may take %s and no longer', (_, openTimeout, timeout) => {
    marbles((helpers) => {
      const gate$ = helpers.cold('-x-x-');
      const { kinds$ } = opened(NEVER, helpers, { open: () => gate$, openTimeout });
      const error = new ColdwireError('ack-timeout', { timeout });
      helpers.expectObservable(kinds$).toBe(`A ${timeout - 1}ms #`, kinds, error);
      helpers.flush();
      expect(gate$.subscriptions).toEqual([{ subscribedFrame: 0, unsubscribedFrame: timeout }]);
    })();
  });

  it(
    'sets no limit to what comes after it',
    marbles((helpers) => {
      const { kinds$ } = opened(NEVER, helpers, { open: () => helpers.cold('--|'), openTimeout: 5 });
      helpers.expectObservable(kinds$, '^ 100ms !').toBe('A-R', kinds);
    }),
  );

  it.each([
    [
      'a ColdwireError as it is',
      new ColdwireError('authentication-failed'),
      new ColdwireError('authentication-failed'),
    ],
    ['a stranger as a loss', stranger, new ColdwireError('connection-lost', {}, { cause: stranger })],
  ])('ends the connection with %s', (_, thrown, error) => {
    marbles((helpers) => {
      const frames$ = helpers.cold<Frame>('-');
      const open = (): never => {
        throw thrown;
      };
      helpers.expectObservable(opened(frames$, helpers, { open }).kinds$).toBe('(A#)', kinds, error);
      const failing = opened(frames$, helpers, { open: () => helpers.cold('--#', undefined, thrown) });
      helpers.expectObservable(failing.kinds$).toBe('A-#', kinds, error);
      helpers.expectSubscriptions(frames$.subscriptions).toBe('^-!');
    })();
  });
});

describe('the end of a connection', () => {
  it(
    'completes the messages and settles the requests before it is told',
    marbles((helpers) => {
      const { life$ } = opened(helpers.cold<Frame>('-a-#', frames, lost), helpers);
      const log: string[] = [];
      const story$ = life$.pipe(
        tap({ error: ({ kind }) => log.push(kind) }),
        mergeMap((event) => {
          if (event.kind !== 'ready') return EMPTY;
          const { messages$, request } = event.connection;
          messages$.subscribe({ next: ({ text }) => log.push(`message ${text}`), complete: () => log.push('over') });
          request({}).subscribe({ error: ({ kind }) => log.push(`request ${kind}`) });
          return EMPTY;
        }),
      );
      helpers.expectObservable(story$).toBe('---#', {}, lost);
      helpers.flush();
      expect(log).toEqual(['message a', 'request outcome-unknown', 'over', 'connection-lost']);
    }),
  );

  it(
    'leaves nothing to send by, whatever the socket would take',
    marbles((helpers) => {
      const { life$, sent } = opened(helpers.cold<Frame>('-#', frames, lost), helpers);
      const kept: Connection<Note>[] = [];
      const ready$ = life$.pipe(map((event) => event.kind === 'ready' && kept.push(event.connection)));
      helpers.expectObservable(ready$).toBe('x#', { x: 1 }, lost);
      helpers.flush();
      expect(() => kept[0]?.send({})).toThrow('not-sent');
      expect(sent).toEqual([]);
    }),
  );

  it(
    'is a loss when the frames fail with a stranger',
    marbles((helpers) => {
      const { kinds$ } = opened(helpers.cold<Frame>('--#', frames, stranger), helpers);
      const error = new ColdwireError('connection-lost', {}, { cause: stranger });
      helpers.expectObservable(kinds$).toBe('R-#', kinds, error);
    }),
  );

  it(
    'is silence when no proof of life comes, the gate included',
    marbles((helpers) => {
      const frames$ = helpers.cold<Frame>('--a--b--b--b-', frames);
      const silence = { within: 4, isProof: ({ text }: Note): boolean => text === 'a' };
      const { kinds$ } = opened(frames$, helpers, { silence, open: () => NEVER });
      const error = new ColdwireError('silence', { within: 4 });
      helpers.expectObservable(kinds$).toBe('              A-----#', kinds, error);
      helpers.expectSubscriptions(frames$.subscriptions).toBe('^-----!');
    }),
  );

  it(
    'is what the heartbeat ends with',
    marbles((helpers) => {
      const heartbeat = { every: 3, message: () => 'ping', isReply: () => false, within: 2 };
      const { kinds$, sent } = opened(NEVER, helpers, { heartbeat });
      helpers.expectObservable(kinds$).toBe('R----#', kinds, new ColdwireError('silence', { within: 2 }));
      helpers.flush();
      expect(sent).toEqual(['3 "ping"']);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'completes the messages of who left it, and keeps nothing',
    marbles((helpers) => {
      const messages$ = new Subject<Note>();
      const heartbeat = { every: 3, message: () => 'ping', isReply: () => false };
      const { life$ } = opened(NEVER, helpers, { heartbeat, silence: { within: 50 }, open: () => EMPTY });
      const ready$ = life$.pipe(
        tap((event) => {
          if (event.kind === 'ready') event.connection.messages$.subscribe(messages$);
        }),
        map(({ kind }) => kind),
      );
      helpers.expectObservable(ready$, '^-----!').toBe('(AR)', kinds);
      helpers.expectObservable(messages$).toBe('------|');
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});

describe('who listens to a connection', () => {
  const { onUnhandledError } = config;
  afterEach(() => {
    config.onUnhandledError = onUnhandledError;
  });

  it(
    'may send from within, and leave from within',
    marbles((helpers) => {
      const frames$ = helpers.cold<Frame>('-a-b-a-', frames);
      const { life$, sent } = opened(frames$, helpers);
      const story$ = storyOf(life$, ({ messages$, send }) =>
        messages$.pipe(
          tap(({ text }) => send(`echo ${text}`)),
          map(({ text }) => String(text)),
        ),
      );
      helpers.expectObservable(story$.pipe(take(2))).toBe('    -a-(b|)');
      helpers.expectSubscriptions(frames$.subscriptions).toBe('^--!');
      helpers.flush();
      expect(sent).toEqual(['1 "echo a"', '3 "echo b"']);
    }),
  );

  it(
    'harms only itself by throwing, and rxjs tells of it',
    marbles((helpers) => {
      const reported: unknown[] = [];
      config.onUnhandledError = (error) => reported.push(error);
      const { life$ } = opened(helpers.cold<Frame>('-a---b-', frames), helpers);
      const story$ = storyOf(life$, ({ messages$ }) => {
        messages$.subscribe(() => {
          throw stranger;
        });
        const broken$ = messages$.pipe(
          map((): string => {
            throw stranger;
          }),
          catchError(() => of('x')),
        );
        return merge(broken$, messages$.pipe(map(({ text }) => String(text))));
      });
      helpers.expectObservable(story$, '^-----!').toBe('-(xa)b-');
      helpers.flush();
      expect(reported).toEqual([stranger, stranger]);
    }),
  );
});
