import type { Dialect } from '../../protocol/dialect.ts';
import { futuresDials, futuresMessages, spotDials, spotMessages } from './limits.ts';
import { restSides } from './restSides.ts';
import { streamDialect } from './streamDialect.ts';

/** Spot's market streams. */
export const spotDialect: Dialect = streamDialect('spot', {
  name: 'spot',
  url: { live: 'wss://stream.binance.com:9443/stream', test: 'wss://stream.testnet.binance.vision/stream' },
  rest: restSides.spot,
  limits: [spotDials, spotMessages],
});

/** Streams of futures margined in dollar coins: books, quotes and single trades. Another of them would stay silent here. */
export const usdmPublicDialect: Dialect = streamDialect('usdm', {
  name: 'usdm-public',
  url: { live: 'wss://fstream.binance.com/public/stream', test: 'wss://fstream.binancefuture.com/public/stream' },
  rest: restSides.usdm,
  limits: [futuresDials, futuresMessages],
});

/** Streams of futures margined in dollar coins: all others. */
export const usdmMarketDialect: Dialect = streamDialect('usdm', {
  name: 'usdm-market',
  url: { live: 'wss://fstream.binance.com/market/stream', test: 'wss://fstream.binancefuture.com/market/stream' },
  rest: restSides.usdm,
  limits: [futuresDials, futuresMessages],
});

/** Streams of futures margined in coins. */
export const coinmDialect: Dialect = streamDialect('coinm', {
  name: 'coinm',
  url: { live: 'wss://dstream.binance.com/stream', test: 'wss://dstream.binancefuture.com/stream' },
  rest: restSides.coinm,
  limits: [futuresDials, futuresMessages],
});
