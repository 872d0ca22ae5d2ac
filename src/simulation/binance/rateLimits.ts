import type { Product } from './product.ts';

/** One of the limits a product counts. */
export interface RateLimit {
  readonly rateLimitType: 'REQUEST_WEIGHT' | 'ORDERS';
  readonly interval: 'SECOND' | 'MINUTE' | 'DAY';
  readonly intervalNum: number;
  readonly limit: number;
}

/** The weight of requests that an address may spend in a minute (documentation of July 2026; that of futures `?`). */
export const requestWeight: Readonly<Record<Product, number>> = { spot: 6_000, usdm: 2_400 };

/** The orders an account may place, by product: in ten seconds, and in a day or, in futures, a minute. */
export const orderLimits: Readonly<Record<Product, readonly RateLimit[]>> = {
  spot: [
    { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 50 },
    { rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 160_000 },
  ],
  usdm: [
    { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 300 },
    { rateLimitType: 'ORDERS', interval: 'MINUTE', intervalNum: 1, limit: 1_200 },
  ],
};

/** All limits of a product. */
export function rateLimits(product: Product): readonly RateLimit[] {
  return [
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: requestWeight[product] },
    ...orderLimits[product],
  ];
}
