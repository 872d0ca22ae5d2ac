import type { OrderRefusal } from '../exchange/order.ts';

/** Why an item of a request is refused. */
export type TradeRefusal = readonly [sCode: string, sMsg: string];

const NOT_CANCELED: TradeRefusal = [
  '51400',
  'Cancellation failed as the order has been filled, canceled or does not exist.',
];
const THROTTLE = 'Please refer to API documentation and throttle requests accordingly.';

/** The venue's words for the exchange's reasons. */
export const tradeRefusals: Readonly<Record<OrderRefusal, TradeRefusal>> = {
  'unknown-symbol': ['51001', "Instrument ID doesn't exist."],
  'bad-price': ['51000', 'Parameter px error'],
  'bad-size': ['51000', 'Parameter sz error'],
  'too-small': ['51020', 'Your order should meet or exceed the minimum order amount.'],
  'insufficient-funds': ['51008', 'Order failed. Your available balance is insufficient.'],
  'duplicate-client-order-id': ['51016', 'Client order ID already exists.'],
  'would-take': ['51000', 'Parameter px error'],
  'reduce-only': ['51169', "Order failed because you don't have any positions in this direction to reduce or close."],
  'unknown-order': NOT_CANCELED,
  closed: NOT_CANCELED,
  refused: ['50026', 'System error. Try again later.'],
};

/** Its words for what it finds itself. */
export const otherRefusals: Readonly<Record<'notAmended' | 'tooOften' | 'accountTooOften' | 'expired', TradeRefusal>> =
  {
    notAmended: ['51503', 'Your order has already been filled or canceled.'],
    tooOften: ['50011', `Rate limit reached. ${THROTTLE}`],
    accountTooOften: ['50061', `Order rate limit reached. ${THROTTLE}`],
    expired: ['50036', "The expTime can't be earlier than the current system time."],
  };

/** A parameter that is missing. */
export const emptyParameter = (name: string): TradeRefusal => ['50014', `Parameter ${name} can not be empty`];
/** A parameter that is none. */
export const wrongParameter = (name: string): TradeRefusal => ['51000', `Parameter ${name} error`];
