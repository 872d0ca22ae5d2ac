import type { SimulatedFill } from '../exchange/order.ts';
import type { Listing } from './listing.ts';
import { lastIdOf } from './tradeIds.ts';
import { trimmed } from './trimmed.ts';

/** `{"instType":"SPOT","instId":"BTC-USDT","tradeId":"123","ordId":"..","fillPx":"0.1","fillSz":"10","side":"buy","execType":"T",..}` */
export function fillRow({ instId, instType }: Listing, fill: SimulatedFill): object {
  return {
    instType,
    instId,
    tradeId: String(lastIdOf(fill.id)),
    ordId: fill.orderId,
    clOrdId: fill.clientOrderId ?? '',
    billId: `${fill.id}${fill.orderId.slice(-6)}`,
    tag: '',
    fillPx: trimmed(fill.price),
    fillSz: trimmed(fill.size),
    side: fill.side,
    posSide: 'net',
    execType: fill.liquidity === 'taker' ? 'T' : 'M',
    feeCcy: fill.feeAsset,
    fee: Number(fill.fee) === 0 ? '0' : `-${trimmed(fill.fee)}`,
    ts: String(fill.at),
    fillTime: String(fill.at),
  };
}
