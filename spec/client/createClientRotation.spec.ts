import { describe, expect, it } from '@jest/globals';
import { map, take } from 'rxjs';
import type { ClientOptions } from '../../src/client/options.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import {
  bookFrame,
  marked,
  staged,
  tickerFrame,
  type TinyBehaviour,
  type TinyVenue,
  tinyDialect,
  tradesFrame,
} from '../helpers/tinyDialect.ts';

const ticker: Subscription = { channel: 'ticker', symbol: 'A' };
const trades: Subscription = { channel: 'trades', symbol: 'A' };

/** A tiny client whose sockets are to be left 25 ms after they opened, for the venue cuts them after 40. */
function rotating(
  helpers: MarbleHelpers,
  behaviour: TinyBehaviour & { readonly own?: Partial<Dialect> } = {},
  options: ClientOptions = {},
) {
  const { own = {}, ...others } = behaviour;
  const dialect: Dialect = {
    ...tinyDialect,
    liveness: { ...tinyDialect.liveness, within: 20_000 },
    life: { max: 40, early: 10 },
    ...own,
  };
  return staged(helpers, { ...others, dialect }, options);
}

describe('a socket whose end is near', () => {
  it(
    'is left for another one once its topics are live there, and nothing is said of it',
    marbles((helpers) => {
      const { venue, reports, play, feed } = rotating(helpers);
      play('                                         ---a 21ms b 7ms c-', {
        a: ({ last }) => last().say(tickerFrame('A', '1')),
        b: ({ sockets }) => sockets[0]?.say(tickerFrame('A', '2')),
        c: ({ last }) => last().say(tickerFrame('A', '3')),
      });
      helpers.expectObservable(feed(ticker), '^ 35ms !').toBe('cL-1 21ms 2 7ms 3-');
      helpers.expectObservable(feed({ ...ticker, symbol: 'B' }), '^ 35ms !').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ at, closedAt, heard }) => [at, closedAt, heard[0]])).toEqual([
        [0, 26, '0: +ticker A,B'],
        [25, 46, '25: +ticker A,B'],
      ]);
      expect(reports.map(({ kind, socket }) => `${kind} ${socket}`)).toEqual([
        'connecting tiny-1',
        'ready tiny-1',
        'rotating tiny-1',
        'connecting tiny-2',
        'ready tiny-2',
        'closed tiny-1',
        'closed tiny-2',
      ]);
    }),
  );

  it(
    'tells happenings on both sockets once, in order, whichever is quicker',
    marbles((helpers) => {
      const { play, feed } = rotating(helpers);
      const say =
        (socket: 0 | 1, ...ids: readonly string[]) =>
        ({ sockets }: TinyVenue): void =>
          sockets[socket]?.say(tradesFrame('A', ...ids));
      // The new socket is ahead: 3 and 4 are held until the old one has brought 2 and 3.
      play('                                      --a 25ms bcde--f', {
        a: say(0, '1'),
        b: say(1, '3', '4'),
        c: say(0, '2'),
        d: say(0, '3'),
        e: say(0, 'nobody listens any more'),
        f: say(1, '5'),
      });
      helpers.expectObservable(feed(trades), '^ 39ms !').toBe('cL1 26ms 2(34)5');
    }),
  );

  it(
    'is left by a quiet topic five seconds after the new one is live',
    marbles((helpers) => {
      const { venue, feed } = rotating(helpers, { own: { life: { max: 20_000, early: 5_000 } } });
      helpers.expectObservable(feed(trades), '^ 18s !').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ at, closedAt }) => [at, closedAt])).toEqual([
        [0, 17_501],
        [12_500, 18_011],
      ]);
    }),
  );

  it(
    'hands a book over by one more value, the snapshot of the new socket',
    marbles((helpers) => {
      const whole = {
        bids: [
          ['2', '1'],
          ['1', '1'],
        ],
        asks: [['9', '1']],
      } as const;
      const { play, feed } = rotating(helpers);
      play('                                                           ------a', {
        a: ({ last }) => last().say(bookFrame('A', { bids: [['2', '1']] }, whole)),
      });
      helpers.expectObservable(feed({ channel: 'book', symbol: 'A' }), '^ 35ms !').toBe('c(L1)-2 19ms 1');
    }),
  );

  it(
    'goes on until it dies where no other becomes ready; then its topics are stale, and live with the first that does',
    marbles((helpers) => {
      const { venue, play, feed } = rotating(helpers, {
        failsDial: (dial) => (dial > 1 && dial < 5 ? new Error('no') : undefined),
      });
      play('                                    26ms a 3ms x', {
        a: ({ last }) => last().say(tickerFrame('A', '1')),
        x: ({ sockets }) => sockets[0]?.drop(),
      });
      helpers.expectObservable(feed(ticker), '^ 50ms !').toBe('cL 24ms 1 3ms x 9ms L');
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 39]);
    }),
  );

  it(
    'keeps the requests it has, and takes no new ones once another is ready',
    marbles((helpers) => {
      const { client, venue, play, feed } = rotating(helpers, {
        own: { withId: (message, id) => ({ ...(message as object), id }) },
      });
      const ask = (q: number) => client.request({ q }, { id: q, route: 'main', timeout: 1_000 });
      play('                                   ------------------------------r', {
        r: ({ sockets }) => sockets[0]?.say({ re: 70 }),
      });
      helpers.expectObservable(feed(ticker), '   ^ 35ms !').toBe('cL');
      helpers.expectObservable(ask(70), '        --^').toBe(' ------------------------------(r|)', { r: { re: 70 } });
      helpers.expectObservable(ask(71), '        ----------------------------^-!').toBe('');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard.filter((text) => text.includes('"q"')))).toEqual([
        ['2: {"q":70,"id":70}'],
        ['28: {"q":71,"id":71}'],
      ]);
      expect(venue.sockets[0]?.closedAt).toBe(30);
    }),
  );

  it(
    'shows as draining, and the next word on trust has the epoch of the new one',
    marbles((helpers) => {
      const { client, play } = rotating(helpers, { ackAfter: 3 });
      play('                             30ms x', { x: ({ last }) => last().drop() });
      const stands$ = client.status$.pipe(
        map(({ sockets }) => sockets.map(({ id, phase, epoch, live }) => `${id} ${phase} ${epoch} ${live}`).join()),
        take(1),
      );
      const epochs$ = client
        .feed(ticker)
        .pipe(map((event) => (event.kind === 'data' ? '' : `${event.kind} ${event.epoch}`)));
      const words = { c: 'stale 0', l: 'live 1', m: 'live 2', s: 'stale 2' };
      helpers.expectObservable(epochs$, '^ 30ms !').toBe('c--l 26ms s', words);
      helpers.expectObservable(epochs$, '29ms ^-!').toBe('29ms ms', words);
      const stand = 'tiny-1 draining 1 1,tiny-2 ready 2 0';
      helpers.expectObservable(stands$, '27ms ^!').toBe('27ms (s|)', { s: stand });
    }),
  );

  it(
    'waits for its own end where no further socket may be opened',
    marbles((helpers) => {
      const { venue, play, feed } = rotating(helpers, {}, { limits: { sockets: 1 } });
      play('                                    40ms x', { x: ({ sockets }) => sockets[0]?.drop() });
      helpers.expectObservable(feed(ticker), '^ 50ms !').toBe('cL 38ms xL');
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 40]);
    }),
  );

  it(
    'leaves no timer and no socket when all is left in the midst of it',
    marbles((helpers) => {
      const { venue, feed } = rotating(helpers);
      helpers.expectObservable(feed(trades), '^ 27ms !').toBe('cL');
      helpers.flush();
      expect(venue.open()).toBe(0);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );
});

describe("a venue's notice", () => {
  const notices = (action: 'migrate' | 'reconnect' | 'resubscribe'): Partial<Dialect> => ({
    life: { max: 1_000_000_000 },
    classify: (message) => {
      const { says } = message as { readonly says?: string };
      return says === undefined ? tinyDialect.classify(message) : { kind: 'notice', text: says, action };
    },
  });
  const bye = { n: ({ last }: TinyVenue): void => last().say({ says: 'bye' }) };

  it(
    'to migrate moves the topics at once',
    marbles((helpers) => {
      const { venue, reports, play, feed } = rotating(
        helpers,
        { own: notices('migrate') },
        { backoff: { stableAfter: 3 } },
      );
      play('                                    -----n', bye);
      helpers.expectObservable(feed(ticker), '^---------!').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ at, closedAt }) => [at, closedAt])).toEqual([
        [0, 6],
        [5, 20],
      ]);
      expect(reports).toContainEqual({ kind: 'notice', socket: 'tiny-1', text: 'bye', action: 'migrate' });
    }),
  );

  it(
    'to migrate is heeded once the connection has lasted, so that a venue that says it to all is not dialled hot',
    marbles((helpers) => {
      const { venue, play, feed } = rotating(helpers, { own: notices('migrate') }, { backoff: { stableAfter: 20 } });
      play('                                    -n 19ms n', bye);
      helpers.expectObservable(feed(ticker), '^ 30ms !').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 20]);
    }),
  );

  it(
    'to reconnect drops the connection and dials by the backoff',
    marbles((helpers) => {
      const { venue, reports, play, feed } = rotating(helpers, { own: notices('reconnect') });
      play('                                    -----n', bye);
      helpers.expectObservable(feed(ticker), '^---------!').toBe('cL---x--L');
      helpers.flush();
      expect(venue.sockets.map(({ at, closedAt }) => [at, closedAt])).toEqual([
        [0, 5],
        [7, 20],
      ]);
      expect(reports.map((report) => (report.kind === 'waiting' ? report.error.message : report.kind))).toContain(
        'connection-lost (reason: bye)',
      );
    }),
  );

  it(
    'to resubscribe makes every topic of the socket stale, and asks for it anew on the same',
    marbles((helpers) => {
      const { client, venue, play, feed } = rotating(helpers, { own: notices('resubscribe') });
      play('                                                                 -----n', bye);
      helpers.expectObservable(feed(ticker), '                              ^---------!').toBe('cL---u-L');
      helpers.expectObservable(feed({ channel: 'trades', symbol: 'B' }), '  ^---------!').toBe('cL---u-L');
      helpers.expectObservable(marked(client.feed({ channel: 'trades', symbol: 'C' })), '------^--!').toBe('------cL');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard.slice(0, 6)).toEqual([
        '0: +ticker A',
        '0: +trades B',
        '5: -ticker A',
        '5: -trades B',
        '6: +trades C,B',
        '6: +ticker A',
      ]);
    }),
  );
});
