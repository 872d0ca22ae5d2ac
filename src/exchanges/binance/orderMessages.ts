import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import type { Row } from '../../protocol/fields.ts';
import type { ExactAmendment, ExactOrder } from '../../protocol/orderRules.ts';
import { present } from '../../util/present.ts';
import { type Market, venueSymbolOf } from './market.ts';

/** A request over the WebSocket API, not yet signed. */
export interface ApiMessage {
  readonly method: string;
  readonly params: Row;
}

/** Places an order: a limit order that may only make is of a type of its own on spot, and of a time in force among futures. */
export function placeMessage(order: ExactOrder, market: Market): ApiMessage {
  const { symbol, side, type, price, size, clientOrderId, timeInForce, postOnly, reduceOnly, params = {} } = order;
  const isSpot = market === 'spot';
  const isLimit = type === 'limit';
  if (isSpot && reduceOnly === true) throw unsupported('reduceOnly on spot');
  if (isSpot && timeInForce === 'gtd') throw unsupported('timeInForce gtd on spot');
  if (postOnly === true && (!isLimit || (timeInForce ?? 'gtc') !== 'gtc'))
    throw new ColdwireError('invalid-options', { option: 'postOnly', expected: 'a limit order that stays' });
  const making = postOnly === true ? 'GTX' : (timeInForce ?? (isLimit ? 'gtc' : undefined))?.toUpperCase();
  return {
    method: 'order.place',
    params: present({
      ...params,
      symbol: venueSymbolOf(symbol).text,
      side: side === 'buy' ? 'BUY' : 'SELL',
      type: isSpot && postOnly === true ? 'LIMIT_MAKER' : wordOf(type),
      timeInForce: isSpot && postOnly === true ? undefined : making,
      price,
      quantity: size,
      newClientOrderId: clientOrderId,
      reduceOnly: reduceOnly === true ? 'true' : undefined,
    }),
  };
}

function wordOf(type: string): string {
  return type === 'limit' || type === 'market' ? type.toUpperCase() : type;
}

/**
 * Changes an order. Futures are told all there is to know of it. On spot a smaller size alone keeps the order's place; another price
 * takes a new order in place of one that is not yet filled in part, or else more than was meant might be bought.
 */
export function amendMessage(change: ExactAmendment, market: Market): ApiMessage {
  const { price, size, params = {}, clientOrderId } = change;
  const { side, ...extras } = params;
  const which = refParams(change);
  if (market === 'spot' && price === undefined)
    return {
      method: 'order.amend.keepPriority',
      params: present({ ...params, ...which, newQty: size, newClientOrderId: clientOrderId }),
    };
  if (price === undefined || size === undefined) throw invalid('size', 'price and size together');
  if (side !== 'buy' && side !== 'sell') throw invalid('params.side', 'the side of the order: buy or sell');
  const whole = { side: side === 'buy' ? 'BUY' : 'SELL', quantity: size, price };
  if (market !== 'spot') return { method: 'order.modify', params: { ...extras, ...which, ...whole } };
  const { symbol, orderId, origClientOrderId } = which;
  return {
    method: 'order.cancelReplace',
    params: present({
      type: 'LIMIT',
      timeInForce: 'GTC',
      ...extras,
      symbol,
      ...whole,
      cancelOrderId: orderId,
      cancelOrigClientOrderId: origClientOrderId,
      newClientOrderId: clientOrderId,
      cancelReplaceMode: 'STOP_ON_FAILURE',
      cancelRestrictions: 'ONLY_NEW',
    }),
  };
}

/** Asks for an order or cancels it. */
export function refMessage(method: string, which: OrderRef): ApiMessage {
  return { method, params: { ...which.params, ...refParams(which) } };
}

/** Which order is meant: by Binance's own id, where it is known. */
function refParams({ symbol, orderId, clientOrderId }: OrderRef): {
  readonly symbol: string;
  readonly orderId?: number | string;
  readonly origClientOrderId?: string;
} {
  const venueSymbol = venueSymbolOf(symbol).text;
  if (orderId !== undefined) return { symbol: venueSymbol, orderId: numberOf(orderId) };
  return present({ symbol: venueSymbol, origClientOrderId: clientOrderId });
}

/** An id past 2^53 goes as its text, which is taken too. */
function numberOf(id: string): number | string {
  if (!/^\d{1,40}$/.test(id)) throw invalid('orderId', 'digits');
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}

function unsupported(what: string): ColdwireError {
  return new ColdwireError('unsupported', { what });
}
