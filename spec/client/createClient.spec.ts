import { describe, expect, it } from '@jest/globals';
import { map } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Channel, Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookFrame, staged, tickerFrame, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOfA: Subscription = { channel: 'trades', symbol: 'A' };

describe('a client', () => {
  it(
    'dials nothing while no feed is subscribed, though its status is',
    marbles((helpers) => {
      const { client, venue, feed } = staged(helpers);
      feed(tradesOfA);
      client.trades('A');
      helpers.expectObservable(client.status$.pipe(map(({ sockets }) => sockets)), '^---!').toBe('n', { n: [] });
      helpers.flush();
      expect(venue.sockets).toHaveLength(0);
    }),
  );

  it(
    'gives the values of a channel alone where they are asked for alone',
    marbles((helpers) => {
      const { client, play } = staged(helpers);
      play('              ----t---', {
        t: ({ last }) => last().say(tradesFrame('A', '7'), tickerFrame('A', '8')),
      });
      const ids$ = client.trades('A').pipe(map(({ id }) => id));
      const lasts$ = client.ticker('A').pipe(map(({ lastText }) => lastText));
      const bids$ = client.book('A', { depth: 1 }).pipe(map(({ bids }) => bids.length));
      const unsub = '     ^------!';
      helpers.expectObservable(ids$, unsub).toBe('  ----7---');
      helpers.expectObservable(lasts$, unsub).toBe('----8---');
      helpers.expectObservable(bids$, unsub).toBe(' -b------', { b: 1 });
    }),
  );

  it(
    'refuses without dialling what the venue cannot serve or nobody can mean',
    marbles((helpers) => {
      const { client, venue, feed } = staged(helpers);
      const test = staged(helpers, {}, { environment: 'test' });
      const unsupported = (what: string) => new ColdwireError('unsupported', { what });
      const invalid = (option: string, expected: string) => new ColdwireError('invalid-options', { option, expected });
      const { expectObservable } = helpers;
      expectObservable(client.candles('A')).toBe('#', undefined, unsupported('candles on tiny'));
      expectObservable(feed({ channel: 'toString' as Channel })).toBe('#', undefined, unsupported('toString on tiny'));
      expectObservable(client.trades('?')).toBe('#', undefined, invalid('symbol', 'any but ?'));
      expectObservable(client.book('A', { depth: 0 })).toBe('#', undefined, invalid('depth', 'a positive integer'));
      expectObservable(test.feed(tradesOfA)).toBe('#', undefined, unsupported('environment test'));
      helpers.flush();
      expect([...venue.sockets, ...test.venue.sockets]).toEqual([]);
    }),
  );

  it(
    'dials the origin it was given in place of the venue, with headers and proxy',
    marbles((helpers) => {
      const endpoint = { headers: { 'user-agent': 'me' }, proxy: 'http://proxy.example:3128' };
      const { venue, feed } = staged(helpers, {}, { url: 'ws://127.0.0.1:80', ...endpoint });
      helpers.expectObservable(feed(tradesOfA), '^!').toBe('c');
      helpers.flush();
      expect(venue.last().endpoint).toEqual({ url: 'ws://127.0.0.1/ws?token=secret', ...endpoint });
    }),
  );
});

describe('a feed', () => {
  it(
    'says at once that it is connecting, is live with the acknowledgement, then tells data',
    marbles((helpers) => {
      const { play, feed } = staged(helpers, { ackAfter: 2 });
      play('                                     ---a-(bc)-', {
        a: ({ last }) => last().say(tradesFrame('A', '1')),
        b: ({ last }) => last().say(tradesFrame('A', '2', '3')),
        c: ({ last }) => last().say(tradesFrame('B', '9')),
      });
      const unsub = '                            ^--------!';
      helpers.expectObservable(feed(tradesOfA), unsub).toBe('c-L1-(23)');
    }),
  );

  it(
    'carries the subscription as it was meant, the epoch, and since when it is blind',
    marbles((helpers) => {
      const { client, play } = staged(helpers);
      play('           ---t-x--', {
        t: ({ last }) => last().say(tickerFrame('A', '1')),
        x: ({ last }) => last().drop(),
      });
      const unsub = '  ^--------!';
      const expected = 'cL-t-x--M';
      const subscription = { channel: 'ticker', symbol: 'A' } as const;
      const stamp = { exchange: 'tiny', symbol: 'A', unit: 'base', receivedAt: 3 };
      const wanted = { params: {}, symbol: ' A ', channel: 'ticker' } as const;
      helpers.expectObservable(client.feed(wanted), unsub).toBe(expected, {
        c: { kind: 'stale', subscription, epoch: 0, reason: 'connecting', since: 0 },
        L: { kind: 'live', subscription, epoch: 1 },
        t: { kind: 'data', subscription, value: { kind: 'ticker', last: 1, lastText: '1', ...stamp } },
        x: { kind: 'stale', subscription, epoch: 1, reason: 'connection-lost', since: 3 },
        M: { kind: 'live', subscription, epoch: 2 },
      });
    }),
  );

  it(
    'speaks of the subscription as it was asked for, not as the venue serves it',
    marbles((helpers) => {
      const { client } = staged(helpers);
      const wanted = { channel: 'book', symbol: 'A', depth: 3 } as const;
      const subscriptions$ = client.feed(wanted).pipe(map(({ subscription }) => subscription));
      helpers.expectObservable(subscriptions$, '^-!').toBe('w(ww)', { w: wanted });
    }),
  );

  it(
    'calls itself blind since it was first wanted, before there was anything to see',
    marbles((helpers) => {
      const { client, play } = staged(helpers);
      play('             ------x---', { x: ({ last }) => last().drop() });
      const unsub = '    --^-----!';
      const expected = ' --cL--x-';
      const since = (wanted: Subscription) =>
        client.feed(wanted).pipe(map((event) => (event.kind === 'stale' ? event.since : event.kind)));
      helpers.expectObservable(since(tradesOfA), unsub).toBe(expected, { c: 2, L: 'live', x: 2 });
    }),
  );

  it(
    'holds what comes before the acknowledgement, which it then follows in order',
    marbles((helpers) => {
      const { play, feed } = staged(helpers, { ackAfter: 4 });
      play('         -a-b------c-', {
        a: ({ last }) => last().say(tradesFrame('A', '1')),
        b: ({ last }) => last().say(tradesFrame('A', '2')),
        c: ({ last }) => last().say(tradesFrame('A', '3')),
      });
      const unsub = '^----------!';
      helpers.expectObservable(feed(tradesOfA), unsub).toBe('c---(L12)-3');
    }),
  );

  it(
    'of a book is live with its verified snapshot, not with the acknowledgement',
    marbles((helpers) => {
      const { play, feed } = staged(helpers, { ackAfter: undefined });
      play('         --a--s--', {
        a: ({ last }) => last().say({ did: 'subscribe', id: 1, symbol: 'A' }),
        s: ({ last }) => last().say(bookFrame('A', { bids: [['1', '1']], asks: [['2', '1']] })),
      });
      const unsub = '^------!';
      helpers.expectObservable(feed({ channel: 'book', symbol: 'A' }), unsub).toBe('c----(L1)');
    }),
  );
});
