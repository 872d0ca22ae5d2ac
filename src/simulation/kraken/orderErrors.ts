import type { OrderRefusal } from '../exchange/order.ts';
import type { SystemStatus } from '../fault.ts';

/**
 * Why an order is refused, in the venue's words. Funds, price, post only, minimum, unknown order and session are its own
 * (documentation of errors); the others are guesses `?`.
 */
export const orderErrors: Readonly<Record<OrderRefusal, string>> = {
  'unknown-symbol': 'EQuery:Unknown asset pair',
  'bad-price': 'EOrder:Invalid price',
  'bad-size': 'EGeneral:Invalid arguments:order_qty',
  'too-small': 'EOrder:Order minimum not met',
  'insufficient-funds': 'EOrder:Insufficient funds',
  'duplicate-client-order-id': 'EOrder:Duplicate cl_ord_id',
  'would-take': 'EOrder:Post only order',
  'reduce-only': 'EOrder:Reduce only:No position exists',
  'unknown-order': 'EOrder:Unknown order',
  closed: 'EOrder:Unknown order',
  refused: 'EService:Unavailable',
};

export const session = 'ESession:Invalid session';
export const deadline = 'EService:Deadline elapsed';
export const invalid = (field: string): string => `EGeneral:Invalid arguments:${field}`;

/** What the state of the venue forbids. */
export function forbidden(system: SystemStatus, postOnly: boolean): string | undefined {
  switch (system) {
    case 'online':
      return undefined;
    case 'maintenance':
      return 'EService:Unavailable';
    case 'cancel_only':
      return 'EService:Market in cancel_only mode';
    case 'post_only':
      return postOnly ? undefined : 'EService:Market in post_only mode';
  }
}
