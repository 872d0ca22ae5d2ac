import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import type { ExactAmendment, ExactOrder } from '../../protocol/orderRules.ts';
import type { Market } from './markets.ts';
import { venueSymbolOf } from './symbols.ts';

/** The order that is meant, by the venue's id or by the client's own, which the venue takes in its place. */
export function orderIdIn({ orderId, clientOrderId }: OrderRef): string {
  const id = orderId ?? clientOrderId;
  if (id !== undefined) return id;
  throw new ColdwireError('invalid-options', { option: 'orderId', expected: 'orderId or clientOrderId' });
}

/** What names a symbol in requests. */
export function pairIn(market: Market, symbol: string): Readonly<Record<string, string>> {
  const pair = venueSymbolOf(market, symbol);
  return market.prefix === 'spot' ? { currency_pair: pair } : { contract: pair };
}

/** What an order to place is to the venue. Throws `unsupported` for what the market has not. */
export function placement(market: Market, order: ExactOrder): unknown {
  return market.prefix === 'spot' ? spotPlacement(market, order) : futuresPlacement(market, order);
}

/**
 * `{"text":"t-1","currency_pair":"BTC_USDT","type":"limit","side":"buy","amount":"0.001","price":"20000","account":"spot","time_in_force":"gtc"}`; what
 * buys at the market is sized in the quote.
 */
function spotPlacement(market: Market, order: ExactOrder): unknown {
  const { symbol, side, type, price, size, clientOrderId, reduceOnly, params } = order;
  if (reduceOnly === true) throw new ColdwireError('unsupported', { what: 'reduceOnly on spot' });
  return {
    text: clientOrderId,
    ...pairIn(market, symbol),
    type,
    side,
    amount: size,
    ...(price === undefined ? {} : { price }),
    account: 'spot',
    time_in_force: timeInForce(order),
    ...params,
  };
}

/** `{"contract":"BTC_USDT","size":-10,"price":"80000","tif":"gtc","text":"t-1","reduce_only":true}`; price 0 is at the market. */
function futuresPlacement(market: Market, order: ExactOrder): unknown {
  const { symbol, side, type, price, size, clientOrderId, reduceOnly, params } = order;
  if (type !== 'limit' && type !== 'market') throw new ColdwireError('unsupported', { what: `orders of type ${type}` });
  return {
    ...pairIn(market, symbol),
    size: signedContracts(side, size),
    price: type === 'market' ? '0' : price,
    tif: timeInForce(order),
    text: clientOrderId,
    ...(reduceOnly === true ? { reduce_only: true } : {}),
    ...params,
  };
}

/** How long it stays: `poc` is refused rather than filled at once. Orders at the market are never left in the book. */
function timeInForce({ type, postOnly, timeInForce: wanted }: ExactOrder): string {
  if (wanted === 'gtd') throw new ColdwireError('unsupported', { what: 'timeInForce gtd' });
  if (type === 'market') return wanted === 'fok' ? 'fok' : 'ioc';
  if (postOnly !== true) return wanted ?? 'gtc';
  if (wanted === undefined || wanted === 'gtc') return 'poc';
  throw new ColdwireError('invalid-options', { option: 'timeInForce', expected: 'gtc where postOnly is true' });
}

/** What an amendment is to the venue. A size of futures bears the side, which `params.side` says. */
export function amendment(market: Market, change: ExactAmendment): unknown {
  const { symbol, price, size, params = {} } = change;
  const base = { order_id: orderIdIn(change), ...(price === undefined ? {} : { price }) };
  if (market.prefix === 'spot')
    return { ...base, ...pairIn(market, symbol), ...(size === undefined ? {} : { amount: size }), ...params };
  const { side, ...extras } = params;
  if (size === undefined) return { ...base, ...extras };
  if (side !== 'buy' && side !== 'sell')
    throw new ColdwireError('invalid-options', {
      option: 'params.side',
      expected: 'buy or sell, which sizes of futures bear',
    });
  return { ...base, size: signedContracts(side, size), ...extras };
}

/** Whole contracts, those that are sold below zero. */
function signedContracts(side: 'buy' | 'sell', size: string): number {
  const contracts = /^\d{1,15}$/.test(size) ? Number(size) : 0;
  if (contracts === 0) throw new ColdwireError('invalid-options', { option: 'size', expected: 'whole contracts' });
  return side === 'buy' ? contracts : -contracts;
}
