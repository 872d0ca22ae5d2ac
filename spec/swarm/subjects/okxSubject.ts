import { okx } from '../../../src/exchanges/okx/index.ts';
import type { Subject } from '../subject.ts';
import { accountFaults, commonFaults } from './commonFaults.ts';

/** OKX: four kinds of sockets, a login, books that name the change before. */
export const okxSubject: Subject = {
  exchange: okx,
  venue: 'okx',
  symbols: ['BTC/USDT', 'ETH/USDT:USDT'],
  wishes: (symbol) => [
    { channel: 'book', symbol },
    { channel: 'book', symbol, depth: 5 },
    { channel: 'book', symbol, depth: 1 },
    { channel: 'trades', symbol },
    { channel: 'trades', symbol, params: { channel: 'trades-all' } },
    { channel: 'ticker', symbol },
    { channel: 'quotes', symbol },
    { channel: 'candles', symbol, interval: '1m' },
  ],
  faults: [...commonFaults, 'reset-sequence', 'withhold-snapshots', 'exceeded-rate', 'system-status'],
  isVague: true,
  // A taker of little counts for fewer executions than ids are left for.
  isGapFree: () => false,
  compared: ({ depth = 400 }) => depth,
  isPaced: true,
  account: {
    credentials: {
      key: 'canary-of-the-swarm-key',
      secret: 'canary-of-the-swarm-secret',
      passphrase: 'canary-of-the-swarm-passphrase',
    },
    wishes: [{ channel: 'orders' }, { channel: 'fills' }, { channel: 'balances' }],
    isWhole: true,
    size: (symbol) => (symbol.includes(':') ? '2' : '0.02'),
    idOf: (number) => `swarm${number}`,
    faults: accountFaults,
  },
};
