import type { BookSide } from '../../model/orderBook.ts';
import type { Market } from '../market/market.ts';
import type { Execution } from '../market/orderQueues.ts';
import { unitsText } from '../market/unitsText.ts';
import { amountText } from './amount.ts';
import type { Customer } from './customer.ts';
import type { CancelReason } from './order.ts';
import type { OrderRecord } from './orderRecord.ts';
import { termsOf } from './terms.ts';

/** Has a market do `work` as a move of its own, so that all who follow it are told. */
export type Move = (market: Market, work: () => void) => void;

/** An order on its way through a market. */
export interface Trading {
  readonly market: Market;
  readonly owner: Customer;
  readonly record: OrderRecord;
  readonly now: () => number;
}

/** The half of the book that an order of this side rests in. */
export const restingSide = (side: 'buy' | 'sell'): BookSide => (side === 'buy' ? 'bid' : 'ask');

/** Takes what there is; what is left rests, or is canceled. Must run as a move of the market. */
export function trade({ market, owner, record, now }: Trading): void {
  const { id, side, ticks, timeInForce } = record;
  const told = { market, owner, record, now };
  const { metItself } = market.orders.take({
    side,
    lots: leftOf(record),
    owner: owner.key,
    filled: (execution) => fill(told, execution, 'taker'),
    ...(ticks === undefined ? {} : { limit: ticks }),
  });
  const left = leftOf(record);
  if (left === 0) return;
  if (metItself) return end(told, 'self-trade');
  if (ticks === undefined || timeInForce !== 'GTC') return end(told, 'unfilled');
  market.orders.rest({
    id,
    owner: owner.key,
    side: restingSide(side),
    ticks,
    lots: left,
    filled: (execution) => fill(told, execution, 'maker'),
  });
}

/** Ends an order that is open. Must run as a move of the market. */
export function end({ market, owner, record, now }: Trading, reason: CancelReason): void {
  market.orders.shrink(record.id, 0);
  record.status = 'canceled';
  record.cancelReason = reason;
  bind(owner, record, 0n);
  owner.tell(record, 'canceled', now());
}

/** Has an order bind so much, and no more or less. */
export function bind({ ledger }: Pick<Customer, 'ledger'>, record: OrderRecord, amount: bigint): void {
  const { asset } = record.bound;
  ledger.hold(asset, amount - record.bound.amount);
  record.bound = { asset, amount };
}

export const leftOf = ({ lots, filledLots }: Pick<OrderRecord, 'lots' | 'filledLots'>): number => lots - filledLots;

function fill({ owner, record, now }: Trading, execution: Execution, liquidity: 'maker' | 'taker'): void {
  const { id: orderId, clientOrderId, spec, side } = record;
  const clearing = owner.clearing(spec);
  const terms = termsOf(spec);
  const cost = terms.cost(execution.ticks, execution.lots);
  const fee = clearing.execute(side, execution, liquidity);
  record.filledLots += execution.lots;
  record.cost += cost;
  record.fee += fee.amount;
  if (leftOf(record) === 0) record.status = 'filled';
  // A market order has no price to bind by but that of its latest part, which the next one does not better.
  const rest = leftOf(record);
  bind(owner, record, clearing.bound(side, rest, terms.cost(record.ticks ?? execution.ticks, rest)).amount);
  owner.tell(record, 'filled', now(), {
    id: execution.id,
    orderId,
    ...(clientOrderId === undefined ? {} : { clientOrderId }),
    symbol: spec.symbol,
    side,
    price: unitsText(execution.ticks, spec.priceDecimals),
    size: unitsText(execution.lots, spec.sizeDecimals),
    cost: amountText(cost),
    fee: amountText(fee.amount),
    feeAsset: fee.asset,
    liquidity,
    at: now(),
  });
}
