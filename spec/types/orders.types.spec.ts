import { describe, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import type { Observable } from 'rxjs';
import type {
  AnyColdwireError,
  Balance,
  BulkOutcome,
  Client,
  Fill,
  Funding,
  Instrument,
  Mark,
  Order,
  OrderOutcome,
  OrderRequest,
  Position,
} from '../../src/index.ts';

describe('the types of orders', () => {
  it('tell outcomes apart by their kind', () => {
    const read = (outcome: OrderOutcome): string => {
      if (outcome.kind === 'accepted') {
        expectTypeOf(outcome).toEqualTypeOf<{
          readonly kind: 'accepted';
          readonly clientOrderId: string;
          readonly orderId: string;
        }>();
        return outcome.orderId;
      }
      expectTypeOf(outcome.kind).toEqualTypeOf<'rejected' | 'not-sent' | 'outcome-unknown'>();
      expectTypeOf(outcome.error).toEqualTypeOf<AnyColdwireError>();
      // @ts-expect-error nobody knows its orderId
      return outcome.orderId;
    };
    expectTypeOf(read).returns.toBeString();
  });

  it('take an order or several', () => {
    const one = (client: Client, order: OrderRequest) => client.placeOrder(order);
    const several = (client: Client, orders: readonly OrderRequest[]) => client.placeOrder(orders);
    expectTypeOf(one).returns.toEqualTypeOf<Observable<OrderOutcome>>();
    expectTypeOf(several).returns.toEqualTypeOf<Observable<OrderOutcome>>();
    const all = (client: Client) => client.cancelAll({ symbol: 'BTC/USD' });
    expectTypeOf(all).returns.toEqualTypeOf<Observable<BulkOutcome>>();
    const found = (client: Client) => client.findOrder({ symbol: 'BTC/USD', orderId: '1' });
    expectTypeOf(found).returns.toEqualTypeOf<Observable<Order | undefined>>();
  });

  it('take numbers or exact texts, and any type of order a venue may have', () => {
    const order: OrderRequest = {
      symbol: 'A',
      side: 'buy',
      type: 'stop-limit',
      price: '1.0',
      size: 1,
      timeInForce: 'IOC',
    };
    expectTypeOf(order.price).toEqualTypeOf<number | string | undefined>();
    // @ts-expect-error no such side
    const wrong: OrderRequest = { ...order, side: 'long' };
    expectTypeOf(wrong.side).toEqualTypeOf<'buy' | 'sell'>();
    // @ts-expect-error no such time in force
    const forever: OrderRequest = { ...order, timeInForce: 'forever' };
    expectTypeOf(forever).toEqualTypeOf<OrderRequest>();
  });

  it('give each channel of an account its own values', () => {
    const feeds = (client: Client) => ({
      orders: client.orders({ symbol: 'A' }),
      fills: client.fills({ market: 'spot' }),
      balances: client.balances(),
      positions: client.positions(),
      funding: client.funding('A'),
      mark: client.mark('A'),
      instrument: client.instrument('A'),
    });
    expectTypeOf(feeds).returns.toEqualTypeOf<{
      orders: Observable<Order>;
      fills: Observable<Fill>;
      balances: Observable<Balance>;
      positions: Observable<Position>;
      funding: Observable<Funding>;
      mark: Observable<Mark>;
      instrument: Observable<Instrument>;
    }>();
  });
});
