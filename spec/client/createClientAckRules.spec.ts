import { describe, expect, it } from '@jest/globals';
import type { AckRule } from '../../src/protocol/subscribing.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { axesStage, brief, trade } from '../helpers/axesVenue.ts';

const rule = (ack: AckRule, batch = 10) => ({ subscribing: { ack, batch } });
const ok = (arg?: string, id?: number, verb = 'subscribe') => ({ ok: verb, arg, id });

describe('acknowledgements by id', () => {
  it(
    'answer the topic that they name beside it, and all of the frame where they name none',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers, rule('id'));
      play('-ab', { a: ({ say }) => say(ok('B', 1)), b: ({ say }) => say(ok(undefined, 1)) });
      helpers.expectObservable(feed('A'), '^-----!').toBe('c-L');
      helpers.expectObservable(feed('B'), '^-----!').toBe('cL');
      helpers.expectObservable(feed('C'), '^-----!').toBe('c-L');
    }),
  );

  it(
    'answer nobody without it',
    marbles((helpers) => {
      const { feed, play, client } = axesStage(helpers, rule('id'));
      play('-a', { a: ({ say }) => say(ok('A'), ok()) });
      helpers.expectObservable(feed('A'), '^-----!').toBe('c');
      helpers.flush();
      const late: number[] = [];
      client.status$.subscribe(({ counters }) => late.push(counters.lateReplies)).unsubscribe();
      expect(late).toEqual([2]);
    }),
  );

  it(
    'may be texts, where the venue takes no numbers',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers, { ids: 'text' });
      play('-a', { a: ({ say }) => say({ ok: 'subscribe', id: '1' }) });
      helpers.expectObservable(feed('A'), '^-----!').toBe('cL');
      helpers.flush();
      expect(heard()[0]).toBe('0: {"op":"subscribe","id":"1","args":["A"]}');
    }),
  );
});

describe('acknowledgements by echo', () => {
  it(
    'answer the oldest request for what they repeat',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers, rule('echo'));
      play('-ab 8ms c', {
        a: ({ say }) => say(ok('B')),
        b: ({ say }) => say(ok('A'), trade('A', '1')),
        c: ({ say }) => say(ok('A', undefined, 'unsubscribe')),
      });
      helpers.expectObservable(feed('A'), '^---!').toBe('c-(L1)');
      helpers.expectObservable(feed('B'), '^--------------!').toBe('cL');
      helpers.flush();
      // The end of A is answered: it is not asked for again.
      expect(brief(heard())).toEqual(['0 +A,B#1', '9 -A#2', '20 -B#3']);
    }),
  );

  it(
    'leave alone whom they do not name, who is asked for again in time',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers, rule('echo'));
      play('-a', { a: ({ say }) => say(ok('B'), ok()) });
      helpers.expectObservable(feed('A'), '^-----------!').toBe('c---------t');
      helpers.expectObservable(feed('B'), '^-----------!').toBe('cL');
    }),
  );

  it(
    'of an end that nobody asked for are the doing of the venue',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers, rule('echo'));
      play('-abc', {
        a: ({ say }) => say(ok('A'), ok('B')),
        b: ({ say }) => say(ok('A', undefined, 'unsubscribe')),
        c: ({ say }) => say(trade('B', '1')),
      });
      helpers.expectObservable(feed('A'), '^---!').toBe('cLu');
      helpers.expectObservable(feed('B'), '^---!').toBe('cL-1');
    }),
  );
});

describe('acknowledgements by state', () => {
  it(
    'answer all that is there, and all that was to end and is not',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers, rule('state', 1));
      play('-ab 7ms c', {
        a: ({ say }) => say({ now: ['A'] }),
        b: ({ say }) => say({ now: ['A', 'B'] }),
        c: ({ say }) => say({ now: ['B'] }),
      });
      helpers.expectObservable(feed('A'), '^---!').toBe('cL');
      helpers.expectObservable(feed('B'), '^-------------------!').toBe('c-L');
      helpers.flush();
      // The end of A is answered: it is not asked for again.
      expect(brief(heard())).toEqual(['0 +A#1', '0 +B#2', '9 -A#3', '25 -B#4']);
    }),
  );

  it(
    'tell of what the venue has ended by itself',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers, rule('state'));
      play('-ab', { a: ({ say }) => say({ now: ['A', 'B'] }), b: ({ say }) => say({ now: ['B'] }) });
      helpers.expectObservable(feed('A'), '^---!').toBe('cLu');
      helpers.expectObservable(feed('B'), '^---!').toBe('cL');
    }),
  );
});

describe('acknowledgements in order', () => {
  it(
    'answer the oldest frame of their verb, whole',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers, rule('fifo', 2));
      play('-ab', { a: ({ say }) => say(ok()), b: ({ say }) => say(ok()) });
      helpers.expectObservable(feed('A'), '^-----!').toBe('cL');
      helpers.expectObservable(feed('B'), '^-----!').toBe('cL');
      helpers.expectObservable(feed('C'), '^-----!').toBe('c-L');
    }),
  );

  it(
    'are late where nothing of their verb waits',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers, rule('fifo'));
      play('-ab', { a: ({ say }) => say(ok(undefined, undefined, 'unsubscribe')), b: ({ say }) => say(ok()) });
      helpers.expectObservable(feed('A'), '^-----!').toBe('c-L');
    }),
  );
});

describe('first data as acknowledgement', () => {
  it(
    'makes each topic live by its own, however late, and delivers it',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers, rule('first-data'));
      play('-a 28ms b', {
        a: ({ say }) => say(trade('A', '1'), trade('A', '2')),
        b: ({ say }) => say(trade('B', '3')),
      });
      helpers.expectObservable(feed('A'), '^ 34ms !').toBe('c(L12)');
      helpers.expectObservable(feed('B'), '^ 34ms !').toBe('c 29ms (L3)');
      helpers.flush();
      expect(brief(heard())[0]).toBe('0 +A,B#1');
    }),
  );

  it(
    'needs no word for an end: what returns is asked for at once',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers, rule('first-data'));
      play('-a', { a: ({ say }) => say(trade('A', '1')) });
      helpers.expectObservable(feed('Z'), '^ 40ms !').toBe('c');
      helpers.expectObservable(feed('A'), '^-----!').toBe('c(L1)');
      helpers.expectObservable(feed('A'), '------------^--!').toBe('------------c');
      helpers.flush();
      expect(brief(heard()).slice(0, 3)).toEqual(['0 +Z,A#1', '11 -A#2', '12 +A#3']);
    }),
  );

  it(
    'leaves nothing behind of a topic that nobody wants any more',
    marbles((helpers) => {
      const { feed, client } = axesStage(helpers, rule('first-data'));
      const pending: (number | undefined)[] = [];
      helpers.cold('--a-----------a').subscribe(() => {
        client.status$.subscribe(({ sockets }) => pending.push(sockets[0]?.pending)).unsubscribe();
      });
      helpers.expectObservable(feed('A'), '^---!').toBe('c');
      helpers.expectObservable(feed('B'), '^ 20ms !').toBe('c');
      helpers.flush();
      expect(pending).toEqual([2, 1]);
    }),
  );
});
