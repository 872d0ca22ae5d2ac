import { describe, expect, it } from '@jest/globals';
import { concat, defer, EMPTY, type Observable, timer } from 'rxjs';
import { answering } from '../../src/connection/answering.ts';
import type { Connection } from '../../src/connection/connection.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import type { Note } from './connectionSettings.ts';

/** A connection on which everything waits `wait` ms for its turn, with what was sent, when, and in which lane. */
function connected(messages$: Observable<Note>, { scheduler }: MarbleHelpers, wait = 0) {
  const sent: string[] = [];
  const turn$ = wait === 0 ? EMPTY : timer(wait, scheduler);
  const connection: Connection<Note> = {
    epoch: 1,
    messages$,
    send: () => {},
    sendInTurn: (make, { lane }) =>
      concat(
        turn$,
        defer(() => {
          sent.push(`${scheduler.now()} ${lane} ${String(make())}`);
          return EMPTY;
        }),
      ) as Observable<never>,
    request: () => messages$,
    nextId: () => 1,
  };
  return { connection, sent };
}

const answers = ({ text, id }: Note): unknown => (text === 'ping?' ? `pong ${id}` : undefined);
const values = { a: { text: 'ping?', id: 1 }, b: { text: 'ping?', id: 2 }, c: { text: 'ping?', id: 3 }, d: {} };

describe('answering', () => {
  it(
    'answers each question by what it asks, and nothing else, until the connection ends',
    marbles((helpers) => {
      const messages$ = helpers.hot('-a-d-b|', values);
      const { connection, sent } = connected(messages$, helpers);
      helpers.expectObservable(answering(connection, answers)).toBe('------|');
      helpers.expectSubscriptions(messages$.subscriptions).toBe('^-----!');
      helpers.flush();
      expect(sent).toEqual(['1 heartbeat pong 1', '5 heartbeat pong 2']);
    }),
  );

  it(
    'answers the last of those that wait for one turn, so that a flood holds nothing',
    marbles((helpers) => {
      const messages$ = helpers.hot('-abc---a-', values);
      const { connection, sent } = connected(messages$, helpers, 4);
      helpers.expectObservable(answering(connection, answers), '^------------!').toBe('-----v-----v', { v: 0 });
      helpers.flush();
      expect(sent).toEqual(['5 heartbeat pong 3', '11 heartbeat pong 1']);
    }),
  );

  it(
    'takes an answer back that has not left when it is left',
    marbles((helpers) => {
      const messages$ = helpers.hot('-a---', values);
      const { connection, sent } = connected(messages$, helpers, 4);
      helpers.expectObservable(answering(connection, answers), '^--!').toBe('');
      helpers.expectSubscriptions(messages$.subscriptions).toBe('^--!');
      helpers.flush();
      expect(sent).toEqual([]);
    }),
  );

  it(
    'errors with what keeps an answer from being sent',
    marbles((helpers) => {
      const { connection } = connected(helpers.hot('-a---', values), helpers);
      const error = new TypeError('cannot');
      const fail = (): never => {
        throw error;
      };
      const failing: Connection<Note> = { ...connection, sendInTurn: (make) => defer(() => [make() as never]) };
      helpers.expectObservable(answering(connection, fail)).toBe('-#', undefined, error);
      helpers
        .expectObservable(answering({ ...failing, sendInTurn: () => defer(fail) }, answers))
        .toBe('-#', undefined, error);
    }),
  );
});
