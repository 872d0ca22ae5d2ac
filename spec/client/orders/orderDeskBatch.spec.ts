import { describe, expect, it } from '@jest/globals';
import { catchError, map, type Observable, of } from 'rxjs';
import type { OrderOutcome } from '../../../src/client/orders/orderOutcome.ts';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import { marbles } from '../../../src/testing/marbles.ts';
import { brokerClient } from '../../helpers/brokerVenue.ts';
import type { Message } from '../../helpers/tinyDialect.ts';

const buy = (symbol: string, clientOrderId: string): OrderRequest => ({
  symbol,
  side: 'buy',
  type: 'limit',
  price: 1,
  size: 2,
  clientOrderId,
});
const word = map((outcome: OrderOutcome) =>
  outcome.kind === 'accepted'
    ? `${outcome.clientOrderId} ${outcome.orderId}`
    : `${outcome.clientOrderId} ${outcome.kind}`,
);
const told = (outcome$: Observable<OrderOutcome>): Observable<unknown> =>
  outcome$.pipe(
    word,
    catchError((error: unknown) => of(error)),
  );

describe('several orders', () => {
  it(
    'share frames as far as the venue takes them, and have one outcome each, in order',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const orders = [buy('A', 'a'), buy('A', 'b'), buy('A', 'c'), buy('B', 'd')];
      helpers.expectObservable(told(client.placeOrder(orders))).toBe('--(abcd|)', {
        a: 'a o1',
        b: 'b o2',
        c: 'c o3',
        d: 'd o4',
      });
      helpers.flush();
      const sizes = venue.heard.map((frame) => (JSON.parse(frame.slice(2)) as { orders: unknown[] }).orders.length);
      expect(sizes).toEqual([2, 1, 1]);
    }),
  );

  it(
    'are told apart where one of a frame is refused, another unknown',
    marbles((helpers) => {
      const says = ({ id }: Message) => [{ re: id, done: [{ c: 'a', no: 'poor', code: 'P' }] }];
      const { client } = brokerClient(helpers.scheduler, { says });
      helpers.expectObservable(told(client.placeOrder([buy('A', 'a'), buy('A', 'b')]))).toBe('--(ab|)', {
        a: 'a rejected',
        b: 'b outcome-unknown',
      });
    }),
  );

  it(
    'keep their order though the frame of the first is answered last',
    marbles((helpers) => {
      const says = (request: Message, would: readonly unknown[]) => (request['id'] === 1 ? [] : would);
      const { client } = brokerClient(helpers.scheduler, { says });
      helpers.expectObservable(told(client.placeOrder([buy('A', 'a'), buy('B', 'b')]))).toBe('20ms (ab|)', {
        a: 'a outcome-unknown',
        b: 'b o2',
      });
    }),
  );

  it(
    'are not sent at all where one cannot be meant',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      const errors$ = client.placeOrder([buy('A', 'a'), { ...buy('A', 'b'), size: 0 }]);
      helpers
        .expectObservable(errors$.pipe(catchError(({ kind, context }) => of(kind, context.option))))
        .toBe('(ko|)', { k: 'invalid-options', o: 'size' });
      helpers.flush();
      expect(venue.heard).toEqual([]);
    }),
  );

  it(
    'are none at all',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      helpers.expectObservable(client.placeOrder([])).toBe('|');
      helpers.flush();
      expect(venue.sockets).toEqual([]);
    }),
  );

  it(
    'are amended and canceled one by one where the venue has no batch for that',
    marbles((helpers) => {
      const { client, venue } = brokerClient(helpers.scheduler);
      helpers
        .expectObservable(client.placeOrder([buy('A', 'a'), buy('A', 'b')]).pipe(map(() => 1)))
        .toBe('--(aa|)', { a: 1 });
      const amend$ = client.amendOrder([
        { symbol: 'A', clientOrderId: 'a', price: 3 },
        { symbol: 'A', orderId: 'o2', size: '1.0' },
      ]);
      helpers.expectObservable(told(amend$), '--^').toBe('---(ab|)', { a: 'a o1', b: 'b o2' });
      const cancel$ = client.cancelOrder([
        { symbol: 'A', orderId: 'o9' },
        { symbol: 'A', orderId: 'o1' },
      ]);
      helpers.expectObservable(told(cancel$), '----^').toBe('-----(ab|)', { a: ' rejected', b: 'a o1' });
      helpers.flush();
      expect(venue.heard.slice(1).map((frame) => JSON.parse(frame.slice(2)))).toEqual([
        { do: 'amend', orders: [{ s: 'A', c: 'a', price: '3' }], id: 2 },
        { do: 'amend', orders: [{ s: 'A', o: 'o2', size: '1.0' }], id: 3 },
        { do: 'cancel', orders: [{ s: 'A', o: 'o9' }], id: 4 },
        { do: 'cancel', orders: [{ s: 'A', o: 'o1' }], id: 5 },
      ]);
    }),
  );
});
