import type { Balance } from '../../src/model/balance.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Order } from '../../src/model/order.ts';
import type { Position } from '../../src/model/position.ts';

const stamp = { exchange: 'broker', symbol: 'A', receivedAt: 1 };

/** An open order of five, of which nothing is filled. */
export function orderSample(more: Partial<Order> = {}): Order {
  const amounts = { size: 5, sizeText: '5', filled: 0, filledText: '0', remaining: 5, remainingText: '5' };
  const rest = { side: 'buy', type: 'limit', status: 'open', unit: 'base' } as const;
  return { ...stamp, kind: 'order', orderId: 'o1', ...rest, ...amounts, ...more };
}

/** A fill of one. */
export function fillSample(more: Partial<Fill> = {}): Fill {
  const amounts = { price: 1, priceText: '1', size: 1, sizeText: '1' };
  return { ...stamp, kind: 'fill', id: 'f1', orderId: 'o1', side: 'buy', ...amounts, unit: 'base', time: 1, ...more };
}

/** A balance of two. */
export function balanceSample(more: Partial<Balance> = {}): Balance {
  const amounts = { free: 1, freeText: '1', used: 1, usedText: '1', total: 2, totalText: '2' };
  return { exchange: 'broker', receivedAt: 1, kind: 'balance', asset: 'BTC', ...amounts, ...more };
}

/** A long position of three. */
export function positionSample(more: Partial<Position> = {}): Position {
  const rest = { positionId: 'p1', side: 'long', size: 3, sizeText: '3', unit: 'contract' } as const;
  return { ...stamp, kind: 'position', ...rest, ...more };
}
