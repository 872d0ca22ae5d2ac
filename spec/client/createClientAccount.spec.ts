import { describe, expect, it } from '@jest/globals';
import { map, mergeMap, type Observable, takeUntil, timer } from 'rxjs';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Channel } from '../../src/model/subscription.ts';
import type { ValueOf } from '../../src/model/values.ts';
import type { PrivateValue } from '../../src/protocol/stateRule.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { type Broker, brokerClient } from '../helpers/brokerVenue.ts';
import type { Message } from '../helpers/tinyDialect.ts';

/** A value in a word. */
function wordOf(value: PrivateValue): string {
  switch (value.kind) {
    case 'order':
      return `${value.orderId} ${value.status} ${value.filledText}`;
    case 'fill':
      return `fill ${value.id} of ${value.orderId}`;
    case 'balance':
      return `${value.asset} ${value.totalText}`;
    case 'position':
      return `${value.symbol} ${value.side} ${value.sizeText}`;
  }
}

/** The events of a feed, each in a word. */
const told = <C extends Channel>(feed$: Observable<FeedEvent<ValueOf<C>>>): Observable<string> =>
  feed$.pipe(
    map((event) => {
      if (event.kind === 'live') return 'live';
      return event.kind === 'stale' ? event.reason : wordOf(event.value as PrivateValue);
    }),
  );

const order = (venue: Broker, o: string, more: object = {}): void => {
  const row = {
    k: 'order',
    o,
    c: `c${o}`,
    s: 'A',
    side: 'buy',
    price: '1',
    size: '5',
    filled: '0',
    status: 'open',
    at: 0,
  } as const;
  (venue.orders as Map<string, unknown>).set(o, { ...row, ...more });
};

const orders = { channel: 'orders' } as const;

describe('an orders feed', () => {
  it(
    'is live once its snapshot is there, tells the open orders and from then on each change',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      order(venue, 'o1');
      order(venue, 'o2', { status: 'filled', filled: '5' });
      helpers
        .cold('--------a-b')
        .subscribe((act) =>
          venue.change('o1', act === 'a' ? { status: 'partially-filled', filled: '1' } : { status: 'canceled' }),
        );
      helpers.expectObservable(told(client.feed(orders)), '^-----------!').toBe('c--(Lo)-p-e', {
        c: 'connecting',
        L: 'live',
        o: 'o1 open 0',
        p: 'o1 partially-filled 1',
        e: 'o1 canceled 1',
      });
      helpers.flush();
      expect(venue.heard.map((frame) => frame.slice(0, 20))).toEqual([
        '1 {"do":"subscribe",',
        '2 {"ask":"open","id"',
        '17 {"do":"unsubscrib',
      ]);
    }),
  );

  it(
    'tells a late subscriber every order that is open, and none that is not',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      for (const id of ['o1', 'o2', 'o3']) order(venue, id);
      helpers.cold('---------x').subscribe(() => venue.change('o2', { status: 'canceled' }));
      const values = { a: 'o1 open 0', b: 'o2 open 0', c: 'o3 open 0', x: 'o2 canceled 0', L: 'live' };
      helpers.expectObservable(client.orders().pipe(map(wordOf)), '^--------------!').toBe('---(abc)-x', values);
      helpers.expectObservable(told(client.feed(orders)), '        -----------^---!').toBe('-----------(Lac)', values);
    }),
  );

  it(
    'holds what comes before the snapshot, and drops of it what is older',
    marbles((helpers) => {
      const { scheduler } = helpers;
      const { client, venue } = brokerClient(scheduler, { repliesAfter: 4 });
      order(venue, 'o1', { filled: '2', status: 'partially-filled', at: 6 });
      const row = { k: 'order', c: 'c', s: 'A', side: 'buy', price: '1', size: '5', at: 6 } as const;
      // Acknowledged at 5; the snapshot comes at 9.
      helpers.cold('-------m').subscribe(() => {
        venue.push('orders', { ...row, o: 'o1', filled: '1', status: 'partially-filled', at: 5 });
        venue.push('orders', { ...row, o: 'o9', filled: '0', status: 'open', at: 7 });
        venue.push('orders', { ...row, o: 'o1', filled: '3', status: 'partially-filled', at: 7 });
      });
      helpers.expectObservable(told(client.feed(orders)), '^--------------!').toBe('c--------(Lanb)', {
        c: 'connecting',
        L: 'live',
        a: 'o1 partially-filled 2',
        n: 'o9 open 0',
        b: 'o1 partially-filled 3',
      });
    }),
  );

  it(
    'tells how an order ended that ended while the link was down, before it says more',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      for (const id of ['o1', 'o2', 'o3']) order(venue, id);
      helpers.cold('---------x').subscribe(() => {
        venue.drop();
        order(venue, 'o1', { status: 'filled', filled: '5' });
        (venue.orders as Map<string, unknown>).delete('o2');
        order(venue, 'o4');
      });
      // Dialled at 13, open at 14, acknowledged at 15, the snapshot there at 16, the two looked up by 17 and by 18.
      helpers.expectObservable(told(client.feed(orders)), '^ 29ms !').toBe('k--(Labc)x--------(Lcdef)', {
        k: 'connecting',
        L: 'live',
        a: 'o1 open 0',
        b: 'o2 open 0',
        c: 'o3 open 0',
        x: 'connection-lost',
        d: 'o4 open 0',
        e: 'o1 filled 5',
        f: 'o2 unknown 0',
      });
      helpers.flush();
      const lookedUp = venue.heard.filter((frame) => frame.includes('"ask":"order"'));
      expect(lookedUp.map((frame) => /"o":"(\w+)"/.exec(frame)?.[1])).toEqual(['o1', 'o2']);
    }),
  );

  it.each([
    ['is not answered', () => []],
    ['is refused', ({ id }: Message) => [{ re: id, no: 'busy', code: 'E' }]],
    ['cannot be read', ({ id }: Message) => [{ re: id }]],
  ])('is stale while its snapshot %s, and asks again', (_, says) => {
    marbles((helpers) => {
      const { scheduler } = helpers;
      let asked = 0;
      const { client } = brokerClient(scheduler, {
        says: (request, would) => (request['ask'] === 'open' && ++asked === 1 ? says(request) : would),
      });
      const states$ = told(client.feed(orders)).pipe(
        mergeMap((word) => (word === 'live' || word === 'ack-timeout' || word === 'connecting' ? [word] : [])),
        takeUntil(timer(60, scheduler)),
      );
      const words: string[] = [];
      helpers
        .expectObservable(states$.pipe(map((word) => words.push(word))))
        .toBe(says.length === 0 ? 'a 21ms b 5ms c 31ms |' : 'a--b 5ms c 50ms |', { a: 1, b: 2, c: 3 });
      helpers.flush();
      expect(words).toEqual(['connecting', 'ack-timeout', 'live']);
    })();
  });

  it(
    'is of one symbol where that is asked for, by the same wire subscription',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      order(venue, 'o1');
      order(venue, 'o2', { s: 'B' });
      const values = { a: 'o1 open 0', b: 'o2 open 0' };
      helpers.expectObservable(client.orders({ symbol: 'B' }).pipe(map(wordOf)), '^-------!').toBe('---b', values);
      helpers.expectObservable(client.orders().pipe(map(wordOf)), '^-------!').toBe('---(ab)', values);
      helpers.flush();
      expect(venue.heard.filter((frame) => frame.includes('"subscribe"'))).toHaveLength(1);
    }),
  );
});

describe('a fills feed', () => {
  it(
    'is served by the topic of the orders, tells each fill once, and replays nothing',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      order(venue, 'o1');
      const fill = { k: 'fill', f: 'f1', o: 'o1', s: 'A', size: '1' } as const;
      helpers.cold('----f-f-g').subscribe((act) => venue.push('orders', act === 'f' ? fill : { ...fill, o: 'o2' }));
      const values = { L: 'live', c: 'connecting', f: 'fill f1 of o1', g: 'fill f1 of o2' };
      helpers.expectObservable(told(client.feed({ channel: 'fills' })), '^---------!').toBe('c--Lf---g', values);
      helpers.expectObservable(told(client.feed({ channel: 'fills' })), '-----^----!').toBe('-----L--g', values);
      helpers
        .expectObservable(client.orders().pipe(map(wordOf)), '       ^---------!')
        .toBe('---o', { o: 'o1 open 0' });
      helpers.flush();
      expect(venue.heard.filter((frame) => frame.includes('"subscribe"'))).toHaveLength(1);
    }),
  );
});

describe('balances and positions', () => {
  it(
    'are live with the snapshot that the venue sends, and lose after an outage what is missing from it',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const btc = { k: 'balance', asset: 'BTC', total: '2' } as const;
      const usd = { k: 'balance', asset: 'USD', total: '100' } as const;
      const long = { k: 'position', s: 'A', size: '3' } as const;
      venue.wealth = [btc, usd, long];
      helpers.cold('-------u-x').subscribe((act) => {
        if (act === 'u') venue.push('wealth', { ...usd, total: '90' });
        else {
          venue.wealth = [{ ...btc, total: '1' }];
          venue.drop();
        }
      });
      helpers.expectObservable(told(client.feed({ channel: 'balances' })), '^ 29ms !').toBe('c-(Lab)u-x-----(Lde)', {
        c: 'connecting',
        L: 'live',
        a: 'BTC 2',
        b: 'USD 100',
        u: 'USD 90',
        x: 'connection-lost',
        d: 'BTC 1',
        e: 'USD 0',
      });
      helpers.expectObservable(client.positions().pipe(map(wordOf)), '       ^ 29ms !').toBe('--p 12ms f', {
        p: 'A long 3',
        f: 'A flat 0',
      });
    }),
  );

  it(
    'are stale where no snapshot comes though the venue acknowledged',
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler, {
        says: ({ do: verb }, would) => (verb === 'subscribe' ? would.slice(0, 1) : would),
      });
      helpers.expectObservable(told(client.feed({ channel: 'balances' })), '^ 24ms !').toBe('c 21ms a', {
        c: 'connecting',
        a: 'ack-timeout',
      });
    }),
  );
});
