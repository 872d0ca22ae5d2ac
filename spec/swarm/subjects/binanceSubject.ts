import { binance } from '../../../src/exchanges/binance/index.ts';
import type { Subject } from '../subject.ts';
import { accountFaults, commonFaults } from './commonFaults.ts';

/** Binance: sockets of streams and sockets of requests, books that follow on snapshots from REST. */
export const binanceSubject: Subject = {
  exchange: binance,
  venue: 'binance',
  symbols: ['BTC/USDT', 'ETH/USDT:USDT'],
  wishes: (symbol) => [
    { channel: 'book', symbol },
    { channel: 'book', symbol, depth: 10, params: { partial: true } },
    { channel: 'trades', symbol },
    { channel: 'trades', symbol, params: { stream: symbol.includes(':') ? 'trade' : 'aggTrade' } },
    { channel: 'ticker', symbol },
    { channel: 'quotes', symbol },
    { channel: 'candles', symbol, interval: '1m' },
  ],
  // What it refuses or ends it does not tell, not even when asked.
  faults: [
    ...commonFaults.filter((kind) => kind !== 'refuse-symbol' && kind !== 'unsubscribe'),
    'stale-snapshot',
    'slow-deltas',
    'exceeded-rate',
  ],
  isQuiet: ({ params }) => params?.['partial'] === true,
  isGapFree: () => true,
  isCutOff: true,
  compared: ({ depth = 100 }) => depth,
  isPaced: true,
  // A weight that is used up comes back with the next minute.
  patience: 65_000,
  account: {
    credentials: { key: 'canary-of-the-swarm-key', secret: 'canary-of-the-swarm-secret' },
    wishes: [
      { channel: 'orders' },
      { channel: 'fills' },
      { channel: 'balances' },
      { channel: 'orders', params: { market: 'usdm' } },
      { channel: 'fills', params: { market: 'usdm' } },
    ],
    size: (symbol) => (symbol.includes(':') ? '0.050' : '0.05000'),
    idOf: (number) => `swarm-${number}`,
    extras: (side) => ({ params: { side } }),
    faults: [...accountFaults, 'unknown-outcome'],
  },
};
