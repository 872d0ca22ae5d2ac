import { type ExchangeFault, type FaultOf, isTarget } from '../fault.ts';
import type { Market } from '../market/market.ts';
import { unitsOf } from '../market/unitsOf.ts';
import type { Customer } from './customer.ts';
import { leftOf, type Move } from './trading.ts';

/** Where trades are forced. */
export interface ForcedMarkets {
  readonly markets: readonly Market[];
  readonly move: Move;
  readonly customers: readonly Customer[];
}

/** Makes the crowd take from a market, or fill an order. Nothing where there is no such market or order. */
export function forceTrades(
  fault: Exclude<ExchangeFault, FaultOf<'transfer'>>,
  { markets, move, customers }: ForcedMarkets,
): void {
  for (const market of markets) {
    if (!isTarget(fault, market.spec.symbol)) continue;
    if (fault.kind === 'sweep') move(market, () => sweep(market, fault.args));
    else if (fillOrder(market, fault.args, { move, customers })) return;
  }
}

function sweep({ spec, orders }: Market, { side, size, price }: FaultOf<'sweep'>['args']): void {
  const limit = price === undefined ? undefined : unitsOf(String(price), spec.priceDecimals);
  const fallback = limit === undefined ? spec.typicalLots : Number.MAX_SAFE_INTEGER;
  const lots = size === undefined ? fallback : (unitsOf(String(size), spec.sizeDecimals) ?? 0);
  orders.take({ side, lots, ...(limit === undefined ? {} : { limit }) });
}

function fillOrder(
  market: Market,
  { order, size }: FaultOf<'fill-order'>['args'],
  { move, customers }: Pick<ForcedMarkets, 'move' | 'customers'>,
): boolean {
  const record = customers
    .flatMap((owner) => owner.open(market.spec.symbol))
    .find(({ id, clientOrderId }) => order === undefined || order === id || order === clientOrderId);
  if (record?.ticks === undefined) return false;
  const { id, side, ticks } = record;
  const most = leftOf(record);
  const lots = size === undefined ? most : Math.min(unitsOf(String(size), market.spec.sizeDecimals) ?? 0, most);
  move(market, () => {
    market.orders.clearWay(id);
    market.orders.take({ side: side === 'buy' ? 'sell' : 'buy', lots, limit: ticks });
  });
  return true;
}
