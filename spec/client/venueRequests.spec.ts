import { describe, expect, it } from '@jest/globals';
import { catchError, map, mergeMap, type Observable, range, switchMap, take, timer, toArray } from 'rxjs';
import { IncompleteRepliesError } from '../../operators/incompleteRepliesError.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { type Answer, type DeskSocket, stagedDesk } from '../helpers/deskVenue.ts';
import type { Message } from '../helpers/tinyDialect.ts';

const place = { do: 'place' };

const interim = (socket: DeskSocket): void => socket.say({ re: 1, ack: true });
const final = (socket: DeskSocket): void => socket.say({ re: 1, done: 'f' });
const refuse = (socket: DeskSocket): void => socket.say({ re: 1, no: 'too late', code: 'E7' });
const drop = (socket: DeskSocket): void => socket.drop();
const acts = { i: interim, f: final, r: refuse, x: drop };

const rejected = new ColdwireError('request-rejected', { id: 1, reason: 'too late', code: 'E7' });
const unknown = (timeout: number): ColdwireError => new ColdwireError('outcome-unknown', { id: 1, timeout });
const lost = (received: number): ColdwireError =>
  new ColdwireError('outcome-unknown', { id: 1 }, { cause: new IncompleteRepliesError('1', received) });
const unready = (timeout: number, id?: number): ColdwireError =>
  new ColdwireError('not-sent', id === undefined ? {} : { id }, {
    cause: new ColdwireError('ack-timeout', { timeout }),
  });

describe('client.request', () => {
  it(
    'passes the interim reply and ends with the final one, as the dialect tells them',
    marbles((helpers) => {
      const { ask, play, heard } = stagedDesk(helpers);
      play('                            ---i--f--', acts);
      helpers.expectObservable(ask()).toBe('---i--(f|)');
      helpers.flush();
      expect(heard()).toEqual(['1 {"do":"place","id":1}']);
    }),
  );

  it.each([
    ['instead of the interim reply', '---r---', '---#'],
    ['after it', '                    ---i-r-', '---i-#'],
  ])('is request-rejected by an error %s', (_, picture, expected) => {
    marbles((helpers) => {
      const { ask, play } = stagedDesk(helpers);
      play(picture, acts);
      helpers.expectObservable(ask()).toBe(expected, undefined, rejected);
    })();
  });

  it(
    'bounds what the venue says, and repeats nothing of the payload',
    marbles((helpers) => {
      const { client } = stagedDesk(helpers, {
        answers: ({ id }) => [{ re: id, no: 'n'.repeat(300), code: 'c'.repeat(300) }],
      });
      const told$ = client
        .request({ ...place, secret: 'canary' })
        .pipe(catchError((error: unknown) => [isColdwireError(error, 'request-rejected') ? error.context : error]));
      const expected = { id: 1, reason: `${'n'.repeat(200)}...`, code: `${'c'.repeat(200)}...` };
      helpers.expectObservable(told$).toBe('-(c|)', { c: expected });
    }),
  );

  it.each([
    ['with an interim reply', '---i---', {}, '---i 16ms #', unknown(20)],
    ['without any', '           -------', {}, '20ms #', unknown(20)],
    ['in its own time', '       ---i---', { timeout: 7 }, '---i---#', unknown(7)],
    [
      'though it is idempotent',
      '-------',
      { idempotent: true },
      '20ms #',
      new ColdwireError('reply-timeout', { id: 1, timeout: 20 }),
    ],
  ])('ends in doubt %s and then silence, the time counted from subscribe', (_, picture, options, expected, error) => {
    marbles((helpers) => {
      const { ask, play, heard } = stagedDesk(helpers);
      play(picture, acts);
      helpers.expectObservable(ask(options)).toBe(expected, undefined, error);
      helpers.flush();
      expect(heard()).toHaveLength(1);
    })();
  });

  it.each([
    ['between its replies', '---i-x---', '---i-#', lost(1)],
    ['before the first', '   -----x---', '-----#', lost(0)],
  ])('ends in doubt at once when the connection is lost %s, and is not sent again', (_, picture, expected, error) => {
    marbles((helpers) => {
      const { ask, play, wanted, heard, sockets } = stagedDesk(helpers);
      play(picture, acts);
      helpers.expectObservable(ask()).toBe(expected, undefined, error);
      wanted();
      helpers.flush();
      expect(sockets).toHaveLength(2);
      expect(heard().filter((line) => line.includes('place'))).toEqual(['1 {"do":"place","id":1}']);
    })();
  });

  it(
    'gives each of a thousand requests its own answer, in whatever order they come',
    marbles((helpers) => {
      const { client, play, heard } = stagedDesk(helpers);
      const answers = (socket: DeskSocket): void => {
        for (let id = 1_000; id >= 1; id -= 2) socket.say({ re: id, ack: true }, { re: id, done: `${id}` });
        for (let id = 1; id <= 1_000; id += 2) socket.say({ re: id, ack: true }, { re: id, done: `${id}` });
      };
      play('-----a', { a: answers });
      const ask = (n: number): Observable<boolean> =>
        client.request<Answer>({ n }).pipe(
          map(({ ack, done }) => ack ?? done === `${n}`),
          toArray(),
          map((told) => told.every((right) => right) && told.length === 2),
        );
      const all$ = range(1, 1_000).pipe(
        mergeMap(ask),
        toArray(),
        map((right) => right.filter((each) => each).length),
      );
      helpers.expectObservable(all$).toBe('-----(n|)', { n: 1_000 });
      helpers.flush();
      expect(heard().slice(0, 2)).toEqual(['1 {"n":1,"id":1}', '1 {"n":2,"id":2}']);
    }),
  );

  it(
    'counts what answers nobody, settled by none of it',
    marbles((helpers) => {
      const { ask, play, client } = stagedDesk(helpers);
      play('                            ---a--b--', {
        a: (socket) => socket.say({ re: 2, done: 'x' }, { re: 1, done: 'f' }, { re: 1, done: 'again' }),
        b: (socket) => socket.say({ re: 1, no: 'too late' }),
      });
      helpers.expectObservable(ask()).toBe('---(f|)');
      const late$ = timer(9, helpers.scheduler).pipe(
        switchMap(() => client.status$.pipe(take(1))),
        map(({ counters }) => counters.lateReplies),
      );
      helpers.expectObservable(late$).toBe('---------(n|)', { n: 3 });
    }),
  );

  it(
    'takes the number of replies, or the judgement of the last, that its caller gives, not the dialect',
    marbles((helpers) => {
      const answers = ({ id }: Message): readonly Answer[] => ['a', 'b', 'c'].map((done) => ({ re: Number(id), done }));
      const { ask } = stagedDesk(helpers, { answers });
      helpers.expectObservable(ask()).toBe('-(a|)');
      helpers.expectObservable(ask({ replies: 2 })).toBe('-(ab|)');
      helpers.expectObservable(ask({ isFinal: ({ done }) => done === 'c' })).toBe('-(abc|)');
      helpers.expectObservable(ask({ replies: 0 })).toBe('-|');
    }),
  );

  it(
    'harms no other when refused',
    marbles((helpers) => {
      const { ask, play } = stagedDesk(helpers);
      const other = (socket: DeskSocket): void => socket.say({ re: 2, done: 'o' });
      play('                      ---r--o', { ...acts, o: other });
      helpers.expectObservable(ask()).toBe('---#', undefined, rejected);
      helpers.expectObservable(ask()).toBe('------(o|)');
    }),
  );
});

describe('a request of client.request', () => {
  const answers = ({ id }: Message): readonly unknown[] => [{ re: id, done: 'f' }];

  it(
    'dials and sends nothing until it is subscribed, and is a new one for each subscriber',
    marbles((helpers) => {
      const { ask, heard, sockets } = stagedDesk(helpers, { answers });
      const request$ = ask();
      helpers.cold('--a').subscribe(() => expect(sockets).toEqual([]));
      helpers.expectObservable(request$, '---^---').toBe('----(f|)');
      helpers.expectObservable(request$, '------^').toBe('------(f|)');
      helpers.flush();
      expect(heard()).toEqual(['4 {"do":"place","id":1}', '6 {"do":"place","id":2}']);
    }),
  );

  it(
    'closes the socket it dialled a linger after it ended, and nothing is left',
    marbles((helpers) => {
      const { ask, sockets } = stagedDesk(helpers, { answers });
      helpers.expectObservable(ask(), '^--------').toBe('-(f|)');
      helpers.expectObservable(ask(), '----^----').toBe('----(f|)');
      helpers.flush();
      expect(sockets.map(({ at, closedAt }) => [at, closedAt])).toEqual([[0, 9]]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'keeps the socket for as long as it waits for its reply',
    marbles((helpers) => {
      const { ask, play, sockets } = stagedDesk(helpers);
      play('------------f', acts);
      helpers.expectObservable(ask()).toBe('------------(f|)');
      helpers.flush();
      expect(sockets.map(({ at, closedAt }) => [at, closedAt])).toEqual([[0, 17]]);
    }),
  );

  it(
    'sends nothing when it is left before the socket is open, which closes after its linger',
    marbles((helpers) => {
      const { ask, heard, sockets } = stagedDesk(helpers, { opensAfter: 3 });
      helpers.expectObservable(ask(), '^-!').toBe('---');
      helpers.flush();
      expect(heard()).toEqual([]);
      expect(sockets.map(({ closedAt }) => closedAt)).toEqual([7]);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'waits for the next connection while the socket is down, and is sent once it is there',
    marbles((helpers) => {
      const { ask, play, wanted, heard, sockets } = stagedDesk(helpers, { answers });
      play('---x', acts);
      wanted();
      // Lost at 3, dialled again at 7, open at 8.
      helpers.expectObservable(ask(), '----^-').toBe('--------(f|)');
      helpers.flush();
      expect(sockets.map(({ at }) => at)).toEqual([0, 7]);
      expect(heard().filter((line) => line.includes('place'))).toEqual(['8 {"do":"place","id":1}']);
    }),
  );

  it(
    'waits for the next connection when it is made in the moment of the loss',
    marbles((helpers) => {
      const { ask, play, heard } = stagedDesk(helpers);
      play('---x---------f', acts);
      const again$ = ask().pipe(catchError(() => ask({}, { do: 'look' })));
      helpers.expectObservable(again$).toBe('-------------(f|)');
      helpers.flush();
      expect(heard()).toEqual(['1 {"do":"place","id":1}', '8 {"do":"look","id":1}']);
    }),
  );

  it.each([
    ['its own time', { timeout: 6 }, '6ms #', unready(6)],
    ['the default time', {}, '         20ms #', unready(20)],
    ['its own time, and says which it was', { timeout: 6, id: 7 }, '6ms #', unready(6, 7)],
    ['no time at all', { timeout: 0 }, '#', unready(0)],
  ])('is not-sent when no connection came within %s', (_, options, expected, error) => {
    marbles((helpers) => {
      const { ask, heard } = stagedDesk(helpers, { opensAfter: 30 });
      helpers.expectObservable(ask(options)).toBe(expected, undefined, error);
      helpers.flush();
      expect(heard()).toEqual([]);
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });

  it(
    'is not-sent at once when nothing can make the connection, which is the cause',
    marbles((helpers) => {
      const cause = new ColdwireError('unsupported', { what: 'headers' });
      const { ask } = stagedDesk(helpers, { failsDial: () => cause });
      helpers.expectObservable(ask()).toBe('#', undefined, new ColdwireError('not-sent', {}, { cause }));
    }),
  );

  it(
    'is sent over a socket that is ready even with no time to wait',
    marbles((helpers) => {
      const { ask, wanted, play } = stagedDesk(helpers);
      wanted();
      play('---f', acts);
      helpers
        .expectObservable(ask({ timeout: 0 }), '--^')
        .toBe('--#', undefined, new ColdwireError('outcome-unknown', { id: 2, timeout: 0 }));
    }),
  );
});
