import { describe, expect, it } from '@jest/globals';
import { concat, defer, ignoreElements, map, mergeMap, range, timer } from 'rxjs';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import { marbles } from '../../../src/testing/marbles.ts';
import { brokerClient } from '../../helpers/brokerVenue.ts';
import type { LimitRule } from '../../../src/protocol/limitRule.ts';
import { broker, brokerDialect } from '../../helpers/brokerDialect.ts';
import type { Exchange } from '../../../src/protocol/exchange.ts';

const order: OrderRequest = { symbol: 'A', side: 'buy', type: 'limit', price: 1, size: 2 };
const accepted = { kind: 'accepted', clientOrderId: 'mine', orderId: 'o1' } as const;
const mine: OrderRequest = { ...order, clientOrderId: 'mine' };
const kinds = map(({ kind }: { kind: string }) => kind);

/** The broker, to whom one frame may be sent in so many ms. */
const paced = (window: number): Exchange => {
  const limits: readonly LimitRule[] = [
    { scope: 'socket', counts: 'frames', kind: 'sliding', limit: 1, window, slack: 0 },
  ];
  return { ...broker, dialects: { desk: { ...brokerDialect, limits } } };
};

describe('an order observable', () => {
  it(
    'does nothing until it is subscribed, and sends once whoever subscribes and when',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const placed$ = client.placeOrder(mine);
      const values = { a: accepted };
      helpers.expectObservable(placed$, '   ---^------').toBe('   -----(a|)', values);
      helpers.expectObservable(placed$, '   ----^-----').toBe('   -----(a|)', values);
      helpers.expectObservable(placed$, '   --------^-').toBe('   --------(a|)', values);
      helpers.flush();
      expect(venue.heard).toHaveLength(1);
      expect(venue.orders.size).toBe(1);
    }),
  );

  it(
    'has its id from the call on, whatever is drawn later',
    marbles((helpers) => {
      let draws = 0;
      const { client, venue } = brokerClient(helpers.scheduler, {}, { random: () => (++draws % 7) / 7 });
      const [first$, second$] = [client.placeOrder(order), client.placeOrder(order)];
      const ids$ = concat(second$, first$).pipe(map(({ clientOrderId }) => clientOrderId));
      const ids: string[] = [];
      helpers.expectObservable(ids$.pipe(map((id) => ids.push(id)))).toBe('--a(b|)', { a: 1, b: 2 });
      helpers.flush();
      expect([...venue.orders.values()].map(({ c }) => c)).toEqual(ids);
      expect(new Set(ids).size).toBe(2);
    }),
  );

  it(
    'is withdrawn for good by who leaves before it was handed over',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, { opensAfter: 4 });
      const placed$ = client.placeOrder(mine);
      helpers.expectObservable(placed$, '        ^-!        ').toBe('           -');
      helpers.expectObservable(placed$.pipe(kinds), '     -----^').toBe('     -----(n|)', { n: 'not-sent' });
      helpers.flush();
      expect(venue.heard).toEqual([]);
    }),
  );

  it(
    'is not withdrawn while another still waits for it',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, { opensAfter: 4 });
      const placed$ = client.placeOrder(mine);
      helpers.expectObservable(placed$, '        ^-!        ').toBe('           -');
      helpers.expectObservable(placed$, '        -^         ').toBe('-----(a|)', { a: accepted });
      helpers.flush();
      expect(venue.heard).toHaveLength(1);
    }),
  );

  it(
    'is only no longer listened to by who leaves later, and still knows what became of it',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, { repliesAfter: 5 });
      const placed$ = client.placeOrder(mine);
      helpers.expectObservable(placed$, '        --^---!').toBe('-');
      helpers.expectObservable(placed$, '        15ms ^').toBe('15ms (a|)', { a: accepted });
      helpers.flush();
      expect(venue.heard).toHaveLength(1);
    }),
  );

  it(
    'is given up by the budgets it waits for, when all have left',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, {}, {}, paced(10));
      helpers.expectObservable(client.placeOrder(mine)).toBe('--(a|)', { a: accepted });
      const second$ = client.placeOrder({ ...order, clientOrderId: 'second' });
      helpers.expectObservable(second$, '--^--!').toBe('-');
      helpers.expectObservable(second$.pipe(kinds), '15ms ^').toBe('15ms (n|)', { n: 'not-sent' });
      helpers.flush();
      expect(venue.heard).toHaveLength(1);
    }),
  );

  it(
    'lets every cancel leave before all the orders that wait',
    marbles((helpers) => {
      const requestTimeout = 10_000;
      const { client, venue } = brokerClient(helpers.scheduler, {}, { requestTimeout }, paced(10));
      const placing$ = range(0, 500).pipe(
        mergeMap((each) => client.placeOrder({ ...order, clientOrderId: `p${each}` })),
        ignoreElements(),
      );
      placing$.subscribe();
      const cancel$ = timer(15, helpers.scheduler).pipe(
        mergeMap(() => client.cancelOrder({ symbol: 'A', clientOrderId: 'p0' })),
      );
      const all$ = timer(16, helpers.scheduler).pipe(mergeMap(() => client.cancelAll({ symbol: 'A' })));
      helpers.expectObservable(cancel$).toBe('22ms (a|)', {
        a: { kind: 'accepted', clientOrderId: 'p0', orderId: 'o1' },
      });
      helpers.expectObservable(all$).toBe('32ms (a|)', { a: { kind: 'accepted' } });
      helpers.flush();
      expect(venue.heard.slice(0, 5).map((frame) => /"do":"([a-z-]+)"/.exec(frame)?.[1])).toEqual([
        'place',
        'place',
        'cancel',
        'cancel-all',
        'place',
      ]);
      expect(venue.heard).toHaveLength(502);
    }),
  );

  it(
    'goes no further than the drop of the socket it waits for',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler, {}, {}, paced(10));
      helpers.expectObservable(client.placeOrder(mine)).toBe('--(a|)', { a: accepted });
      const waiting$ = defer(() => client.placeOrder({ ...order, clientOrderId: 'second' })).pipe(kinds);
      helpers.expectObservable(waiting$, '--^').toBe('------(n|)', { n: 'not-sent' });
      helpers.cold('------x').subscribe(() => venue.drop());
      helpers.flush();
      expect(venue.heard).toHaveLength(1);
    }),
  );
});
