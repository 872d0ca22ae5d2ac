import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { axesStage, brief, trade } from '../helpers/axesVenue.ts';

const ok = (id: number, arg?: string) => ({ ok: 'subscribe', id, arg });

describe('a refusal', () => {
  it(
    'of one topic of a frame leaves the others alone',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers);
      play('-a', {
        a: ({ say }) => say(ok(1, 'A'), { no: 'unknown', op: 'subscribe', id: 1, arg: 'B', ever: true }, ok(1)),
      });
      helpers.expectObservable(feed('A'), '^-----!').toBe('cL');
      helpers
        .expectObservable(feed('B'), '^-----!')
        .toBe(
          'c#',
          undefined,
          new ColdwireError('subscription-rejected', { subscription: 'B', reason: 'unknown', permanent: true }),
        );
      helpers.expectObservable(feed('C'), '^-----!').toBe('cL');
    }),
  );

  it(
    'that names a topic and no request is of the oldest request for it, whatever the rule',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers);
      play('-a', { a: ({ say }) => say({ no: 'unknown', arg: 'B', ever: true }, ok(1)) });
      helpers.expectObservable(feed('A'), '^-----!').toBe('cL');
      helpers
        .expectObservable(feed('B'), '^-----!')
        .toBe(
          'c#',
          undefined,
          new ColdwireError('subscription-rejected', { subscription: 'B', reason: 'unknown', permanent: true }),
        );
    }),
  );

  it(
    'that names nothing is of the oldest frame, whose topics are asked for one by one then',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers);
      play('-ab', {
        a: ({ say }) => say({ no: 'bad request', ever: true }),
        b: ({ say }) => say(ok(2)),
      });
      helpers.expectObservable(feed('A'), '^----!').toBe('cr');
      helpers.expectObservable(feed('B'), '^----!').toBe('cr');
      helpers.expectObservable(feed('#'), '^----!').toBe('c-L');
      helpers.flush();
      expect(brief(heard()).slice(0, 4)).toEqual(['0 +A,B#1', '0 +##2', '3 +A#3', '3 +B#4']);
    }),
  );

  it(
    'that names nothing is of the oldest frame of the verb that it says',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers);
      play('-a 9ms b', {
        a: ({ say }) => say(ok(1)),
        b: ({ say }) => say({ no: 'bad request', op: 'subscribe' }),
      });
      helpers.expectObservable(feed('A'), '^---!').toBe('cL');
      helpers.expectObservable(feed('B'), '----------^--!').toBe('----------cr');
      helpers.flush();
      expect(brief(heard()).slice(0, 3)).toEqual(['0 +A#1', '9 -A#2', '10 +B#3']);
    }),
  );

  it(
    'that names nothing is for good where one topic alone waits',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers);
      play('-a', { a: ({ say }) => say({ no: 'unknown', ever: true }) });
      helpers
        .expectObservable(feed('A'), '^-----!')
        .toBe(
          'c#',
          undefined,
          new ColdwireError('subscription-rejected', { subscription: 'A', reason: 'unknown', permanent: true }),
        );
    }),
  );

  it(
    'that names nothing is not for good where others wait, who may have been meant',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers);
      play('-a', { a: ({ say }) => say({ no: 'unknown', ever: true }) });
      helpers.expectObservable(feed('A'), '^-!').toBe('cr');
      helpers.expectObservable(feed('#'), '^-!').toBe('c');
    }),
  );

  it(
    'that comes when nothing waits is late and harms nobody',
    marbles((helpers) => {
      const { feed, play, client } = axesStage(helpers);
      play('-ab', {
        a: ({ say }) => say(ok(1)),
        b: ({ say }) => say({ no: 'what?' }, { no: 'A?', arg: 'A' }, trade('A', '1')),
      });
      helpers.expectObservable(feed('A'), '^-----!').toBe('cL1');
      helpers.flush();
      const late: number[] = [];
      client.status$.subscribe(({ counters }) => late.push(counters.lateReplies)).unsubscribe();
      expect(late).toEqual([2]);
    }),
  );
});

describe('an acknowledgement', () => {
  it(
    'that does not come in time is given up, and ignored when it comes after all',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers);
      play('---------- -a', { a: ({ say }) => say(ok(1)) });
      helpers.expectObservable(feed('A'), '^ 15ms !').toBe('c 9ms t');
      helpers.flush();
      expect(brief(heard())[0]).toBe('0 +A#1');
    }),
  );

  it(
    'is followed by what came before it, in order',
    marbles((helpers) => {
      const { feed, play } = axesStage(helpers);
      play('-ab', {
        a: ({ say }) => say(trade('A', '1'), trade('A', '2')),
        b: ({ say }) => say(ok(1), trade('A', '3')),
      });
      helpers.expectObservable(feed('A'), '^-----!').toBe('c-(L123)');
    }),
  );
});

describe('a frame', () => {
  const sizes = { maxBytes: 60 };

  it(
    'holds as many topics as its bytes have room for, in order, and each is asked for once',
    marbles((helpers) => {
      const { feed, heard } = axesStage(helpers, { subscribing: sizes });
      for (const symbol of 'ABCDEFGH') helpers.expectObservable(feed(symbol), '^-!').toBe('c');
      helpers.flush();
      const asked = heard().filter((line) => line.includes('"subscribe"'));
      expect(brief(asked)).toEqual(['0 +A,B,C,D,E,F#1', '0 +G,H#2']);
      expect(asked.every((line) => line.length - 3 <= 60)).toBe(true);
    }),
  );

  it(
    'counts bytes, not letters',
    marbles((helpers) => {
      const { feed, heard } = axesStage(helpers, { subscribing: sizes });
      for (const symbol of ['ä'.repeat(8), 'ö'.repeat(8)]) helpers.expectObservable(feed(symbol), '^-!').toBe('c');
      helpers.flush();
      expect(brief(heard()).slice(0, 2)).toEqual([`0 +${'ä'.repeat(8)}#1`, `0 +${'ö'.repeat(8)}#2`]);
    }),
  );

  it(
    'is not sent for a topic that is too long by itself, which harms no other',
    marbles((helpers) => {
      const { feed, play, heard } = axesStage(helpers, { subscribing: sizes });
      const long = 'X'.repeat(60);
      play('-a', { a: ({ say }) => say(ok(1), ok(2), ok(3)) });
      helpers
        .expectObservable(feed(long), '^---!')
        .toBe(
          '(c#)',
          undefined,
          new ColdwireError('invalid-options', { option: 'subscription', expected: 'at most 60 bytes' }),
        );
      helpers.expectObservable(feed('A'), '^---!').toBe('cL');
      helpers.flush();
      expect(heard().some((line) => line.includes(long))).toBe(false);
    }),
  );
});

describe('an exclusive topic', () => {
  it(
    'has a socket without another of its kind, and shares it with the rest',
    marbles((helpers) => {
      const { feed, sockets } = axesStage(helpers);
      for (const symbol of ['!A', 'B', '!C']) helpers.expectObservable(feed(symbol), '^--!').toBe('c');
      helpers.flush();
      expect(sockets.map(({ heard }) => brief(heard)[0])).toEqual(['0 +!A,B#1', '0 +!C#1']);
    }),
  );
});

describe('a deadline for the first request', () => {
  const slow = {
    scope: 'socket',
    counts: 'frames',
    kind: 'bucket',
    limit: 1,
    refill: 1,
    per: 1_000,
    slack: 0,
  } as const;

  it(
    'is met by whom limits let ask in time',
    marbles((helpers) => {
      const { feed, sockets, play } = axesStage(helpers, { subscribing: { deadline: 20 }, limits: [slow] });
      play('-a', { a: ({ say }) => say(ok(1)) });
      helpers.expectObservable(feed('A'), '^ 50ms !').toBe('cL');
      helpers.flush();
      expect(sockets).toHaveLength(1);
    }),
  );

  it(
    'is met by the first: others may wait for longer',
    marbles((helpers) => {
      const ways = { subscribing: { deadline: 20 }, limits: [slow] };
      const { feed, play } = axesStage(helpers, ways);
      play('-a', { a: ({ say }) => say(ok(1)) });
      helpers.expectObservable(feed('A'), '^ 50ms !').toBe('cL');
      helpers.expectObservable(feed('#'), '^ 50ms !').toBe('c');
    }),
  );

  it(
    'ends the connection where they do not',
    marbles((helpers) => {
      const ways = { subscribing: { deadline: 20 }, limits: [slow] };
      const { client, feed, reports } = axesStage(helpers, ways);
      client.request({ do: 'x' }).subscribe({ error: () => {} });
      helpers.expectObservable(feed('A'), '^ 21ms !').toBe('c 19ms x');
      helpers.flush();
      expect(reports.find(({ kind }) => kind === 'waiting')).toMatchObject({
        error: { kind: 'connection-lost', context: { reason: 'nothing could be subscribed in time' } },
      });
    }),
  );

  it(
    'means nothing where nothing is wanted of the socket',
    marbles((helpers) => {
      const { client, sockets } = axesStage(helpers, { subscribing: { deadline: 20 } });
      const asked$ = client.request({ do: 'x' }, { timeout: 60 });
      helpers
        .expectObservable(asked$)
        .toBe('60ms #', undefined, new ColdwireError('outcome-unknown', { id: 1, timeout: 60 }));
      helpers.flush();
      expect(sockets.map(({ closedAt }) => closedAt)).toEqual([65]);
    }),
  );
});
