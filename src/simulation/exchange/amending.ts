import { oppositeOf } from '../market/oppositeOf.ts';
import { unitsOf } from '../market/unitsOf.ts';
import type { OrderRefusal } from './order.ts';
import type { OrderRecord } from './orderRecord.ts';
import { termsOf } from './terms.ts';
import { bind, leftOf, type Move, restingSide, type Trading, trade } from './trading.ts';

/** What an order is to become. */
export interface Amendment {
  readonly price?: string;
  /** All of it, with what is filled. */
  readonly size?: string;
}

/** Amends an order that rests; gives its record, or why it stays as it is. */
export function amend(trading: Trading, { price, size }: Amendment, move: Move): OrderRecord | OrderRefusal {
  const { market, owner, record, now } = trading;
  const { spec, side, filledLots, postOnly } = record;
  const ticks = price === undefined ? record.ticks : unitsOf(price, spec.priceDecimals);
  if (ticks === undefined || ticks === 0) return 'bad-price';
  const lots = size === undefined ? record.lots : unitsOf(size, spec.sizeDecimals);
  if (lots === undefined || lots <= filledLots) return 'bad-size';
  if (lots < spec.minLots) return 'too-small';
  const best = market.book[oppositeOf(restingSide(side))][0]?.ticks;
  const takes = best !== undefined && (side === 'buy' ? best <= ticks : best >= ticks);
  if (takes && postOnly) return 'would-take';
  const { amount } = owner.clearing(spec).bound(side, lots - filledLots, termsOf(spec).cost(ticks, lots - filledLots));
  if (owner.ledger.free(record.bound.asset) + record.bound.amount < amount) return 'insufficient-funds';

  move(market, () => {
    const keepsPlace = ticks === record.ticks && lots <= record.lots;
    record.ticks = ticks;
    record.lots = lots;
    market.orders.shrink(record.id, keepsPlace ? leftOf(record) : 0);
    bind(owner, record, amount);
    owner.tell(record, 'amended', now());
    if (!keepsPlace) trade(trading);
  });
  return record;
}
