import { kraken } from '../../../src/exchanges/kraken/index.ts';
import type { Subject } from '../subject.ts';
import { accountFaults } from './commonFaults.ts';

/** Kraken: one socket, checksums, books that name no depth. */
export const krakenSubject: Subject = {
  exchange: kraken,
  venue: 'kraken',
  symbols: ['BTC/USD', 'ETH/USD'],
  wishes: (symbol) => [
    { channel: 'book', symbol, depth: 10 },
    { channel: 'book', symbol, depth: 25 },
    { channel: 'trades', symbol },
    { channel: 'ticker', symbol },
    { channel: 'candles', symbol, interval: '1m' },
  ],
  faults: [
    'drop',
    'outage',
    'silence',
    'garbage',
    'freeze',
    'wrong-checksum',
    'drop-delta',
    'duplicate-delta',
    'crossed-book',
    'refuse-symbol',
    'delay-ack',
    'lose-ack',
    'repeat-ack',
    'unsubscribe',
    'unknown-frame',
    'exceeded-rate',
    'system-status',
    'late-data',
  ],
  ping: { method: 'ping' },
  refusal: 'EService:Unavailable',
  isQuick: true,
  isGapFree: () => true,
  // A change that is lost past the tenth level shows in no checksum.
  compared: ({ depth = 10 }, isLossy) => (isLossy ? Math.min(depth, 10) : depth),
  account: {
    // Secrets are in base64 there.
    credentials: { key: 'canary-of-the-swarm-key', secret: 'Y2FuYXJ5LW9mLXRoZS1zd2FybS1zZWNyZXQ=' },
    wishes: [{ channel: 'orders' }, { channel: 'fills' }, { channel: 'balances' }],
    isWhole: true,
    size: () => '0.05',
    idOf: (number) => `swarm-${number}`,
    faults: accountFaults,
  },
};
