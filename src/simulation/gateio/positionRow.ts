import type { SimulatedPosition } from '../exchange/order.ts';
import type { Listing } from './listing.ts';

/** A position in whole contracts, below zero where they were sold, in the fields recorded; REST tells more numbers as text, and this too. */
export function positionRow(
  { name }: Listing,
  { size, entryPrice, margin, realised }: SimulatedPosition,
  { uid, at }: { readonly uid: string; readonly at: number },
): object {
  return {
    contract: name,
    cross_leverage_limit: 10,
    entry_price: Number(entryPrice ?? '0'),
    history_pnl: Number(realised),
    history_point: 0,
    last_close_pnl: 0,
    leverage: 0,
    leverage_max: 100,
    liq_price: 0,
    maintenance_rate: 0.005,
    margin: Number(margin),
    mode: 'single',
    realised_pnl: Number(realised),
    realised_point: 0,
    risk_limit: 100,
    size: Number(size),
    time: Math.floor(at / 1_000),
    time_ms: Math.floor(at),
    user: uid,
    update_id: Math.floor(at),
  };
}
