import type { Order } from '../model/order.ts';
import type { PrivateValue } from '../protocol/stateRule.ts';

/** Whether an order may still trade. */
export function isOpen({ status }: Order): boolean {
  return status === 'open' || status === 'partially-filled';
}

/** Of which thing a private value is the newest state; nothing for a fill, which happens once. */
export function stateKey(value: PrivateValue): string | undefined {
  switch (value.kind) {
    case 'order':
      return `order|${value.orderId}`;
    case 'balance':
      return `balance|${value.asset}`;
    case 'position':
      return `position|${value.symbol}|${value.positionId}`;
    case 'fill':
      return undefined;
  }
}

/** Whether there is nothing more of a thing: an order that is no longer open, a position that is flat. */
export function isEnded(value: PrivateValue): boolean {
  return (value.kind === 'order' && !isOpen(value)) || (value.kind === 'position' && value.size === 0);
}
