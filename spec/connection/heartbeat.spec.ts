import { describe, expect, it } from '@jest/globals';
import { defer, EMPTY, type Observable, Subject } from 'rxjs';
import type { Connection } from '../../src/connection/connection.ts';
import { heartbeat } from '../../src/connection/heartbeat.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { HeartbeatContext } from '../../src/protocol/heartbeat.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { clockOf } from '../../src/transport/clock.ts';
import type { Note } from './connectionSettings.ts';

/** A connection of which a heartbeat needs but two things, with what is sent over it. */
function connected(messages$: Observable<Note>, { scheduler }: MarbleHelpers, onSend: () => void = () => {}) {
  const sent: string[] = [];
  let ids = 0;
  const connection: Connection<Note> = {
    epoch: 1,
    messages$,
    send: () => {},
    sendInTurn: (make, { lane }) =>
      defer(() => {
        expect(lane).toBe('heartbeat');
        sent.push(`${scheduler.now()} ${String(make())}`);
        onSend();
        return EMPTY;
      }),
    request: () => messages$,
    nextId: () => ++ids,
  };
  return { connection, sent };
}

/** What times a heartbeat. */
const timed = ({ scheduler }: MarbleHelpers) => ({ scheduler, clock: clockOf(scheduler) });

const every = 5;
const isReply = ({ text }: Note): boolean => text === 'pong';
const values = { p: { text: 'pong' }, d: { text: 'data' } };
const silence = (within: number): ColdwireError => new ColdwireError('silence', { within });

describe('heartbeat', () => {
  it(
    'sends a fresh message each interval while subscribed',
    marbles((helpers) => {
      const { connection, sent } = connected(helpers.hot<Note>('-'), helpers);
      let beats = 0;
      const beat$ = heartbeat(connection, { every, message: () => `beat ${++beats}` }, timed(helpers));
      helpers.expectObservable(beat$, '^ 16ms !').toBe('');
      helpers.flush();
      expect(sent).toEqual(['5 beat 1', '10 beat 2', '15 beat 3']);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'takes no answer for silence only where it knows an answer',
    marbles((helpers) => {
      const messages$ = helpers.hot('              ------d---------', values);
      const { connection } = connected(messages$, helpers);
      const beat = { every, message: () => 'ping', within: 3 };
      helpers.expectObservable(heartbeat(connection, beat, timed(helpers)), '^ 15ms !').toBe('');
      helpers
        .expectObservable(heartbeat(connection, { ...beat, isReply }, timed(helpers)))
        .toBe('                                    --------#', undefined, silence(3));
      helpers.expectSubscriptions(messages$.subscriptions).toBe(['^---------------!', '^-------!']);
    }),
  );

  it(
    'is content with an answer in time, each time anew',
    marbles((helpers) => {
      const messages$ = helpers.hot('              -p-----p---d---d--', values);
      const { connection, sent } = connected(messages$, helpers);
      const beat$ = heartbeat(connection, { every, message: () => 'ping', isReply, within: 3 }, timed(helpers));
      helpers.expectObservable(beat$).toBe('       -------------#', undefined, silence(3));
      helpers.expectSubscriptions(messages$.subscriptions).toBe('^------------!');
      helpers.flush();
      expect(sent).toEqual(['5 ping', '10 ping']);
    }),
  );

  it(
    'hears an answer that comes while the message is being sent',
    marbles((helpers) => {
      const messages$ = new Subject<Note>();
      const { connection } = connected(messages$, helpers, () => messages$.next(values.p));
      const beat$ = heartbeat(connection, { every, message: () => 'ping', isReply, within: 3 }, timed(helpers));
      helpers.expectObservable(beat$, '^ 20ms !').toBe('');
      helpers.flush();
      expect(messages$.observed).toBe(false);
    }),
  );

  it(
    'waits 10 s for an answer by default, and goes on beating meanwhile',
    marbles((helpers) => {
      const { connection, sent } = connected(helpers.hot<Note>('-'), helpers);
      const beat$ = heartbeat(connection, { every: 4_000, message: () => 'ping', isReply }, timed(helpers));
      helpers.expectObservable(beat$).toBe('14s #', undefined, silence(10_000));
      helpers.flush();
      expect(sent).toEqual(['4000 ping', '8000 ping', '12000 ping']);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'sends only when nothing at all has come for the interval, where it is told so',
    marbles((helpers) => {
      const messages$ = helpers.hot('              ---d----------', values);
      const { connection, sent } = connected(messages$, helpers);
      const beat$ = heartbeat(connection, { every, message: () => 'ping', idleOnly: true }, timed(helpers));
      helpers.expectObservable(beat$, '            ^-------------!').toBe('');
      helpers.flush();
      expect(sent).toEqual(['8 ping', '13 ping']);
    }),
  );

  it(
    'makes its message when it leaves, of a fresh id and the wall clock',
    marbles((helpers) => {
      const { connection, sent } = connected(helpers.hot<Note>('-'), helpers);
      const clock = { wall: () => 1_700_000_000_000 + helpers.scheduler.now(), monotonic: helpers.scheduler.now };
      const message = ({ id, time }: HeartbeatContext): string => `${id}@${time}`;
      helpers
        .expectObservable(heartbeat(connection, { every, message }, { ...helpers, clock }), '^----------!')
        .toBe('');
      helpers.flush();
      expect(sent).toEqual(['5 1@1700000000005', '10 2@1700000000010']);
    }),
  );

  it(
    'tells how long the answer took, from the first message without one, and nothing of answers to none',
    marbles((helpers) => {
      const messages$ = helpers.hot('--p----p---------p-p-', values);
      const { connection } = connected(messages$, helpers);
      const trips: unknown[] = [];
      const onRoundTrip = (trip: unknown): unknown => trips.push([helpers.scheduler.now(), trip]);
      const beat = { every, message: () => 'ping', isReply };
      helpers.expectObservable(heartbeat(connection, beat, { ...timed(helpers), onRoundTrip }), '^ 20ms !').toBe('');
      helpers.flush();
      expect(trips).toEqual([
        [7, { of: 'heartbeat', ms: 2 }],
        [17, { of: 'heartbeat', ms: 7 }],
      ]);
    }),
  );

  it(
    'ends with the connection',
    marbles((helpers) => {
      const messages$ = helpers.hot('--d---|', values);
      const { connection } = connected(messages$, helpers);
      const beat$ = heartbeat(connection, { every, message: () => 'ping', isReply }, timed(helpers));
      helpers.expectObservable(beat$).toBe('------|');
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'leaves neither timer nor listener when left',
    marbles((helpers) => {
      const messages$ = helpers.hot<Note>('-');
      const { connection } = connected(messages$, helpers);
      const beat$ = heartbeat(connection, { every, message: () => 'ping', isReply, within: 50 }, timed(helpers));
      helpers.expectObservable(beat$, '^-----------!').toBe('');
      helpers.expectSubscriptions(messages$.subscriptions).toBe('^-----------!');
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it.each(['message', 'send'])('errors with what %s throws', (thrower) => {
    marbles((helpers) => {
      const error = new TypeError('cannot');
      const fail = (): never => {
        throw error;
      };
      const { connection } = connected(helpers.hot<Note>('-'), helpers, thrower === 'send' ? fail : undefined);
      const message = thrower === 'message' ? fail : () => 'ping';
      helpers
        .expectObservable(heartbeat(connection, { every, message, isReply }, timed(helpers)))
        .toBe('-----#', {}, error);
      helpers.flush();
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });
});
