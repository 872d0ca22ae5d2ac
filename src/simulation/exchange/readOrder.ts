import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import { unitsOf } from '../market/unitsOf.ts';
import { type Amount, amountOf } from './amount.ts';
import type { OrderRefusal, OrderRequest } from './order.ts';

/** An order in the units of its instrument. */
export interface ReadOrder {
  /** Absent on market orders. */
  readonly ticks: number | undefined;
  /** Absent where the size is said in the quote. */
  readonly lots: number | undefined;
  /** What a market order is to cost, where it says so. */
  readonly cost: Amount | undefined;
}

/** Reads price and size. */
export function readOrder(request: OrderRequest, spec: InstrumentSpec): ReadOrder | OrderRefusal {
  const ticks = request.type === 'market' ? undefined : unitsOf(request.price ?? '', spec.priceDecimals);
  if (request.type === 'limit' && (ticks === undefined || ticks === 0)) return 'bad-price';
  if (request.sizeIn === 'quote') {
    const cost = amountOf(request.size);
    if (cost === undefined || cost <= 0n || request.type === 'limit') return 'bad-size';
    return { ticks, lots: undefined, cost };
  }
  const lots = unitsOf(request.size, spec.sizeDecimals);
  if (lots === undefined || lots === 0) return 'bad-size';
  return lots < spec.minLots ? 'too-small' : { ticks, lots, cost: undefined };
}
