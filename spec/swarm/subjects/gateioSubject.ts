import { gateio } from '../../../src/exchanges/gateio/index.ts';
import type { Subject } from '../subject.ts';
import { accountFaults, commonFaults } from './commonFaults.ts';

/** Gate.io: a socket a market for everything, books of two generations. */
export const gateioSubject: Subject = {
  exchange: gateio,
  venue: 'gateio',
  symbols: ['BTC/USDT', 'ETH/USDT:USDT'],
  wishes: (symbol) => [
    { channel: 'book', symbol },
    { channel: 'book', symbol, depth: 400 },
    { channel: 'book', symbol, depth: 20, params: { channel: 'order_book_update' } },
    { channel: 'book', symbol, depth: 10, params: { channel: 'order_book' } },
    { channel: 'trades', symbol },
    { channel: 'ticker', symbol },
    { channel: 'quotes', symbol },
    { channel: 'candles', symbol, interval: '1m' },
  ],
  faults: [...commonFaults, 'reset-sequence', 'stale-snapshot', 'slow-deltas'],
  isQuiet: ({ params }) => params?.['channel'] === 'order_book',
  isGapFree: () => false,
  compared: ({ depth = 50 }) => depth,
  isPaced: true,
  account: {
    credentials: { key: 'canary-of-the-swarm-key', secret: 'canary-of-the-swarm-secret', uid: '1001' },
    wishes: [
      { channel: 'orders' },
      { channel: 'fills' },
      { channel: 'balances' },
      { channel: 'orders', params: { market: 'usdt' } },
      { channel: 'fills', params: { market: 'usdt' } },
    ],
    size: (symbol) => (symbol.includes(':') ? '2' : '0.02'),
    idOf: (number) => `t-swarm-${number}`,
    extras: (side) => ({ params: { side } }),
    faults: [...accountFaults, 'unknown-outcome'],
  },
};
