import { describe, expect, it } from '@jest/globals';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { numberedAnswer, numberedFrame, splicedClient } from '../helpers/splicedVenue.ts';
import { marked } from '../helpers/tinyDialect.ts';

const bookOf = (symbol: string): Subscription => ({ channel: 'book', symbol });

describe('a book whose snapshot comes from REST', () => {
  it(
    'is asked for once the deltas are acknowledged, and is live with both',
    marbles(({ scheduler, cold, expectObservable, flush }) => {
      const { client, venue, asked } = splicedClient(scheduler, () => numberedAnswer(10));
      cold('--d----e').subscribe((act) =>
        venue.last().say(act === 'd' ? numberedFrame('A', 11) : numberedFrame('A', 13, 12)),
      );
      expectObservable(marked(client.feed(bookOf('A'))), '^---------!').toBe('c--(Le)f--', {
        c: 'c',
        L: 'L',
        e: '11',
        f: '13',
      });
      flush();
      expect(asked).toEqual(['1: /book A']);
      expect(venue.last().heard).toEqual(['0: +book10 A', '15: -book10 A']);
    }),
  );

  it(
    'starts again with another snapshot after a gap, and tells no book past it',
    marbles(({ scheduler, cold, expectObservable, flush }) => {
      const { client, venue, asked, reports } = splicedClient(scheduler, (_, nth) =>
        numberedAnswer(nth === 1 ? 10 : 20),
      );
      cold('-------g---d').subscribe((act) => venue.last().say(numberedFrame('A', act === 'g' ? 19 : 21)));
      expectObservable(marked(client.feed(bookOf('A'))), '^ 14ms !').toBe('c--(La)g----(Lb)', {
        c: 'c',
        L: 'L',
        a: '10',
        g: 'g',
        b: '21',
      });
      flush();
      expect(asked).toEqual(['1: /book A', '10: /book A']);
      expect(venue.last().heard).toEqual(['0: +book10 A', '7: -book10 A', '9: +book10 A', '20: -book10 A']);
      expect(reports.filter(({ kind }) => kind === 'resync')).toHaveLength(1);
    }),
  );
});
