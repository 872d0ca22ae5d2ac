import type { Dialect, RestSide } from '../../protocol/dialect.ts';
import {
  coinmWeight,
  futuresDials,
  futuresMessages,
  spotDials,
  spotMessages,
  spotWeight,
  usdmWeight,
} from './limits.ts';
import type { Market } from './market.ts';
import { streamDialect } from './streamDialect.ts';

/** REST's sides, each shared by the dialects of its market. */
const rest: Readonly<Record<Market, RestSide>> = {
  spot: { live: 'https://api.binance.com', test: 'https://testnet.binance.vision', limits: [spotWeight] },
  usdm: { live: 'https://fapi.binance.com', test: 'https://testnet.binancefuture.com', limits: [usdmWeight] },
  coinm: { live: 'https://dapi.binance.com', test: 'https://testnet.binancefuture.com', limits: [coinmWeight] },
};

/** Spot's market streams. */
export const spotDialect: Dialect = streamDialect('spot', {
  name: 'spot',
  url: { live: 'wss://stream.binance.com:9443/stream', test: 'wss://stream.testnet.binance.vision/stream' },
  rest: rest.spot,
  limits: [spotDials, spotMessages],
});

/** Streams of futures margined in dollar coins: books, quotes and single trades. Another of them would stay silent here. */
export const usdmPublicDialect: Dialect = streamDialect('usdm', {
  name: 'usdm-public',
  url: { live: 'wss://fstream.binance.com/public/stream', test: 'wss://fstream.binancefuture.com/public/stream' },
  rest: rest.usdm,
  limits: [futuresDials, futuresMessages],
});

/** Streams of futures margined in dollar coins: all others. */
export const usdmMarketDialect: Dialect = streamDialect('usdm', {
  name: 'usdm-market',
  url: { live: 'wss://fstream.binance.com/market/stream', test: 'wss://fstream.binancefuture.com/market/stream' },
  rest: rest.usdm,
  limits: [futuresDials, futuresMessages],
});

/** Streams of futures margined in coins. */
export const coinmDialect: Dialect = streamDialect('coinm', {
  name: 'coinm',
  url: { live: 'wss://dstream.binance.com/stream', test: 'wss://dstream.binancefuture.com/stream' },
  rest: rest.coinm,
  limits: [futuresDials, futuresMessages],
});
