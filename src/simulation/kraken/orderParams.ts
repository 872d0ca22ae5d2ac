import type { OrderRequest } from '../exchange/order.ts';
import { parseInstant } from './parseInstant.ts';
import { invalid } from './orderErrors.ts';

/** Fields as a client sent them. */
export type Params = Readonly<Record<string, unknown>>;

/** What an order says beside what the exchange needs to know. */
export interface ReadParams {
  readonly order: OrderRequest;
  /** Only to be checked. */
  readonly validate: boolean;
  /** When it is too late for it. */
  readonly deadline: number | undefined;
  readonly userref: number;
}

/** Numbers are numbers at Kraken; texts are refused. */
export function numberText(value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return undefined;
  const text = String(value);
  return text.includes('e') ? value.toFixed(18).replace(/\.?0+$/, '') : text;
}

/** Text of a customer's own id: a UUID with or without dashes, or up to 18 characters of ASCII (documentation). */
function isClientOrderId(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^([\x21-\x7e]{1,18}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text)
  );
}

/** Reads the parameters of one order; gives the error they deserve where they are wrong. */
export function readParams(params: Params, symbol: unknown = params.symbol): ReadParams | string {
  const { side, order_type: type, time_in_force: force, cl_ord_id: clientOrderId, order_userref: userref = 0 } = params;
  if (side !== 'buy' && side !== 'sell') return invalid('side');
  if (type !== 'limit' && type !== 'market') return invalid('order_type');
  if (typeof symbol !== 'string') return invalid('symbol');
  if (clientOrderId !== undefined && !isClientOrderId(clientOrderId)) return invalid('cl_ord_id');
  if (!Number.isInteger(userref)) return invalid('order_userref');
  const timeInForce = typeof force === 'string' ? force.toUpperCase() : undefined;
  if (force !== undefined && timeInForce !== 'GTC' && timeInForce !== 'IOC' && timeInForce !== 'FOK')
    return invalid('time_in_force');
  const isCash = params.cash_order_qty !== undefined;
  const size = numberText(isCash ? params.cash_order_qty : params.order_qty);
  if (size === undefined) return invalid(isCash ? 'cash_order_qty' : 'order_qty');
  const price = numberText(params.limit_price);
  if (params.limit_price !== undefined && price === undefined) return invalid('limit_price');
  const deadline = params.deadline === undefined ? undefined : parseInstant(params.deadline);
  if (deadline !== undefined && Number.isNaN(deadline)) return invalid('deadline');
  return {
    validate: params.validate === true,
    deadline,
    userref: userref as number,
    order: {
      symbol,
      side,
      type,
      size,
      ...(isCash ? { sizeIn: 'quote' } : {}),
      ...(price === undefined ? {} : { price }),
      ...(timeInForce === undefined ? {} : { timeInForce: timeInForce as 'GTC' | 'IOC' | 'FOK' }),
      postOnly: params.post_only === true,
      ...(clientOrderId === undefined ? {} : { clientOrderId }),
    },
  };
}

/** A list of texts, each an order's id or a customer's own. */
export function idsOf(params: Params): readonly { readonly id?: string; readonly clientOrderId?: string }[] {
  const list = (value: unknown): readonly string[] =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter((one) => typeof one === 'string');
  return [
    ...list(params.order_id ?? params.orders).map((id) => ({ id })),
    ...list(params.cl_ord_id).map((clientOrderId) => ({ clientOrderId })),
  ];
}
