import type { ArmedFaults } from '../armedFaults.ts';
import type { Market } from '../market/market.ts';
import { oppositeOf } from '../market/oppositeOf.ts';
import type { Customer } from './customer.ts';
import type { OrderRefusal, OrderRequest } from './order.ts';
import type { OrderRecord } from './orderRecord.ts';
import { type ReadOrder, readOrder } from './readOrder.ts';
import { termsOf } from './terms.ts';
import { bind, end, type Move, restingSide, type Trading, trade } from './trading.ts';
import { type Walked, walk } from './walk.ts';

/** What placing depends on. */
export interface PlacingSettings {
  readonly armed: Pick<ArmedFaults, 'take'>;
  readonly postOnly: 'refuse' | 'cancel';
  readonly nextId: () => string;
  readonly now: () => number;
  readonly move: Move;
}

/** Places an order, which may fill and end at once; gives its record, or why there is none. */
export function place(
  owner: Customer,
  market: Market,
  request: OrderRequest,
  { armed, postOnly, nextId, now, move }: PlacingSettings,
): OrderRecord | OrderRefusal {
  const { spec } = market;
  if (armed.take('refuse-order', spec.symbol) !== undefined) return 'refused';
  const read = readOrder(request, spec);
  if (typeof read === 'string') return read;
  const { clientOrderId } = request;
  const twin = owner.find({ clientOrderId });
  if (twin?.status === 'open') return 'duplicate-client-order-id';

  const there = walked(market, request, read);
  const takes = there.lots > 0 && request.postOnly === true;
  if (takes && postOnly === 'refuse') return 'would-take';
  const lots = reduced(owner, market, request, read.lots ?? there.lots);
  if (typeof lots === 'string') return lots;
  const cost = read.ticks === undefined ? there.cost : termsOf(spec).cost(read.ticks, lots);
  const bound = owner.clearing(spec).bound(request.side, lots, cost);
  if (owner.ledger.free(bound.asset) < bound.amount) return 'insufficient-funds';

  const { type, side, timeInForce = type === 'market' ? 'IOC' : 'GTC', reduceOnly = false } = request;
  const at = now();
  const record: OrderRecord = {
    id: nextId(),
    clientOrderId,
    spec,
    side,
    type,
    timeInForce,
    postOnly: request.postOnly ?? false,
    reduceOnly,
    createdAt: at,
    ticks: read.ticks,
    lots,
    filledLots: 0,
    cost: 0n,
    fee: 0n,
    bound: { ...bound, amount: 0n },
    status: 'open',
    cancelReason: undefined,
    updatedAt: at,
  };
  const trading: Trading = { market, owner, record, now };
  const isHopeless = takes || (timeInForce === 'FOK' && there.lots < lots);
  owner.add(record);
  bind(owner, record, bound.amount);
  owner.tell(record, 'placed', at);
  move(market, () => (isHopeless ? end(trading, takes ? 'would-take' : 'unfilled') : trade(trading)));
  if (record.status === 'open' && armed.take('fail-order', spec.symbol) !== undefined) {
    move(market, () => end(trading, 'failed'));
  }
  return record;
}

/** What the order would find to take. */
function walked(market: Market, { side }: OrderRequest, { ticks, lots, cost }: ReadOrder): Walked {
  return walk(market.book[oppositeOf(restingSide(side))], termsOf(market.spec), {
    ...(lots === undefined ? {} : { lots }),
    ...(cost === undefined ? {} : { cost }),
    isGood: (price) => ticks === undefined || (side === 'buy' ? price <= ticks : price >= ticks),
  });
}

/** The lots there are to reduce, where the order only reduces. */
function reduced(owner: Customer, { spec }: Market, request: OrderRequest, lots: number): number | OrderRefusal {
  if (lots === 0) return 'too-small';
  if (request.reduceOnly !== true) return lots;
  const position = owner.clearing(spec).lots() * (request.side === 'buy' ? -1 : 1);
  return position <= 0 ? 'reduce-only' : Math.min(lots, position);
}
