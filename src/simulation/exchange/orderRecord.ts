import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import { unitsText } from '../market/unitsText.ts';
import { type Amount, amountText } from './amount.ts';
import type { Sum } from './clearing.ts';
import type { CancelReason, SimulatedOrder } from './order.ts';
import { ratioOf, termsOf } from './terms.ts';

/** An order as the exchange keeps it. */
export interface OrderRecord {
  readonly id: string;
  readonly clientOrderId: string | undefined;
  readonly spec: InstrumentSpec;
  readonly side: SimulatedOrder['side'];
  readonly type: SimulatedOrder['type'];
  readonly timeInForce: SimulatedOrder['timeInForce'];
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly createdAt: number;
  /** Absent on market orders. */
  ticks: number | undefined;
  lots: number;
  filledLots: number;
  cost: Amount;
  fee: Amount;
  bound: Sum;
  status: SimulatedOrder['status'];
  cancelReason: CancelReason | undefined;
  updatedAt: number;
}

/** What a record shows. */
export function orderOf(record: OrderRecord): SimulatedOrder {
  const { id, clientOrderId, spec, side, type, timeInForce, postOnly, reduceOnly, ticks, lots, filledLots } = record;
  const size = (count: number): string => unitsText(count, spec.sizeDecimals);
  const { cost, fee, status, cancelReason, createdAt, updatedAt } = record;
  return {
    id,
    ...(clientOrderId === undefined ? {} : { clientOrderId }),
    symbol: spec.symbol,
    side,
    type,
    ...(ticks === undefined ? {} : { price: unitsText(ticks, spec.priceDecimals) }),
    size: size(lots),
    timeInForce,
    postOnly,
    reduceOnly,
    status,
    filled: size(filledLots),
    left: size(lots - filledLots),
    cost: amountText(cost),
    ...(filledLots === 0 ? {} : { averagePrice: amountText(ratioOf(cost, termsOf(spec).base(filledLots))) }),
    fee: amountText(fee),
    ...(cancelReason === undefined ? {} : { cancelReason }),
    createdAt,
    updatedAt,
  };
}
