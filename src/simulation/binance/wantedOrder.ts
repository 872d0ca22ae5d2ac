import type { OrderRequest } from '../exchange/order.ts';
import { errors, type VenueError } from './outcome.ts';
import type { Params } from './params.ts';
import type { Product } from './product.ts';

/** Types and times in force that only rest, by product. */
const RESTING = { type: 'LIMIT_MAKER', force: 'GTX' } as const;

/** Reads what somebody wants to have placed; nobody has looked yet whether the symbol and the numbers can be had. */
export function wantedOrder(
  product: Product,
  symbol: string,
  params: Params,
  ownName: string,
): OrderRequest | VenueError {
  const { type, price, quantity, quoteOrderQty, timeInForce, reduceOnly, newClientOrderId = ownName } = params;
  const side = sideOf(params.side);
  if (side === undefined) return params.side === undefined ? errors.missing('side') : errors.side;
  if (type === undefined) return errors.missing('type');
  if (!isKnownType(product, type)) return product === 'usdm' && /STOP|PROFIT/.test(type) ? errors.algo : errors.type;
  if (!/^[\w\-.:/]{1,36}$/.test(newClientOrderId)) return errors.clientOrderId;
  const rest = { symbol, side, clientOrderId: newClientOrderId, reduceOnly: reduceOnly === 'true' };
  if (type === 'MARKET') {
    if (quantity !== undefined) return { ...rest, type: 'market', size: quantity };
    return quoteOrderQty === undefined || product === 'usdm'
      ? errors.missing('quantity')
      : { ...rest, type: 'market', size: quoteOrderQty, sizeIn: 'quote' };
  }
  if (price === undefined) return errors.missing('price');
  if (quantity === undefined) return errors.missing('quantity');
  const limit = { ...rest, type: 'limit', price, size: quantity } as const;
  if (type === RESTING.type || (product === 'usdm' && timeInForce === RESTING.force))
    return { ...limit, postOnly: true };
  if (timeInForce === undefined) return errors.missing('timeInForce');
  if (timeInForce !== 'GTC' && timeInForce !== 'IOC' && timeInForce !== 'FOK') return errors.timeInForce;
  return { ...limit, timeInForce };
}

function sideOf(text: string | undefined): OrderRequest['side'] | undefined {
  if (text === 'BUY') return 'buy';
  return text === 'SELL' ? 'sell' : undefined;
}

const isKnownType = (product: Product, type: string): boolean =>
  type === 'LIMIT' || type === 'MARKET' || (product === 'spot' && type === RESTING.type);
