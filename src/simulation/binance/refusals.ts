import type { OrderRefusal } from '../exchange/order.ts';
import { errors, type VenueError } from './outcome.ts';
import type { Product } from './product.ts';

const filter = (name: string): VenueError => ({ code: -1013, msg: `Filter failure: ${name}` });
const precision: VenueError = { code: -1111, msg: 'Precision is over the maximum defined for this asset.' };

const common = {
  'unknown-symbol': errors.symbol,
  'unknown-order': errors.unknownOrder,
  closed: errors.unknownOrder,
  refused: { code: -2010, msg: 'NEW_ORDER_REJECTED' },
} as const;

/** The venue's words for why an order is not to be had; those of spot are documented, those of futures from other clients' tables `?`. */
export const refusals: Readonly<Record<Product, Readonly<Record<OrderRefusal, VenueError>>>> = {
  spot: {
    ...common,
    'bad-price': filter('PRICE_FILTER'),
    'bad-size': filter('LOT_SIZE'),
    'too-small': filter('LOT_SIZE'),
    'insufficient-funds': { code: -2010, msg: 'Account has insufficient balance for requested action.' },
    'duplicate-client-order-id': { code: -2010, msg: 'Duplicate order sent.' },
    'would-take': { code: -2010, msg: 'Order would immediately match and take.' },
    'reduce-only': { code: -1106, msg: "Parameter 'reduceOnly' sent when not required." },
  },
  usdm: {
    ...common,
    'bad-price': { code: -4014, msg: 'Price not increased by tick size.' },
    'bad-size': precision,
    'too-small': { code: -4003, msg: 'Quantity less than or equal to zero.' },
    'insufficient-funds': { code: -2019, msg: 'Margin is insufficient.' },
    'duplicate-client-order-id': { code: -4116, msg: 'ClientOrderId is duplicated.' },
    'would-take': {
      code: -5022,
      msg: 'Due to the order could not be executed as maker, the Post Only order will be rejected.',
    },
    'reduce-only': { code: -2022, msg: 'ReduceOnly Order is rejected.' },
  },
};
