import { describe, expect, it } from '@jest/globals';
import { EMPTY, map, type Observable } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { BookChannel } from '../../src/protocol/dialect.ts';
import type { TopicSignal } from '../../src/subscription/session.ts';
import { topicAttempt } from '../../src/subscription/topicAttempt.ts';
import type { TopicNews } from '../../src/subscription/topicNews.ts';
import { clockOf } from '../../src/transport/clock.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/marbles.ts';
import { bookFrame, tinyDialect, tinyTopic, tickerFrame } from '../helpers/tinyDialect.ts';

const arrival = (payload: unknown): TopicSignal => ({ kind: 'arrival', route: '', payload, receivedAt: 0 });
const asks = [['9', '1']] as const;
const signals = {
  A: { kind: 'acknowledged' } as TopicSignal,
  t: arrival(tickerFrame('A', '7')),
  s: arrival(bookFrame('A', { bids: [['1', '1']], asks })),
  d: arrival(
    bookFrame(
      'A',
      { bids: [['2', '1']] },
      {
        bids: [
          ['2', '1'],
          ['1', '1'],
        ],
        asks,
      },
    ),
  ),
  z: arrival(bookFrame('A', { bids: [['9', '1']], asks })),
  x: arrival({}),
};

/** One attempt at a topic of the tiny dialect, whose session says what a picture shows. */
function attempted({ cold, scheduler }: MarbleHelpers, picture: string, channel: 'book' | 'ticker', tolerate = false) {
  const signals$ = cold(picture, signals);
  const unreadable: Error[] = [];
  const attempt$ = topicAttempt(
    { epoch: 1, follow: () => signals$ },
    {
      topic: tinyTopic({ channel, symbol: 'A' }),
      channel: tinyDialect.channels[channel] as BookChannel,
      exchange: 'tiny',
      ackTimeout: 5,
      held: 2,
      pending: 10,
      scheduler,
      clock: clockOf(scheduler),
      onUnreadable: (error) => unreadable.push(error),
      backoff: { base: 4, cap: 16 },
      random: () => 0,
      askSnapshot: () => EMPTY,
      onRefetch: () => {},
    },
    tolerate,
  );
  return { news$: attempt$.pipe(map(markOf)) as Observable<string>, unreadable, signals$ };
}

/** L for live, z for crossed, else the value's last or best bid. */
function markOf(news: TopicNews<unknown>): string {
  if (news.kind === 'live') return 'L';
  if (news.kind === 'stale') return 'z';
  const { lastText, bestBid } = news.value as { lastText?: string; bestBid?: { priceText: string } };
  return lastText ?? bestBid?.priceText ?? '-';
}

const overdue = new ColdwireError('ack-timeout', { subscription: 'book:10:A', timeout: 5 });

describe('topicAttempt', () => {
  it(
    'at values is live with the acknowledgement; what came before follows',
    marbles((helpers) => {
      const { news$, signals$ } = attempted(helpers, '          t-A---t--', 'ticker');
      helpers.expectObservable(news$, '                         ^-------!').toBe('--(L7)7');
      helpers.expectSubscriptions(signals$.subscriptions).toBe('^-------!');
    }),
  );

  it(
    'at values fails with overflow when too many come before the acknowledgement',
    marbles((helpers) => {
      const error = new ColdwireError('overflow', { limit: 2, what: 'data before its acknowledgement' });
      const { news$, signals$ } = attempted(helpers, '          t-t-t-A', 'ticker');
      helpers.expectObservable(news$).toBe('                    ----#', undefined, error);
      helpers.expectSubscriptions(signals$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'at values stamps them with venue and symbol, and is stale from what cannot be read to what can',
    marbles((helpers) => {
      const { news$, unreadable } = attempted(helpers, 'A-x-t--', 'ticker');
      helpers.expectObservable(news$, '                ^-----!').toBe('L-z-(L7)');
      helpers.flush();
      expect(unreadable).toEqual([new ColdwireError('protocol-violation', { what: 'payload' })]);
    }),
  );

  it(
    'at a book is live with the snapshot, whenever it comes after the acknowledgement',
    marbles((helpers) => {
      const { news$ } = attempted(helpers, '     A--s---d----------', 'book');
      helpers.expectObservable(news$, '          ^---------------------!').toBe('---(L1)2');
    }),
  );

  it(
    'at a book is live with a snapshot that came before the acknowledgement',
    marbles((helpers) => {
      const { news$ } = attempted(helpers, '     s-A----d----------', 'book');
      helpers.expectObservable(news$, '          ^---------------------!').toBe('--(L1)-2');
    }),
  );

  it(
    'at a book is given up when no snapshot comes in time',
    marbles((helpers) => {
      const { news$, signals$ } = attempted(helpers, '          -A-d---', 'book');
      helpers.expectObservable(news$).toBe('                    ------#', undefined, overdue);
      helpers.expectSubscriptions(signals$.subscriptions).toBe('^-----!');
    }),
  );

  it(
    'at a book that is crossed fails, or waits for it as long as it takes',
    marbles((helpers) => {
      const error = new ColdwireError('crossed', { symbol: 'A', bid: '9', ask: '9' });
      helpers.expectObservable(attempted(helpers, 'A-z-', 'book').news$).toBe('--#', undefined, error);
      const { news$ } = attempted(helpers, '       A-z- 10ms s---', 'book', true);
      helpers.expectObservable(news$, '            ^ 16ms !').toBe('--z- 10ms (L1)');
    }),
  );

  it(
    'at a book fails with a frame that cannot be read, for it is a hole in the book',
    marbles((helpers) => {
      const error = new ColdwireError('protocol-violation', { what: 'payload' });
      const { news$, unreadable, signals$ } = attempted(helpers, 'A-s---x--', 'book');
      helpers
        .expectObservable(news$.pipe(map((mark) => mark)))
        .toBe('--(L1)#', undefined, expect.objectContaining({ kind: error.kind }));
      helpers.expectSubscriptions(signals$.subscriptions).toBe('  ^-----!');
      helpers.flush();
      expect(unreadable).toEqual([error]);
    }),
  );

  it(
    'leaves its session, and its timer, with its subscriber',
    marbles((helpers) => {
      const { news$, signals$ } = attempted(helpers, '          A-----', 'book');
      helpers.expectObservable(news$, '                         ^--!').toBe('-');
      helpers.expectSubscriptions(signals$.subscriptions).toBe('^--!');
      helpers.cold('----a').subscribe(() => expect(helpers.scheduler.actions).toHaveLength(0));
    }),
  );
});
