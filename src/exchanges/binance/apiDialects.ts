import type { Dialect } from '../../protocol/dialect.ts';
import { apiDialect } from './apiDialect.ts';
import { futuresDials, spotDials, spotOrders, spotWeight, usdmOrders, usdmWeight } from './limits.ts';
import { restSides } from './restSides.ts';

/** Spot's requests, orders and account. */
export const spotApiDialect: Dialect = apiDialect('spot', {
  name: 'spot-api',
  url: { live: 'wss://ws-api.binance.com:443/ws-api/v3', test: 'wss://ws-api.testnet.binance.vision/ws-api/v3' },
  rest: restSides.spot,
  limits: [spotDials, spotWeight, spotOrders],
});

/** Requests and orders of futures margined in dollar coins. */
export const usdmApiDialect: Dialect = apiDialect('usdm', {
  name: 'usdm-api',
  url: { live: 'wss://ws-fapi.binance.com/ws-fapi/v1', test: 'wss://testnet.binancefuture.com/ws-fapi/v1' },
  rest: restSides.usdm,
  limits: [futuresDials, usdmWeight, ...usdmOrders],
});
