import type { SimulatedFill, SimulatedOrder } from '../exchange/order.ts';
import type { Listing } from './listing.ts';
import type { Papers } from './papers.ts';
import { lastIdOf } from './tradeIds.ts';
import { trimmed } from './trimmed.ts';

/** The venue's numbers for why an order was canceled. */
const CANCEL_SOURCES: Readonly<Record<NonNullable<SimulatedOrder['cancelReason']>, string>> = {
  customer: '1',
  unfilled: '14',
  'would-take': '31',
  'self-trade': '32',
  'dead-man': '20',
  failed: '0',
};

/** What is always told of orders and here always nothing. */
const EMPTY = Object.fromEntries(
  [
    'algoClOrdId algoId amendResult amendSource attachAlgoClOrdId cancelSourceReason ccy fillFwdPx fillMarkPx fillMarkVol fillPxUsd',
    'fillPxVol msg posSide pxType pxUsd pxVol quickMgnType reqId slOrdPx slTriggerPx slTriggerPxType source stpId tpOrdPx tpTriggerPx',
    'tpTriggerPxType',
  ]
    .join(' ')
    .split(' ')
    .map((name) => [name, '']),
);

/** What a fee lessens: what is received on spot, what a swap is settled in. */
function feeCurrency({ market }: Listing, side: SimulatedOrder['side']): string {
  const { base, quote, settle } = market.spec;
  return settle ?? (side === 'buy' ? base : quote);
}

/** How an order fares, in the venue's words. */
function stateOf({ status, filled }: SimulatedOrder): string {
  if (status !== 'open') return status;
  return Number(filled) === 0 ? 'live' : 'partially_filled';
}

/**
 * An order as the channel and REST tell it, with the fill that is the news, if one is; the fields are those captured in 2023 and 2025.
 * Fees are below zero, for they are taken.
 */
export function orderRow(listing: Listing, order: SimulatedOrder, papers: Papers, fill?: SimulatedFill): object {
  const { instId, instType, market } = listing;
  const notional = trimmed(order.cost);
  const currency = feeCurrency(listing, order.side);
  return {
    ...EMPTY,
    accFillSz: trimmed(order.filled),
    attachAlgoOrds: [],
    avgPx: trimmed(order.averagePrice ?? '0'),
    cTime: String(order.createdAt),
    cancelSource: order.cancelReason === undefined ? '' : CANCEL_SOURCES[order.cancelReason],
    category: 'normal',
    clOrdId: order.clientOrderId ?? '',
    code: '0',
    execType: fill === undefined ? '' : fill.liquidity === 'taker' ? 'T' : 'M',
    fee: negative(order.fee),
    feeCcy: currency,
    fillFee: negative(fill?.fee ?? '0'),
    fillFeeCcy: fill === undefined ? '' : fill.feeAsset,
    fillNotionalUsd: fill === undefined ? notional : trimmed(fill.cost),
    fillPnl: '0',
    fillPx: trimmed(fill?.price ?? ''),
    fillSz: trimmed(fill?.size ?? '0'),
    fillTime: fill === undefined ? '' : String(fill.at),
    instId,
    instType,
    isTpLimit: 'false',
    lastPx: '',
    lever: instType === 'SPOT' ? '0' : '10',
    linkedAlgoOrd: { algoId: '' },
    notionalUsd: notional,
    ordId: order.id,
    ordType: papers.ordType,
    pnl: '0',
    px: trimmed(order.price ?? ''),
    rebate: '0',
    rebateCcy: market.spec.quote,
    reduceOnly: String(order.reduceOnly),
    side: order.side,
    state: stateOf(order),
    stpMode: 'cancel_taker',
    sz: papers.sz === '' ? trimmed(order.size) : papers.sz,
    tag: papers.tag,
    tdMode: papers.tdMode,
    tgtCcy: papers.tgtCcy,
    tradeId: fill === undefined ? '' : String(lastIdOf(fill.id)),
    uTime: String(order.updatedAt),
  };
}

const negative = (amount: string): string => (Number(amount) === 0 ? '0' : `-${trimmed(amount)}`);
