import { describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookFrame, type Message, staged } from '../helpers/tinyDialect.ts';

const bookOf = (symbol: string): Subscription => ({ channel: 'book', symbol });
const asks = [['9', '1']] as const;
/** A better bid in the venue's book. */
const bid = (symbol: string, price: string): Message =>
  bookFrame(
    symbol,
    { bids: [[price, '1']] },
    {
      bids: [
        [price, '1'],
        ['1', '1'],
      ],
      asks,
    },
  );
const wrong = (symbol: string): Message => ({ ...bid(symbol, '3'), checksum: 1 });
/** A bid at the best ask, and its end: the checksums agree. */
const cross = bid('A', '9');
const uncross = bookFrame('A', { bids: [['9', '0']] }, { bids: [['1', '1']], asks });

describe('a book', () => {
  it(
    'whose checksum fails starts again alone: ended, asked for anew, live with its next snapshot',
    marbles((helpers) => {
      const { venue, play, feed, reports } = staged(helpers);
      play('         ------w(ab)---c-', {
        w: ({ last }) => last().say(wrong('A')),
        a: ({ last }) => last().say(bid('A', '4')),
        b: ({ last }) => last().say(bid('B', '5')),
        c: ({ last }) => last().say(bid('A', '6')),
      });
      const unsub = '^--------------!';
      helpers.expectObservable(feed(bookOf('A')), unsub).toBe('c(L1)-k--(L1)-6');
      helpers.expectObservable(feed(bookOf('B')), unsub).toBe('c(L1)--5-------');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +book10 A,B', '6: -book10 A', '8: +book10 A', '20: -book10 A,B']);
      const resyncs = reports.filter(({ kind }) => kind === 'resync');
      const subscription = { ...bookOf('A'), depth: 10 };
      expect(resyncs).toEqual([{ kind: 'resync', socket: 'tiny-1', subscription, error: expect.any(Error) }]);
    }),
  );

  it(
    'that fails again and again is asked for ever less often, never twice at a time',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('         ------w-------w---------w', { w: ({ last }) => last().say(wrong('A'), wrong('A')) });
      const unsub = '^ 35ms !';
      helpers.expectObservable(feed(bookOf('A')), unsub).toBe('c(L1)-k--(L1)-k----(L1)-k 8ms (L1)');
      helpers.flush();
      const asked = ['0: +', '6: -', '8: +', '14: -', '18: +', '24: -', '32: +', '41: -'];
      expect(venue.last().heard).toEqual(asked.map((at) => `${at}book10 A`));
    }),
  );

  it(
    'that cannot be read starts again, for a change was lost',
    marbles((helpers) => {
      const { play, feed, reports } = staged(helpers);
      play('         -----w----', { w: ({ last }) => last().say({ on: 'book', symbol: 'A', bids: [] }) });
      const unsub = '^---------!';
      helpers.expectObservable(feed(bookOf('A')), unsub).toBe('c(L1)g--(L1)');
      helpers.flush();
      const told = reports.filter(({ kind }) => kind === 'undecodable' || kind === 'resync');
      expect(told.map(({ kind }) => kind)).toEqual(['undecodable', 'resync']);
    }),
  );

  it(
    'that is crossed though all checks agree starts again once, and is then waited for',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('         -----x------x--x--u', {
        x: ({ last }) => last().say(cross),
        u: ({ last }) => last().say(uncross),
      });
      const unsub = '^-------------------!';
      helpers.expectObservable(feed(bookOf('A')), unsub).toBe('c(L1)z--(L1)z-----(L1)');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +book10 A', '5: -book10 A', '7: +book10 A', '25: -book10 A']);
    }),
  );

  it(
    'that is confirmed and never shown is given up and asked for again',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers, { ackAfter: undefined });
      play('         ---a--', { a: ({ last }) => last().say({ did: 'subscribe', id: 1, symbol: 'A' }) });
      const unsub = '^ 20ms !';
      helpers.expectObservable(feed(bookOf('A')), unsub).toBe('c 12ms t');
      helpers.flush();
      expect(venue.last().heard.slice(0, 2)).toEqual(['0: +book10 A', '13: -book10 A']);
    }),
  );
});
