import { describe, expect, it } from '@jest/globals';
import { filter, map, tap } from 'rxjs';
import { createClient } from '../../src/client/createClient.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookFrame, marked, staged, tickerFrame, tinyDialect, tinyVenue, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });

describe('equal subscriptions', () => {
  it(
    'share one on the wire, however their fields are ordered',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('                                    -----a--', { a: ({ last }) => last().say(tradesFrame('A', '1')) });
      helpers.expectObservable(feed({ channel: 'trades', symbol: 'A' }), '^------!').toBe('cL---1--');
      helpers.expectObservable(feed({ symbol: 'A', channel: 'trades' }), '^------!').toBe('cL---1--');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A', '12: -trades A']);
      expect(venue.sockets).toHaveLength(1);
    }),
  );

  it(
    'that come late hear at once how things stand, and of a state what it is',
    marbles((helpers) => {
      const { play, feed } = staged(helpers);
      play('                                                    --t----------', {
        t: ({ last }) => last().say(tradesFrame('A', '1'), tickerFrame('A', '5')),
      });
      helpers.expectObservable(feed(tradesOf('A')), '               ^-----------!').toBe('cL1----------');
      helpers.expectObservable(feed({ channel: 'ticker', symbol: 'A' }), '^-----------!').toBe('cL5----------');
      helpers.expectObservable(feed({ channel: 'book', symbol: 'A' }), '  ^-----------!').toBe('c(L1)--------');
      helpers.expectObservable(feed(tradesOf('A')), '               ------^-----!').toBe('------L------');
      helpers.expectObservable(feed({ channel: 'ticker', symbol: 'A' }), '------^-----!').toBe('------(L5)---');
      helpers.expectObservable(feed({ channel: 'book', symbol: 'A' }), '  ------^-----!').toBe('------(L1)---');
    }),
  );

  it(
    'that come while it is blind hear that it is',
    marbles((helpers) => {
      const { play, feed } = staged(helpers, {}, { backoff: { base: 100, cap: 100 } });
      play('                                               ----x-----', { x: ({ last }) => last().drop() });
      helpers.expectObservable(feed(tradesOf('A')), ' ^--------!').toBe('cL--x-----');
      helpers.expectObservable(feed(tradesOf('A')), ' ------^--!').toBe('------x---');
    }),
  );

  it(
    'for books are those of one depth of the venue; each view is cut to its own',
    marbles((helpers) => {
      const { client, venue, play } = staged(helpers);
      const whole = {
        bids: [
          ['1', '1'],
          ['0.5', '1'],
        ],
        asks: [['9', '1']],
      } as const;
      play('         ---d--', { d: ({ last }) => last().say(bookFrame('A', { bids: [['0.5', '1']] }, whole)) });
      const bids = (depth?: number) =>
        client.feed({ channel: 'book', symbol: 'A', ...(depth === undefined ? {} : { depth }) }).pipe(
          filter((event) => event.kind === 'data'),
          map(({ subscription, value }) => `${subscription.depth}: ${(value as OrderBook).bids.length}`),
        );
      const unsub = '^----!';
      helpers.expectObservable(bids(1), unsub).toBe(' -a-b-', { a: '1: 1', b: '1: 1' });
      helpers.expectObservable(bids(10), unsub).toBe('-a-b-', { a: '10: 1', b: '10: 2' });
      helpers.expectObservable(bids(), unsub).toBe('  -a-b-', { a: 'undefined: 1', b: 'undefined: 2' });
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +book10 A', '10: -book10 A']);
    }),
  );
});

describe('a book that is wanted whole', () => {
  it(
    'is one object for all who want it',
    marbles((helpers) => {
      const { client } = staged(helpers);
      const books: unknown[] = [];
      const book$ = (depth: number) => client.book('A', { depth }).pipe(tap((value) => books.push(value)));
      for (const depth of [10, 10, 1])
        helpers.expectObservable(book$(depth), '^--!').toBe('-b', { b: expect.objectContaining({ kind: 'book' }) });
      helpers.flush();
      expect(books[1]).toBe(books[0]);
      expect(books[2]).not.toBe(books[0]);
    }),
  );
});

describe('the last subscriber', () => {
  it(
    'leaves the topic lingering, then the socket',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      helpers.expectObservable(feed(tradesOf('A')), '^--!').toBe('cL');
      helpers.expectObservable(feed(tradesOf('A')), '^-------!').toBe('cL');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A', '13: -trades A']);
      expect(venue.last().closedAt).toBe(18);
    }),
  );

  it(
    'that returns while the topic lingers finds it live',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      helpers.expectObservable(feed(tradesOf('A')), '^--!          ').toBe('cL');
      helpers.expectObservable(feed(tradesOf('A')), '-------^-----!').toBe('-------L');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A', '18: -trades A']);
    }),
  );

  it(
    'that returns while the socket lingers finds it open',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      helpers.expectObservable(feed(tradesOf('A')), '^--!             ').toBe('cL');
      helpers.expectObservable(feed(tradesOf('B')), '----------^-----!').toBe('----------cL');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard).toEqual(['0: +trades A', '8: -trades A', '10: +trades B', '21: -trades B']);
      expect(venue.last().closedAt).toBe(26);
    }),
  );

  it(
    'that returns while the venue has yet to confirm the end waits for its word',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers, { ackAfter: 3 });
      play('                                         ---------t----', {
        t: ({ last }) => last().say(tradesFrame('A', '1')),
      });
      helpers.expectObservable(feed(tradesOf('A')), '^--!             ').toBe('c--');
      helpers.expectObservable(feed(tradesOf('A')), '---------^------!').toBe('---------c----L');
      helpers.flush();
      expect(venue.last().heard.slice(0, 3)).toEqual(['0: +trades A', '8: -trades A', '11: +trades A']);
    }),
  );

  it(
    'that returns waits no longer than an acknowledgement may take',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers, { ackAfter: undefined }, { linger: 1 });
      helpers.expectObservable(feed(tradesOf('A')), '^--!               ').toBe('c--');
      helpers.expectObservable(feed(tradesOf('A')), '-----^------------!').toBe('-----c');
      helpers.flush();
      expect(venue.last().heard.slice(0, 3)).toEqual(['0: +trades A', '4: -trades A', '14: +trades A']);
    }),
  );

  it(
    'that leaves before the ask has left leaves no trace on the wire',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers, {}, { linger: 0 });
      helpers.expectObservable(feed(tradesOf('A')), '(^!)').toBe('c');
      helpers.expectObservable(feed(tradesOf('B')), '^---!').toBe('cL');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard[0]).toBe('0: +trades B');
    }),
  );
});

describe('sockets', () => {
  it(
    'are apart for dialects, though they call their topics the same',
    marbles((helpers) => {
      const { scheduler, expectObservable, flush } = helpers;
      const venue = tinyVenue(scheduler);
      const exchange: Exchange = {
        name: 'two',
        dialects: { main: tinyDialect, other: { ...tinyDialect, name: 'other' } },
        route: ({ params }) => (params === undefined ? 'main' : 'other'),
      };
      const client = createClient(exchange, { transport: venue.transport, scheduler, linger: 1 });
      expectObservable(marked(client.feed(tradesOf('A'))), '                            ^--!').toBe('cL');
      expectObservable(marked(client.feed({ ...tradesOf('A'), params: { other: true } })), '^--!').toBe('cL');
      flush();
      expect(venue.sockets.map(({ heard }) => heard[0])).toEqual(['0: +trades A', '0: +trades A']);
    }),
  );

  it(
    'carry no more than the venue allows, and close one by one as they empty',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      const open: number[] = [];
      helpers.cold('----a 15ms b 20ms c').subscribe(() => open.push(venue.open()));
      for (const symbol of ['A', 'B', 'C']) helpers.expectObservable(feed(tradesOf(symbol)), '^ 26ms !').toBe('cL');
      helpers.expectObservable(feed(tradesOf('D')), '                                          ^----!').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard.slice(0, 2))).toEqual([
        ['0: +trades A,B', '0: +trades C'],
        ['0: +trades D', '10: -trades D'],
      ]);
      expect(venue.sockets.map(({ closedAt }) => closedAt)).toEqual([37, 15]);
      expect(open).toEqual([2, 1, 0]);
    }),
  );

  it(
    'get new topics where there are most already, so that the others can close',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      helpers.expectObservable(feed(tradesOf('A')), '  ^!                ').toBe('c');
      for (const symbol of ['B', 'C', 'D'])
        helpers.expectObservable(feed(tradesOf(symbol)), ' ^-----------------!').toBe('cL');
      helpers.expectObservable(feed(tradesOf('E')), '  ---------^--------!').toBe('---------cL');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard.filter((frame) => frame.includes('+')))).toEqual([
        ['0: +trades A,B', '0: +trades C', '9: +trades E'],
        ['0: +trades D'],
      ]);
    }),
  );

  it(
    'carry no more than the client is told to allow',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers, {}, { limits: { topicsPerSocket: 1 } });
      for (const symbol of ['A', 'B']) helpers.expectObservable(feed(tradesOf(symbol)), '^--!').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard[0])).toEqual(['0: +trades A', '0: +trades B']);
    }),
  );

  it(
    'are two for two depths of one symbol, whose frames nobody could tell apart',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      for (const depth of [10, 25])
        helpers.expectObservable(feed({ channel: 'book', symbol: 'A', depth }), '^--!').toBe('c(L1)');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard[0])).toEqual(['0: +book10 A', '0: +book25 A']);
    }),
  );

  it(
    'are shared by different topics, which are asked for together',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers);
      for (const symbol of ['A', 'B', 'C']) helpers.expectObservable(feed(tradesOf(symbol)), '^--!').toBe('cL');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard).toEqual(['0: +trades A,B', '0: +trades C', '8: -trades A,B', '8: -trades C']);
    }),
  );
});
