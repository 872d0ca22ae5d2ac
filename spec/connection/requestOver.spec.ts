import { describe, expect, it } from '@jest/globals';
import { EMPTY, map, NEVER, type Observable, of, Subject, switchMap, tap } from 'rxjs';
import { IncompleteRepliesError } from '../../operators/incompleteRepliesError.ts';
import { routeBy } from '../../operators/routeBy.ts';
import type { RequestOptions } from '../../src/connection/connection.ts';
import { idSource } from '../../src/connection/idSource.ts';
import type { ConnectionSettings } from '../../src/connection/options.ts';
import { requestOver } from '../../src/connection/requestOver.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { connectionSettings, type Note } from './connectionSettings.ts';

interface Wiring extends Partial<ConnectionSettings<Note>> {
  readonly handOver?: (frame: Frame) => void;
  readonly turn$?: Observable<unknown>;
}

/** Requests answered by `messages$`, with what they sent: 20 ms each, 3 at once. */
function desk(
  messages$: Observable<Note>,
  { scheduler }: MarbleHelpers,
  { handOver, turn$ = of(0), ...own }: Wiring = {},
) {
  const sent: string[] = [];
  let late = 0;
  const request = requestOver<Note>({
    handOver: (frame) => {
      handOver?.(frame);
      sent.push(`${scheduler.now()} ${String(frame)}`);
    },
    madeInTurn: (_, make) => turn$.pipe(switchMap(make)),
    isPassed: () => true,
    pace: { most: Number.POSITIVE_INFINITY, penalise: () => {} },
    replies: routeBy(({ id }: Note) => (id === undefined ? undefined : String(id)))(messages$),
    onLate: () => {
      late++;
    },
    ids: idSource(),
    settings: connectionSettings(scheduler, own),
  });
  return { request, sent, late: () => late };
}

const ping = { op: 'ping' };
const a = { id: 1, text: 'a' };
const b = { id: 1, text: 'b' };
const c = { id: 1, text: 'c' };
const other = { id: 2, text: 'other' };
const idle = { text: 'no reply' };
const values = { a, b, c, o: other, i: idle };

const notSent = (cause?: unknown): ColdwireError =>
  new ColdwireError('not-sent', { id: 1 }, cause === undefined ? {} : { cause });
const unknown = (context: { timeout?: number }, cause?: unknown): ColdwireError =>
  new ColdwireError('outcome-unknown', { id: 1, ...context }, cause === undefined ? {} : { cause });

describe('a request', () => {
  it(
    'is sent on subscribe with an id of its own, and ends with its reply',
    marbles((helpers) => {
      const messages$ = helpers.hot('                           i-o-a-b--', values);
      const { request, sent } = desk(messages$, helpers);
      helpers.expectObservable(request(ping), '-^-------').toBe('----(a|)', values);
      helpers.expectSubscriptions(messages$.subscriptions).toBe('-^--!    ');
      expect(sent).toEqual([]);
      helpers.flush();
      expect(sent).toEqual(['1 {"op":"ping","id":1}']);
    }),
  );

  it(
    'takes as many replies as it asked for',
    marbles((helpers) => {
      const messages$ = helpers.hot('                                           -a-o-b-c-', values);
      const { request } = desk(messages$, helpers);
      helpers.expectObservable(request(ping, { replies: 2 }), '                 ^--------').toBe('-a---(b|)', values);
      helpers.expectSubscriptions(messages$.subscriptions).toBe('               ^----!   ');
    }),
  );

  it(
    'takes replies up to the one that is final, that included',
    marbles((helpers) => {
      const messages$ = helpers.hot('                                           -a-o-b-c-', values);
      const { request } = desk(messages$, helpers);
      const isFinal = ({ text }: Note): boolean => text === 'b';
      helpers.expectObservable(request(ping, { isFinal, replies: 9 }), '        ^--------').toBe('-a---(b|)', values);
      helpers.expectSubscriptions(messages$.subscriptions).toBe('               ^----!   ');
    }),
  );

  it(
    'asks for no reply with replies of 0',
    marbles((helpers) => {
      const { request, sent } = desk(NEVER, helpers);
      helpers.expectObservable(request(ping, { replies: 0 })).toBe('|');
      helpers.flush();
      expect(sent).toHaveLength(1);
    }),
  );

  it(
    'hears a reply that comes while it is being sent',
    marbles((helpers) => {
      const messages$ = new Subject<Note>();
      const { request } = desk(messages$, helpers, { handOver: () => messages$.next(a) });
      helpers.expectObservable(request(ping)).toBe('(a|)', values);
    }),
  );

  it(
    'tells just before it is handed to the socket, and nothing where it never was',
    marbles((helpers) => {
      const messages$ = helpers.hot('                                   ----a', values);
      const told: string[] = [];
      const turn$ = helpers.cold('                                      --(t|)').pipe(map(() => undefined));
      const handOver = (): unknown => told.push(`${helpers.scheduler.now()} handed`);
      const { request } = desk(messages$, helpers, { turn$, handOver });
      const onSent = (): void => void told.push(`${helpers.scheduler.now()} told`);
      helpers.expectObservable(request(ping, { onSent }), '             ^----').toBe('----(a|)', values);
      helpers.expectObservable(request(ping, { onSent }), '             ^!   ').toBe('-       ');
      helpers.flush();
      expect(told).toEqual(['2 told', '2 handed']);
    }),
  );

  it(
    'takes no reply that comes before it has left, be it late or made up, and counts it',
    marbles((helpers) => {
      const messages$ = helpers.hot('      -a--b', values);
      const turn$ = helpers.cold('         --(t|)');
      const { request, sent, late } = desk(messages$, helpers, { turn$ });
      helpers.expectObservable(request(ping, { id: 1 })).toBe('----(b|)', values);
      helpers.flush();
      expect(sent).toEqual(['2 {"op":"ping","id":1}']);
      expect(late()).toBe(1);
    }),
  );

  it(
    'is a new one for each subscriber, of the same payload',
    marbles((helpers) => {
      const messages$ = helpers.hot('                 ---o-a', values);
      const { request, sent } = desk(messages$, helpers);
      const request$ = request(ping);
      helpers.expectObservable(request$, '            ^-----').toBe('-----(a|)', values);
      helpers.expectObservable(request$, '            -^----').toBe('---(o|)', values);
      helpers.flush();
      expect(sent).toEqual(['0 {"op":"ping","id":1}', '1 {"op":"ping","id":2}']);
    }),
  );

  it(
    'stops listening when left, and neither timer nor id remains',
    marbles((helpers) => {
      const messages$ = helpers.hot('                           -----b-', values);
      const { request } = desk(messages$, helpers);
      helpers.expectObservable(request(ping, { id: 1 }), '      ^--!   ').toBe('----');
      helpers.expectObservable(request(ping, { id: 1 }), '      ---^---').toBe('-----(b|)', values);
      helpers.expectSubscriptions(messages$.subscriptions).toBe(['^--!', '---^-!']);
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});

describe('a request without its reply', () => {
  it.each([
    ['may have been carried out', {}, unknown({ timeout: 20 })],
    [
      'may be sent again if it is idempotent',
      { idempotent: true },
      new ColdwireError('reply-timeout', { id: 1, timeout: 20 }),
    ],
    ['waits as long as it asks to', { timeout: 7 }, unknown({ timeout: 7 })],
    ['counts all its replies into one timeout', { replies: 2 }, unknown({ timeout: 20 })],
  ])('%s', (_, options: RequestOptions<Note>, error) => {
    marbles((helpers) => {
      const messages$ = helpers.hot('-----o---', values);
      const { request } = desk(messages$, helpers);
      const { timeout = 20 } = options;
      helpers.expectObservable(request(ping, options)).toBe(`${timeout}ms #`, undefined, error);
      helpers.flush();
      expect(messages$.subscriptions).toEqual([{ subscribedFrame: 0, unsubscribedFrame: timeout }]);
    })();
  });

  it(
    'still passes the replies that came in time',
    marbles((helpers) => {
      const messages$ = helpers.hot('---a 30ms b', values);
      const { request } = desk(messages$, helpers);
      helpers.expectObservable(request(ping, { replies: 2 })).toBe('---a 16ms #', values, unknown({ timeout: 20 }));
    }),
  );

  it.each([
    ['outcome-unknown', false],
    ['reply-timeout', true],
  ] as const)('is %s at once when the connection is lost', (kind, idempotent) => {
    marbles((helpers) => {
      const messages$ = helpers.hot<Note>('--|');
      const { request } = desk(messages$, helpers);
      const error = new ColdwireError(kind, { id: 1 }, { cause: new IncompleteRepliesError('1', 0) });
      helpers.expectObservable(request(ping, { idempotent })).toBe('--#', undefined, error);
      helpers.expectSubscriptions(messages$.subscriptions).toBe('  ^-!');
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });

  it(
    'is of unknown outcome when the connection is lost while the frame is handed over',
    marbles((helpers) => {
      const messages$ = new Subject<Note>();
      const { request } = desk(messages$, helpers, { handOver: () => messages$.complete() });
      const error = unknown({}, new IncompleteRepliesError('1', 0));
      helpers.expectObservable(request(ping)).toBe('#', undefined, error);
    }),
  );

  it(
    'is so too where it had to wait for its turn',
    marbles((helpers) => {
      const messages$ = new Subject<Note>();
      const { request } = desk(messages$, helpers, {
        turn$: helpers.cold('--(t|)'),
        handOver: () => messages$.complete(),
      });
      const error = unknown({}, new IncompleteRepliesError('1', 0));
      helpers.expectObservable(request(ping)).toBe('--#', undefined, error);
    }),
  );

  it(
    'is of unknown outcome when what judges its replies throws',
    marbles((helpers) => {
      const { request } = desk(helpers.hot('--a', values), helpers);
      const cause = new TypeError('no such field');
      const isFinal = (): never => {
        throw cause;
      };
      helpers.expectObservable(request(ping, { isFinal })).toBe('--#', undefined, unknown({}, cause));
    }),
  );
});

describe('a request that does not leave', () => {
  const cause = new TypeError('cannot');
  const fail = (): never => {
    throw cause;
  };

  it.each([
    ['the socket refuses it', { handOver: fail }],
    ['its id cannot be put in', { withId: fail }],
    ['it cannot be encoded', { encode: fail }],
  ] as const)('is not-sent, with the cause, when %s', (_, wiring) => {
    marbles((helpers) => {
      const messages$ = helpers.hot('---a', values);
      const { request, sent } = desk(messages$, helpers, wiring);
      helpers.expectObservable(request(ping)).toBe('#', undefined, notSent(cause));
      helpers.expectSubscriptions(messages$.subscriptions).toBe('(^!)');
      helpers.flush();
      expect(sent).toEqual([]);
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });

  it(
    'is told which id it had, whatever the refusal',
    marbles((helpers) => {
      const handOver = (): never => {
        throw new ColdwireError('not-sent');
      };
      const { request } = desk(NEVER, helpers, { handOver });
      helpers.expectObservable(request(ping)).toBe('#', undefined, notSent());
    }),
  );

  it(
    'is not-sent once the connection is over',
    marbles((helpers) => {
      const { request, sent } = desk(EMPTY, helpers);
      helpers.expectObservable(request(ping)).toBe('#', undefined, notSent(new IncompleteRepliesError('1', 0)));
      helpers.flush();
      expect(sent).toEqual([]);
    }),
  );

  it.each([
    ['replies', { replies: -1 }, 'a whole number, not negative'],
    ['replies', { replies: 1.5 }, 'a whole number, not negative'],
    ['replies', { replies: Number.NaN }, 'a whole number, not negative'],
    ['timeout', { timeout: -1 }, 'milliseconds, not negative'],
    ['timeout', { timeout: Number.NaN }, 'milliseconds, not negative'],
  ])('is refused for %s that cannot be meant', (option, options, expected) => {
    marbles((helpers) => {
      const { request, sent } = desk(NEVER, helpers);
      const error = new ColdwireError('invalid-options', { option, expected });
      helpers.expectObservable(request(ping, options)).toBe('#', undefined, error);
      helpers.flush();
      expect(sent).toEqual([]);
    })();
  });
});

describe('the pending requests', () => {
  const taken = new ColdwireError('invalid-options', { option: 'id', expected: 'an id not pending' });
  const full = new ColdwireError('overflow', { limit: 3, what: 'requests' });

  it.each([
    [1, '1'],
    ['1', 1],
    ['a', 'a'],
  ])('are told apart: %j and then %j is refused', (first, second) => {
    marbles((helpers) => {
      const { request, sent } = desk(NEVER, helpers);
      helpers.expectObservable(request(ping, { id: first }), '^--!').toBe('----');
      helpers.expectObservable(request(ping, { id: second }), '-^--').toBe('-#', undefined, taken);
      helpers.flush();
      expect(sent).toHaveLength(1);
    })();
  });

  it(
    'are no more than the cap, and make room when they end',
    marbles((helpers) => {
      const { request, sent } = desk(helpers.hot('--a', values), helpers);
      const request$ = request(ping);
      helpers.expectObservable(request$, '^----').toBe('--(a|)', values);
      helpers.expectObservable(request$, '^---!').toBe('-----');
      helpers.expectObservable(request$, '^---!').toBe('-----');
      helpers.expectObservable(request$, '-^---').toBe('-#', undefined, full);
      helpers.expectObservable(request$, '---^!').toBe('-----');
      helpers.expectObservable(request$, '---^!').toBe('---#', undefined, full);
      helpers.flush();
      expect(sent).toHaveLength(4);
    }),
  );

  it(
    'make room before they tell of their end, and for no more than one',
    marbles((helpers) => {
      const { request } = desk(helpers.hot('-a-b--', values), helpers, { pending: 1 });
      const request$ = request(ping, { id: 1, timeout: 3 });
      const late = unknown({ timeout: 3 });
      const [second$, third$, fourth$] = [new Subject<Note>(), new Subject<Note>(), new Subject<Note>()];
      helpers
        .expectObservable(request$.pipe(tap({ complete: () => request$.subscribe(second$) })))
        .toBe('-(a|)', values);
      helpers
        .expectObservable(second$.pipe(tap({ complete: () => request$.subscribe(third$) })))
        .toBe('---(b|)', values);
      helpers
        .expectObservable(third$.pipe(tap({ error: () => request$.subscribe(fourth$) })))
        .toBe('------#', {}, late);
      helpers.expectObservable(fourth$).toBe('---------#', {}, late);
      for (const pending of ['--^', '----^', '-------^'])
        helpers.expectObservable(request$, pending).toBe(pending.replace('^', '#'), {}, taken);
    }),
  );

  it(
    'never get an id twice from the count, whoever chose it',
    marbles((helpers) => {
      const { request, sent } = desk(NEVER, helpers, { pending: 99 });
      for (const id of [2, '3', undefined, undefined, 'x', 2 ** 53 - 1, undefined])
        helpers.expectObservable(request(ping, id === undefined ? {} : { id }), '^!').toBe('--');
      helpers.flush();
      expect(sent.map((line) => (JSON.parse(line.slice(2)) as Note).id)).toEqual([2, '3', 4, 5, 'x', 2 ** 53 - 1, 6]);
    }),
  );
});
