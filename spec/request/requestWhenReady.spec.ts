import { describe, expect, it } from '@jest/globals';
import { EMPTY, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import type { Connection, RequestOptions } from '../../src/connection/connection.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { requestWhenReady } from '../../src/request/requestWhenReady.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { clockOf } from '../../src/transport/clock.ts';

/** A connection that answers by `reply$`, and what it was asked; `dead` when it is over. */
function connected(reply$: Observable<string>, { dead = false } = {}) {
  const messages$ = new Subject<string>();
  if (dead) messages$.complete();
  const asked: unknown[] = [];
  const connection: Connection<string> = {
    epoch: 1,
    messages$,
    send: () => {},
    request: (message, options) => {
      asked.push([message, options]);
      return reply$;
    },
    nextId: () => 1,
    sendInTurn: () => EMPTY,
  };
  return { connection, asked };
}

/** Requests a word over connections, in 9 ms unless it says other. */
function asking(
  { scheduler }: MarbleHelpers,
  connections$: Observable<Connection<string>>,
  options: RequestOptions<string> = {},
  monotonic: () => number = () => scheduler.now(),
): Observable<string> {
  return requestWhenReady(connections$, {
    message: 'word',
    options,
    idOn: ({ epoch }) => `id-${epoch}`,
    requestTimeout: 9,
    scheduler,
    clock: { ...clockOf(scheduler), monotonic },
  });
}

const notSent = (cause: unknown, id?: number): ColdwireError =>
  new ColdwireError('not-sent', id === undefined ? {} : { id }, { cause });
const overdue = (timeout: number): ColdwireError => new ColdwireError('ack-timeout', { timeout });

describe('requestWhenReady', () => {
  it(
    'goes out by the first living connection with the time that is left, and asks no other',
    marbles((helpers) => {
      const dead = connected(of('dead'), { dead: true });
      const first = connected(helpers.cold('--a-(b|)'));
      const second = connected(of('second'));
      const values = { d: dead.connection, f: first.connection, s: second.connection };
      const connections$ = helpers.hot('--d--f-s---', values);
      const options = { idempotent: true, replies: 2 };
      helpers.expectObservable(asking(helpers, connections$, options), '-^').toBe('-------a-(b|)');
      // For as long as it lasts: whoever makes the connections must not end them meanwhile.
      helpers.expectSubscriptions(connections$.subscriptions).toBe('-^-------!');
      helpers.flush();
      expect([dead.asked, second.asked]).toEqual([[], []]);
      expect(first.asked).toEqual([['word', { ...options, id: 'id-1', timeout: 5 }]]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'takes the connection that is there at once',
    marbles((helpers) => {
      const { connection, asked } = connected(of('a'));
      helpers.expectObservable(asking(helpers, of(connection), { timeout: 0 })).toBe('(a|)');
      helpers.flush();
      expect(asked).toEqual([['word', { id: 'id-1', timeout: 0 }]]);
    }),
  );

  it.each([
    ['the default time', {}, '---------#', notSent(overdue(9))],
    ['its own, with its id', { timeout: 3, id: 5 }, '---#', notSent(overdue(3), 5)],
    ['none', { timeout: 0 }, '#', notSent(overdue(0))],
  ])('is not-sent when none came in %s', (_, options, expected, error) => {
    marbles((helpers) => {
      const connections$ = helpers.cold<Connection<string>>('-');
      helpers.expectObservable(asking(helpers, connections$, options)).toBe(expected, undefined, error);
      helpers
        .expectSubscriptions(connections$.subscriptions)
        .toBe(expected === '#' ? '(^!)' : `^${expected.slice(1).replace('#', '!')}`);
    })();
  });

  it(
    'is not-sent, with the cause, when none can come',
    marbles((helpers) => {
      const cause = new ColdwireError('authentication-failed');
      const connections$ = throwError(() => cause);
      helpers.expectObservable(asking(helpers, connections$)).toBe('#', undefined, notSent(cause));
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'is not sent late: a connection that comes after its time, before the timer, is not taken',
    marbles((helpers) => {
      let stalled = 0;
      const late = connected(of('late'));
      const connections$ = new Subject<Connection<string>>();
      helpers.cold('---c').subscribe(() => {
        stalled = 60;
        connections$.next(late.connection);
      });
      const request$ = asking(helpers, connections$, {}, () => helpers.scheduler.now() + stalled);
      helpers.expectObservable(request$).toBe('---------#', undefined, notSent(overdue(9)));
      helpers.flush();
      expect(late.asked).toEqual([]);
    }),
  );

  it.each(['outcome-unknown', 'reply-timeout'] as const)(
    'is %s in the time it was given, not what was left of it',
    (kind) => {
      marbles((helpers) => {
        const { connection } = connected(throwError(() => new ColdwireError(kind, { id: 1, timeout: 4 })));
        const error = new ColdwireError(kind, { id: 1, timeout: 9 });
        helpers
          .expectObservable(asking(helpers, helpers.hot('-----c', { c: connection })))
          .toBe('-----#', undefined, error);
      })();
    },
  );

  it.each([
    new ColdwireError('outcome-unknown', { id: 1 }, { cause: 'lost' }),
    new ColdwireError('request-rejected', { id: 1, reason: 'no' }),
    new ColdwireError('overflow', { limit: 1 }),
  ])('ends as the connection says: %s', (error) => {
    marbles((helpers) => {
      const { connection } = connected(throwError(() => error));
      helpers.expectObservable(asking(helpers, of(connection))).toBe('#', undefined, error);
    })();
  });

  it(
    'asks for nothing when it is left before a connection came, and leaves no timer',
    marbles((helpers) => {
      const { connection, asked } = connected(NEVER);
      const connections$ = helpers.hot('----c', { c: connection });
      helpers.expectObservable(asking(helpers, connections$), '^--!').toBe('---');
      helpers.expectSubscriptions(connections$.subscriptions).toBe('^--!');
      helpers.flush();
      expect(asked).toEqual([]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});
