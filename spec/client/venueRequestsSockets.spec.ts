import { describe, expect, it } from '@jest/globals';
import { catchError, concat, map, of, Subject, switchMap, take, tap, timer } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { SocketStatus } from '../../src/model/clientStatus.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { desk, deskClient, type DeskSocket, stagedDesk } from '../helpers/deskVenue.ts';
import type { Message } from '../helpers/tinyDialect.ts';

const answers = ({ id }: Message): readonly unknown[] => [{ re: id, done: 'f' }];
const tradesOf = (symbol: string) => ({ channel: 'trades', symbol }) as const;

/** What a status says of its sockets at an instant. */
function seenAt({ scheduler }: MarbleHelpers, at: number, { client }: Pick<ReturnType<typeof stagedDesk>, 'client'>) {
  return timer(at, scheduler).pipe(
    switchMap(() => client.status$.pipe(take(1))),
    map(({ sockets }) => sockets.map(({ phase, wanted, pending }: SocketStatus) => `${phase} ${wanted} ${pending}`)),
  );
}

describe('the socket of a request', () => {
  it(
    'is the one that a feed uses, takes no topic its room, and outlives neither use by more than a linger',
    marbles((helpers) => {
      const { ask, client, sockets } = stagedDesk(helpers, { answers });
      // One topic is all that a socket carries.
      const feed$ = client.feed(tradesOf('A')).pipe(map(({ kind }) => kind[0]));
      helpers.expectObservable(feed$, '---^-----!').toBe('---(sl)');
      helpers.expectObservable(ask(), '^---------').toBe('-(f|)');
      helpers.expectObservable(ask(), '------^---').toBe('------(f|)');
      helpers.flush();
      expect(sockets.map(({ at, closedAt }) => [at, closedAt])).toEqual([[0, 19]]);
    }),
  );

  it(
    'is a ready one, of those the one with the fewest topics and requests, and none is dialled beside',
    marbles((helpers) => {
      const { ask, client, sockets } = stagedDesk(helpers);
      const follow = (symbol: string) => client.feed(tradesOf(symbol)).pipe(map(({ kind }) => kind[0]));
      helpers.expectObservable(follow('A'), '^------------!').toBe('sl');
      helpers.expectObservable(follow('B'), '--^----------!').toBe('--sl');
      // The third opens at 7 only.
      helpers.expectObservable(follow('C'), '------^------!').toBe('------sl');
      for (const at of ['-----^', '-----^', '-----^', '------^'])
        helpers.expectObservable(ask({}, { at: at.length }), `${at.padEnd(12, '-')}!`).toBe('-');
      helpers.flush();
      expect(sockets).toHaveLength(3);
      expect(sockets.map((socket) => socket.heard.filter((line) => line.includes('"at"')).length)).toEqual([2, 2, 0]);
    }),
  );

  it(
    'is another one that is ready when its own has just been lost',
    marbles((helpers) => {
      const { ask, client, sockets } = stagedDesk(helpers);
      const follow = (symbol: string) => client.feed(tradesOf(symbol)).pipe(map(({ kind }) => kind[0]));
      helpers.cold('------x').subscribe(() => sockets[0]?.drop());
      const again$ = ask().pipe(catchError(() => ask({ timeout: 2 }, { do: 'look' }).pipe(catchError(() => of('n')))));
      helpers.expectObservable(again$).toBe('--------(n|)');
      helpers.expectObservable(follow('B'), '-^-----------!').toBe('-(sl)-s----l');
      helpers.expectObservable(follow('C'), '-^-----------!').toBe('-sl');
      helpers.flush();
      expect(sockets[1]?.heard).toContain('6 {"do":"look","id":2}');
    }),
  );

  it(
    'counts its requests as pending, those not yet sent among them, and as use',
    marbles((helpers) => {
      const desk = stagedDesk(helpers, { opensAfter: 3 });
      desk.play('-----f', { f: (socket: DeskSocket) => socket.say({ re: 1, done: 'f' }) });
      helpers.expectObservable(desk.ask()).toBe('-----(f|)');
      helpers.expectObservable(desk.ask(), '^-----!').toBe('-');
      helpers.expectObservable(seenAt(helpers, 1, desk)).toBe('-(a|)', { a: ['connecting 0 2'] });
      helpers.expectObservable(seenAt(helpers, 4, desk)).toBe('----(a|)', { a: ['ready 0 2'] });
      helpers.expectObservable(seenAt(helpers, 5, desk)).toBe('-----(a|)', { a: ['ready 0 1'] });
      helpers.expectObservable(seenAt(helpers, 8, desk)).toBe('--------(a|)', { a: ['draining 0 0'] });
      helpers.expectObservable(seenAt(helpers, 12, desk)).toBe('------------(a|)', { a: [] });
    }),
  );

  it(
    'is shown as ready again when a request comes to it while it drains',
    marbles((helpers) => {
      const desk = stagedDesk(helpers, { answers: ({ do: verb, id }) => (verb === 'look' ? [] : answers({ id })) });
      helpers.expectObservable(desk.ask()).toBe('-(f|)');
      helpers.expectObservable(desk.ask({}, { do: 'look' }), '---^------!').toBe('-');
      helpers.expectObservable(seenAt(helpers, 2, desk)).toBe('--(a|)', { a: ['draining 0 0'] });
      helpers.expectObservable(seenAt(helpers, 9, desk)).toBe('---------(a|)', { a: ['ready 0 1'] });
    }),
  );

  it(
    'takes no more requests than it may have pending, and makes room before it tells of an end',
    marbles((helpers) => {
      const { ask, play } = stagedDesk(helpers, { opensAfter: 3 }, { limits: { pending: 1 } });
      const overflow = new ColdwireError('overflow', { limit: 1, what: 'requests' });
      play('----f---g', {
        f: (socket) => socket.say({ re: 1, done: 'f' }),
        g: (socket) => socket.say({ re: 2, done: 'g' }),
      });
      helpers.expectObservable(concat(ask({ id: 1 }), ask({ id: 2 }))).toBe('----f---(g|)');
      helpers.expectObservable(ask(), '-^').toBe('-#', undefined, overflow);
      helpers.expectObservable(ask(), '-----^').toBe('-----#', undefined, overflow);
    }),
  );

  it(
    'lives by any answer while it carries no topic, for the venue may then have nothing else to say',
    marbles((helpers) => {
      // Silence is 50 ms long, and what the desk says is no proof of life.
      const says = ({ id }: Message): readonly unknown[] => [{ re: id, says: 'hello' }];
      const { client, sockets } = deskClient(helpers.scheduler, { answers: says }, { linger: 40, requestTimeout: 100 });
      const asks$ = timer(0, 30, helpers.scheduler).pipe(
        take(6),
        switchMap(() => client.request({ do: 'look' })),
        map(() => 'a'),
      );
      helpers.expectObservable(asks$).toBe('-a 28ms a 29ms a 29ms a 29ms a 29ms (a|)');
      helpers.flush();
      expect(sockets).toHaveLength(1);
    }),
  );

  it(
    'is silent all the same to its topics, answers or not',
    marbles((helpers) => {
      const says = ({ id }: Message): readonly unknown[] => [{ re: id, says: 'hello' }];
      const { client, sockets } = deskClient(helpers.scheduler, { answers: says }, { requestTimeout: 100 });
      const feed$ = client.feed(tradesOf('A')).pipe(map(({ kind }) => kind[0]));
      helpers.expectObservable(feed$, '^ 60ms !').toBe('sl 49ms s 4ms l');
      const asks$ = timer(0, 20, helpers.scheduler).pipe(
        take(3),
        switchMap(() => client.request({ do: 'look' })),
        map(() => 'a'),
      );
      helpers.expectObservable(asks$).toBe('-a 18ms a 19ms (a|)');
      helpers.flush();
      expect(sockets).toHaveLength(2);
    }),
  );
});

describe('the id of a request', () => {
  const taken = new ColdwireError('invalid-options', { option: 'id', expected: 'an id not pending' });

  it.each([
    ['as it is', 'desk', 7, '{"do":"place","id":7}'],
    ['as it is', 'desk', 'seven', '{"do":"place","id":"seven"}'],
    ['of a number as text where the venue wants text', 'text', 7, '{"do":"place","id":"7"}'],
    ['of a whole number, zero too', 'int', 0, '{"do":"place","id":0}'],
    ['made as text where the venue wants text', 'text', undefined, '{"do":"place","id":"1"}'],
    ['made as a number', 'int', undefined, '{"do":"place","id":1}'],
  ])('is sent %s', (_, route, id, frame) => {
    marbles((helpers) => {
      const { ask, heard, sockets } = stagedDesk(helpers, { answers });
      helpers.expectObservable(ask({ route, ...(id === undefined ? {} : { id }) })).toBe('-(f|)');
      helpers.flush();
      expect(heard()).toEqual([`1 ${frame}`]);
      expect(sockets[0]?.url).toBe(`wss://desk.example/${route}`);
    })();
  });

  it(
    'is refused while it is pending, sent or not, and free before its end is told',
    marbles((helpers) => {
      const { ask, heard, sockets } = stagedDesk(helpers, { opensAfter: 3 });
      helpers.cold('-----f---f').subscribe(() => sockets[0]?.say({ re: 1, done: 'f' }));
      const second$ = new Subject<string>();
      const again = (): unknown => ask({ id: '1' }).subscribe(second$);
      helpers.expectObservable(ask({ id: 1 }).pipe(tap({ complete: again }))).toBe('-----(f|)');
      helpers.expectObservable(second$).toBe('---------(f|)');
      for (const at of ['^', '-^', '----^', '------^'])
        helpers.expectObservable(ask({ id: 1 }), at).toBe(at.replace('^', '#'), undefined, taken);
      // Another dialect has ids of its own; who leaves gives its id back.
      helpers.expectObservable(ask({ id: 1, route: 'int' }), '-^-!').toBe('-');
      helpers.expectObservable(ask({ id: 'x' }), '^-!').toBe('-');
      helpers.expectObservable(ask({ id: 'x' }), '--^---!').toBe('-');
      helpers.flush();
      expect(sockets).toHaveLength(2);
      expect(heard()).toHaveLength(3);
    }),
  );

  it(
    'that a waiting request chose is not made for another',
    marbles((helpers) => {
      const { ask, heard } = stagedDesk(helpers, { answers });
      helpers.expectObservable(ask()).toBe('-(f|)');
      helpers.expectObservable(ask({ id: 1 })).toBe('-(f|)');
      helpers.expectObservable(ask({ id: '2' })).toBe('-(f|)');
      helpers.flush();
      expect(heard()).toEqual(['1 {"do":"place","id":3}', '1 {"do":"place","id":1}', '1 {"do":"place","id":"2"}']);
    }),
  );
});

describe('a request that cannot be meant', () => {
  const invalid = (option: string, expected: string) => new ColdwireError('invalid-options', { option, expected });
  const routes = invalid('route', 'desk or text or int');

  it.each([
    ['an unknown route', { route: 'nowhere' }, {}, routes],
    ['a route that every object knows', { route: 'constructor' }, {}, routes],
    ['a number of replies that is none', { replies: 1.5 }, {}, invalid('replies', 'a whole number, not negative')],
    ['a timeout that is none', { timeout: Number.NaN }, {}, invalid('timeout', 'milliseconds, not negative')],
    ['an id that the venue does not take', { route: 'int', id: '7' }, {}, invalid('id', 'a whole number')],
    ['a negative id there', { route: 'int', id: -1 }, {}, invalid('id', 'a whole number')],
    ['a broken id there', { route: 'int', id: 1.5 }, {}, invalid('id', 'a whole number')],
    [
      'a world that the route is not in',
      {},
      { environment: 'test' as const },
      new ColdwireError('unsupported', { what: 'environment test' }),
    ],
  ])('is refused for %s, and nothing is dialled', (_, options, settings, error) => {
    marbles((helpers) => {
      const { ask, sockets } = stagedDesk(helpers, {}, settings);
      helpers.expectObservable(ask(options)).toBe('#', undefined, error);
      helpers.flush();
      expect(sockets).toEqual([]);
    })();
  });

  it(
    'goes where the venue alone takes it, unless it says a route itself',
    marbles((helpers) => {
      const parting = {
        ...desk,
        requestRouteOf: (message: unknown) => ('order' in (message as object) ? 'text' : undefined),
      };
      const { client, sockets } = deskClient(helpers.scheduler, {}, {}, parting);
      const asked = (payload: object, route?: string): void =>
        helpers.expectObservable(client.request(payload, { replies: 0, ...(route && { route }) })).toBe('-|');
      asked({ order: 1 });
      asked({ ping: 1 });
      asked({ order: 1 }, 'int');
      helpers.flush();
      expect(sockets.map(({ url }) => url.replace(/.*\//, ''))).toEqual(['text', 'desk', 'int']);
    }),
  );

  it(
    'is refused where neither it nor the venue says a route',
    marbles((helpers) => {
      const { requestRoute: _, ...silent } = desk;
      const { client, sockets } = deskClient(helpers.scheduler, {}, {}, silent);
      helpers.expectObservable(client.request({})).toBe('#', undefined, routes);
      helpers.flush();
      expect(sockets).toEqual([]);
    }),
  );
});
