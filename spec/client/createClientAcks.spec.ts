import { describe, expect, it } from '@jest/globals';
import { map, switchMap, take } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { staged, type Staged, tinyDialect, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });

interface Counted {
  late?: number;
  resyncs?: number;
  undecodable?: number;
  dropped?: number;
}

/** What is counted by the end of a picture. */
function countersAt({ cold }: MarbleHelpers, { client }: Staged, picture: string): Counted {
  const seen: Counted = {};
  cold(picture)
    .pipe(
      switchMap(() => client.status$.pipe(take(1))),
      map(({ counters: { lateReplies: late, resyncs, undecodable, dropped } }) => ({
        late,
        resyncs,
        undecodable,
        dropped,
      })),
    )
    .subscribe((counters) => Object.assign(seen, counters));
  return seen;
}

describe('a subscription', () => {
  it(
    'refused for good errors, and its neighbours see nothing of it',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers, { refuses: (symbol) => (symbol === 'A' ? true : undefined) });
      const context = { subscription: 'trades::A', reason: 'no such thing', permanent: true };
      const error = new ColdwireError('subscription-rejected', context);
      helpers.expectObservable(feed(tradesOf('A')), '^--------!').toBe('c#', undefined, error);
      helpers.expectObservable(feed(tradesOf('B')), '^--------!').toBe('cL');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard).toEqual(['0: +trades A,B', '14: -trades B']);
    }),
  );

  it(
    'refused for good is asked for again by who comes later, and its socket closes with the last of them',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers, { refuses: () => true });
      const error = expect.objectContaining({ kind: 'subscription-rejected' });
      helpers.expectObservable(feed(tradesOf('A'))).toBe('             c#', undefined, error);
      helpers.expectObservable(feed(tradesOf('A')), '---^').toBe('     ---c#', undefined, error);
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A', '3: +trades A']);
      expect(venue.last().closedAt).toBe(9);
    }),
  );

  it(
    'refused for now heals, its pauses growing',
    marbles((helpers) => {
      let asked = 0;
      const { venue, feed } = staged(helpers, { refuses: () => (++asked < 4 ? false : undefined) });
      helpers.expectObservable(feed(tradesOf('A')), '^ 25ms !').toBe('cr--r----r--------L');
      helpers.flush();
      expect(venue.last().heard.slice(0, 4)).toEqual([0, 3, 8, 17].map((at) => `${at}: +trades A`));
    }),
  );

  it(
    'that nobody answers is ended, should it have been heard, and asked for again',
    marbles((helpers) => {
      const { venue, feed } = staged(helpers, { ackAfter: undefined });
      helpers.expectObservable(feed(tradesOf('A')), '^ 35ms !').toBe('c 9ms t 19ms t');
      helpers.flush();
      expect(venue.last().heard.slice(0, 4)).toEqual([
        '0: +trades A',
        '10: -trades A',
        '20: +trades A',
        '30: -trades A',
      ]);
    }),
  );

  it(
    'that the venue ends by itself is asked for again; the others go on',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      const ended = { did: 'unsubscribe', channel: 'trades', symbol: 'A' };
      play('                                         ----u---t', {
        u: ({ last }) => last().say(ended),
        t: ({ last }) => last().say(tradesFrame('A', '1'), tradesFrame('B', '2')),
      });
      helpers.expectObservable(feed(tradesOf('A')), '^---------!').toBe('cL--u--L1');
      helpers.expectObservable(feed(tradesOf('B')), '^---------!').toBe('cL------2');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A,B', '6: +trades A', '15: -trades A,B']);
    }),
  );

  it(
    'asked for anew is not ended by a late answer to the request that ended the old one',
    marbles((helpers) => {
      const stage = staged(helpers, { ackAfter: undefined });
      const parted = { did: 'unsubscribe', id: 2, channel: 'trades', symbol: 'A' };
      // The old one ends at 9, and its end is given up at 19.
      stage.play('                                     -a- 18ms p--q', {
        a: ({ last }) => last().say({ did: 'subscribe', id: 1, symbol: 'A' }),
        p: ({ last }) => last().say({ did: 'subscribe', id: 3, symbol: 'A' }),
        q: ({ last }) => last().say(parted),
      });
      const counters = countersAt(helpers, stage, '    25ms a');
      helpers.expectObservable(stage.feed(tradesOf('A')), '^---!').toBe('              cL');
      helpers.expectObservable(stage.feed(tradesOf('A')), '---------- ^ 15ms !').toBe('---------- c 10ms L');
      helpers.flush();
      expect(stage.venue.last().heard.slice(0, 3)).toEqual(['0: +trades A', '9: -trades A', '19: +trades A']);
      expect(counters).toEqual({ late: 1, resyncs: 0, undecodable: 0, dropped: 0 });
    }),
  );

  it(
    'is none the worse for answers that are doubled, unknown or to others; they are counted',
    marbles((helpers) => {
      const stage = staged(helpers);
      const { play, feed, reports } = stage;
      const answer = { did: 'subscribe', id: 1, symbol: 'A' };
      play('                                           --a---t', {
        a: ({ last }) =>
          last().say(
            answer,
            { ...answer, id: 99 },
            { ...answer, id: undefined },
            { ...answer, symbol: 'Z' },
            { cannot: 'subscribe', id: 1, symbol: 'A', why: 'already', ever: true },
            { did: 'unsubscribe', channel: 'no such', symbol: 'A' },
            { did: 'unsubscribe', channel: 'trades', symbol: '?' },
            { re: 5 },
          ),
        t: ({ last }) => last().say(tradesFrame('A', '1')),
      });
      const counters = countersAt(helpers, stage, '   -------a');
      helpers.expectObservable(feed(tradesOf('A')), '  ^-------!').toBe('cL----1');
      helpers.flush();
      expect(counters.late).toBe(8);
      expect(reports.filter(({ kind }) => kind === 'late-reply')).toHaveLength(8);
    }),
  );

  it(
    'is stale with overflow, and asked for again, when too much comes before its acknowledgement',
    marbles((helpers) => {
      const stage = staged(helpers, { ackAfter: 5 });
      stage.play('-(a)', {
        a: ({ last }) => {
          for (let count = 0; count <= 1_000; count++) last().say(tradesFrame('A', 'x'));
        },
      });
      const counters = countersAt(helpers, stage, '--------------a');
      const events$ = stage.client
        .feed(tradesOf('A'))
        .pipe(map((event) => (event.kind === 'stale' ? event.dropped : event.kind)));
      helpers.expectObservable(events$, '^ 15ms !').toBe('co 9ms L', { c: undefined, o: 1_001, L: 'live' });
      helpers.flush();
      expect(counters).toEqual({ late: 0, resyncs: 1, undecodable: 0, dropped: 1_001 });
      expect(stage.venue.last().heard.slice(0, 3)).toEqual(['0: +trades A', '1: -trades A', '6: +trades A']);
    }),
  );
});

describe('an unreadable message', () => {
  it(
    'harms only itself, and is counted and reported',
    marbles((helpers) => {
      const stage = staged(helpers);
      stage.play('                                                   --a--t', {
        a: ({ last }) =>
          last().say({ on: 'trades', symbol: 'A' }, { boom: 1 }, { what: 'is this' }, { says: 'hello' }, { beat: 1 }),
        t: ({ last }) => last().say([tradesFrame('A', '1'), tradesFrame('B', '2')]),
      });
      const counters = countersAt(helpers, stage, '           ------a');
      helpers.expectObservable(stage.feed(tradesOf('A')), '   ^------!').toBe('cLg--(L1)');
      helpers.expectObservable(stage.feed(tradesOf('B')), '   ^------!').toBe('cL---2');
      helpers.flush();
      expect(counters).toEqual({ late: 0, resyncs: 0, undecodable: 2, dropped: 0 });
      const told = stage.reports.filter(({ kind }) => !['connecting', 'ready', 'closed'].includes(kind));
      expect(told.map(({ kind }) => kind)).toEqual(['undecodable', 'undecodable', 'unknown-frame', 'notice']);
    }),
  );

  it(
    'with an id that nobody waits for is told once, whatever it is: unreadable, or an answer among others',
    marbles((helpers) => {
      const { classify } = tinyDialect;
      const dialect: Dialect = {
        ...tinyDialect,
        classify: (message) => {
          const { answers } = message as { readonly answers?: readonly unknown[] };
          return answers === undefined ? classify(message) : { kind: 'several', items: answers.map(classify) };
        },
      };
      const stage = staged(helpers, { dialect });
      const trades$ = stage.feed(tradesOf('A'));
      helpers.cold('---b').subscribe(() => stage.venue.last().say({ boom: 1, re: 7 }));
      helpers
        .cold('----a')
        .subscribe(() =>
          stage.venue.last().say({ re: 8, answers: [{ did: 'subscribe', id: 99, symbol: 'A' }, { says: 'hello' }] }),
        );
      helpers.expectObservable(trades$, '^--------!').toBe('cL');
      const seen = countersAt(helpers, stage, '-------s');
      helpers.flush();
      expect(stage.venue.sockets).toHaveLength(1);
      expect(seen).toMatchObject({ late: 1, undecodable: 1 });
    }),
  );
});
