import type { OrderRefusal } from '../exchange/order.ts';
import type { Product } from './product.ts';

/** Why something is refused: the status, the venue's label, and words. */
export type Refusal = readonly [status: 400 | 401 | 404 | 429 | 500, label: string, message: string];

/** What a parameter is not. */
export const invalid = (message: string): Refusal => [400, 'INVALID_PARAM_VALUE', message];

/** Refusals that are not the exchange's own. */
export const otherRefusals: Readonly<
  Record<'notLoggedIn' | 'tooOften' | 'expired' | 'unknownOutcome' | 'unknown', Refusal>
> = {
  notLoggedIn: [401, 'AUTHENTICATION_FAILED', 'Not login'],
  tooOften: [429, 'TOO_MANY_REQUESTS', 'Request rate limit exceeded'],
  expired: [400, 'REQUEST_EXPIRED', 'The request came after its x-gate-exptime'],
  unknownOutcome: [500, 'SERVER_ERROR', 'Internal server error'],
  unknown: [400, 'INVALID_ARGUMENT', 'unknown channel'],
};

const common: Readonly<
  Record<
    Exclude<OrderRefusal, 'unknown-symbol' | 'too-small' | 'insufficient-funds' | 'would-take' | 'closed'>,
    Refusal
  >
> = {
  'bad-price': invalid('Invalid price'),
  'bad-size': invalid('Invalid amount'),
  'duplicate-client-order-id': [400, 'REPEATED_CREATION', 'Repeated creation'],
  'reduce-only': [400, 'INCREASE_POSITION', 'order is to increase position'],
  'unknown-order': [404, 'ORDER_NOT_FOUND', 'Order not found'],
  refused: [400, 'TRADE_RESTRICTED', 'Trade is restricted'],
};

/** The exchange's refusals in the venue's words, which are others on spot than in futures. */
export const refusals: Readonly<Record<Product, Readonly<Record<OrderRefusal, Refusal>>>> = {
  spot: {
    ...common,
    'unknown-symbol': [400, 'INVALID_CURRENCY_PAIR', 'Invalid currency pair'],
    'too-small': [400, 'AMOUNT_TOO_LITTLE', 'Your order size is below the minimum'],
    'insufficient-funds': [400, 'BALANCE_NOT_ENOUGH', 'Not enough balance'],
    'would-take': [400, 'POC_FILL_IMMEDIATELY', 'Order would match and take immediately so its cancelled'],
    closed: [400, 'ORDER_CLOSED', 'Order closed'],
  },
  futures: {
    ...common,
    'unknown-symbol': [400, 'CONTRACT_NOT_FOUND', 'contract not found'],
    'too-small': [400, 'SIZE_TOO_SMALL', 'size too small'],
    'insufficient-funds': [400, 'INSUFFICIENT_AVAILABLE', 'insufficient available'],
    'would-take': [400, 'ORDER_POC_IMMEDIATE', 'order would immediately match and trade'],
    closed: [400, 'ORDER_FINISHED', 'order finished'],
  },
};
