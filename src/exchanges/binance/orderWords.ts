import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Order, OrderStatus, TimeInForce } from '../../model/order.ts';
import { parseDecimal } from '../../util/decimal.ts';

/** Binance's words for where an order stands. Liquidations' own (`NEW_ADL`) say only that it is there. */
const STATUSES: Readonly<Record<string, OrderStatus>> = {
  NEW: 'open',
  PENDING_NEW: 'open',
  PENDING_CANCEL: 'open',
  NEW_INSURANCE: 'open',
  NEW_ADL: 'open',
  PARTIALLY_FILLED: 'partially-filled',
  FILLED: 'filled',
  CANCELED: 'canceled',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  EXPIRED_IN_MATCH: 'expired',
};

/** Where an order stands: all that is filled is, whatever word stands for it. */
export function statusOf(word: unknown, sizeText: string, filledText: string): OrderStatus {
  const status = typeof word === 'string' && Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (status === undefined) throw new ColdwireError('protocol-violation', { what: 'field status' });
  const [size, filled] = [parseDecimal(sizeText), parseDecimal(filledText)];
  return status === 'open' && size > 0 && filled >= size ? 'filled' : status;
}

/** Our side of a trade or an order. */
export function sideOf(word: unknown): Order['side'] {
  if (word === 'BUY') return 'buy';
  if (word === 'SELL') return 'sell';
  throw new ColdwireError('protocol-violation', { what: 'field side' });
}

/** `limit`, `market`, or Binance's own word. */
export function typeOf(word: string): Order['type'] {
  if (word === 'LIMIT' || word === 'LIMIT_MAKER') return 'limit';
  return word === 'MARKET' ? 'market' : word;
}

const TIMES: Readonly<Record<string, TimeInForce>> = { GTC: 'gtc', IOC: 'ioc', FOK: 'fok', GTD: 'gtd', GTX: 'gtc' };

/** How long an order stays, and whether it may only make. */
export function termsOf(type: string, time: unknown): Pick<Order, 'timeInForce' | 'postOnly'> {
  const timeInForce = typeof time === 'string' && Object.hasOwn(TIMES, time) ? TIMES[time] : undefined;
  return {
    ...(timeInForce === undefined ? {} : { timeInForce }),
    ...(type === 'LIMIT_MAKER' || time === 'GTX' ? { postOnly: true } : {}),
  };
}

/** A price of zero is none. */
export function priceTextOf(text: unknown): string | undefined {
  return typeof text === 'string' && parseDecimal(text) !== 0 ? text : undefined;
}
