import { describe, expect, it } from '@jest/globals';
import { catchError, defer, map, type Observable, of } from 'rxjs';
import type { Client } from '../../../src/client/createClient.ts';
import { isColdwireError } from '../../../src/errors/coldwireError.ts';
import type { Order } from '../../../src/model/order.ts';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import type { Exchange } from '../../../src/protocol/exchange.ts';
import type { SocketQuery } from '../../../src/protocol/query.ts';
import { marbles } from '../../../src/testing/marbles.ts';
import { broker, brokerDialect } from '../../helpers/brokerDialect.ts';
import { brokerClient } from '../../helpers/brokerVenue.ts';
import type { Message } from '../../helpers/tinyDialect.ts';

const order: OrderRequest = { symbol: 'A', side: 'buy', type: 'limit', price: 1, size: 2, clientOrderId: 'a' };
const kindOf = (source: Observable<unknown>): Observable<unknown> =>
  source.pipe(
    map((value) => (value as { kind?: string } | undefined)?.kind ?? value),
    catchError((error: unknown) => of(isColdwireError(error) ? `! ${error.kind}` : error)),
  );
const states = map((found: Order | undefined) => (found === undefined ? 'none' : `${found.orderId} ${found.status}`));

describe('findOrder', () => {
  it(
    'resolves doubt: what was placed without an answer is found by its id, or is not there',
    marbles((helpers) => {
      const says = (request: Message, would: readonly unknown[]) => (request['do'] === 'place' ? [] : would);
      const { client } = brokerClient(helpers.scheduler, { says });
      helpers.expectObservable(kindOf(client.placeOrder(order))).toBe('20ms (u|)', { u: 'outcome-unknown' });
      const found$ = client.findOrder({ symbol: 'A', clientOrderId: 'a' }).pipe(states);
      helpers.expectObservable(found$, '20ms ^').toBe('21ms (f|)', { f: 'o1 open' });
      const missing$ = client.findOrder({ symbol: 'A', clientOrderId: 'never' }).pipe(states);
      helpers.expectObservable(missing$, '20ms ^').toBe('21ms (n|)', { n: 'none' });
    }),
  );

  it(
    'asks among what has ended where what is open has no such order, and only then',
    marbles((helpers) => {
      const { orders } = brokerDialect;
      const among =
        (ask: string): NonNullable<typeof orders>['find'] =>
        (which, context) => ({
          ...(orders?.find?.(which, context) as SocketQuery<Order | undefined>),
          message: { ask, o: which.orderId },
        });
      const find = among('open-order');
      const findEnded = among('ended-order');
      if (orders === undefined || find === undefined || findEnded === undefined) throw new Error('no orders');
      const parted: Exchange = {
        ...broker,
        dialects: { desk: { ...brokerDialect, orders: { ...orders, find, findEnded } } },
      };
      const row = { k: 'order', o: 'o1', c: 'a', s: 'A', side: 'buy', price: '1', size: '2', filled: '0', at: 0 };
      const says = ({ id, ask, o }: Message) =>
        ask === (o === 'o1' ? 'open-order' : 'ended-order') && o !== 'never'
          ? [{ re: id, rows: [{ ...row, o, status: o === 'o1' ? 'open' : 'filled' }] }]
          : [{ re: id, no: 'none', code: '404' }];
      const { client, venue } = brokerClient(helpers.scheduler, { says }, {}, parted);
      const found = (orderId: string) => client.findOrder({ symbol: 'A', orderId }).pipe(states);
      helpers.expectObservable(found('o1'), '^').toBe('--(f|)', { f: 'o1 open' });
      helpers.expectObservable(found('o2'), '10ms ^').toBe('10ms ---(f|)', { f: 'o2 filled' });
      helpers.expectObservable(found('never'), '20ms ^').toBe('20ms ---(n|)', { n: 'none' });
      helpers.flush();
      expect(venue.heard.map((text) => /(open|ended)-order/.exec(text)?.[1])).toEqual([
        'open',
        'open',
        'ended',
        'open',
        'ended',
      ]);
    }),
  );

  it(
    'asks anew for each subscriber',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const found$ = client.findOrder({ symbol: 'A', orderId: 'o1' }).pipe(states);
      helpers.expectObservable(found$, '^  ').toBe('--(n|)', { n: 'none' });
      helpers.expectObservable(found$, '---^').toBe('----(n|)', { n: 'none' });
      helpers.flush();
      expect(venue.heard).toHaveLength(2);
    }),
  );

  it.each([
    ['goes unanswered', () => [], '20ms (e|)', '! reply-timeout'],
    [
      'is refused for another reason',
      ({ id }: Message) => [{ re: id, no: 'busy', code: 'E' }],
      '--(e|)',
      '! request-rejected',
    ],
    ['is answered with nonsense', ({ id }: Message) => [{ re: id }], '--(e|)', '! protocol-violation'],
  ])('errors where it %s', (_, says, picture, error) => {
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler, { says });
      helpers.expectObservable(kindOf(client.findOrder({ symbol: 'A', orderId: 'o1' }))).toBe(picture, { e: error });
    })();
  });
});

describe('cancelAll and cancelAllAfter', () => {
  it(
    'are accepted, once each whoever subscribes',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const all$ = client.cancelAll({ symbol: 'A' });
      helpers.expectObservable(kindOf(all$), '                       ^').toBe('--(a|)', { a: 'accepted' });
      helpers.expectObservable(kindOf(all$), '                       ----^').toBe('----(a|)', { a: 'accepted' });
      helpers.expectObservable(kindOf(client.cancelAllAfter(5_000)), '---^').toBe('----(a|)', { a: 'accepted' });
      helpers.flush();
      expect(venue.heard).toEqual([
        '1 {"do":"cancel-all","s":"A","id":1}',
        '3 {"do":"cancel-all-after","ms":5000,"id":2}',
      ]);
    }),
  );

  it.each([
    ['rejected', ({ id }: Message) => [{ re: id, no: 'busy', code: 'E' }], '--(e|)'],
    ['outcome-unknown', () => [], '20ms (e|)'],
  ])('are %s like any order', (kind, says, picture) => {
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler, { says });
      helpers.expectObservable(kindOf(client.cancelAll())).toBe(picture, { e: kind });
    })();
  });

  it.each([-1, 0.5, Number.NaN])('cannot be meant in %p ms', (ms) => {
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler);
      helpers.expectObservable(kindOf(client.cancelAllAfter(ms))).toBe('(e|)', { e: '! invalid-options' });
    })();
  });
});

describe('a venue', () => {
  const { orders } = brokerDialect;
  const { amend: _a, cancelAll: _c, cancelAllAfter: _d, find: _f, ...least } = orders ?? {};
  const with_ = (rules: object | undefined): Exchange => {
    const { orders: _, ...rest } = brokerDialect;
    return { ...broker, dialects: { desk: { ...rest, ...rules } as typeof brokerDialect } };
  };
  const ref = { symbol: 'A', orderId: 'o1' };
  const deeds: readonly (readonly [string, (client: Client) => Observable<unknown>, boolean])[] = [
    ['placeOrder', (client) => client.placeOrder(order), false],
    ['cancelOrder', (client) => client.cancelOrder(ref), false],
    ['amendOrder', (client) => client.amendOrder({ ...ref, price: 1 }), true],
    ['cancelAll', (client) => client.cancelAll(), true],
    ['cancelAllAfter', (client) => client.cancelAllAfter(1), true],
    ['findOrder', (client) => client.findOrder(ref), true],
  ];

  it.each(deeds)('without orders has no %s, and is not dialled for it', (_, deed, isOptional) => {
    marbles((helpers) => {
      const bare = brokerClient(helpers.scheduler, {}, {}, with_(undefined));
      helpers.expectObservable(kindOf(defer(() => deed(bare.client)))).toBe('(e|)', { e: '! unsupported' });
      const modest = brokerClient(helpers.scheduler, {}, {}, with_({ orders: least }));
      const told$ = defer(() => deed(modest.client)).pipe(map(() => 'done'));
      helpers
        .expectObservable(kindOf(told$))
        .toBe(isOptional ? '(e|)' : '--(e|)', { e: isOptional ? '! unsupported' : 'done' });
      helpers.flush();
      expect(bare.venue.sockets).toEqual([]);
    })();
  });

  it.each([undefined, null, 'A', 5])('is not asked for %p, which is no order', (nothing) => {
    marbles((helpers) => {
      const { client } = brokerClient(helpers.scheduler);
      const invalid = { e: '! invalid-options' };
      helpers.expectObservable(kindOf(defer(() => client.placeOrder(nothing as never)))).toBe('(e|)', invalid);
      helpers.expectObservable(kindOf(defer(() => client.cancelOrder([nothing as never])))).toBe('(e|)', invalid);
      helpers.expectObservable(kindOf(defer(() => client.findOrder(nothing as never)))).toBe('(e|)', invalid);
    })();
  });

  it(
    'sends the orders of each symbol by the dialect that serves it',
    marbles((helpers) => {
      const second = { ...brokerDialect, name: 'second', url: { live: 'wss://broker.example/second' } };
      const routed: Exchange = {
        ...broker,
        dialects: { desk: brokerDialect, second },
        orderRoute: (symbol) => (symbol === 'B' ? 'second' : symbol === 'C' ? undefined : 'desk'),
      };
      const { client, venue } = brokerClient(helpers.scheduler, {}, {}, routed);
      const both$ = client.placeOrder([order, { ...order, symbol: 'B', clientOrderId: 'b' }]);
      helpers.expectObservable(kindOf(both$)).toBe('--(aa|)', { a: 'accepted' });
      helpers
        .expectObservable(kindOf(client.placeOrder({ ...order, symbol: 'C' })))
        .toBe('(e|)', { e: '! unsupported' });
      helpers.flush();
      expect(venue.sockets).toHaveLength(2);
    }),
  );
});
