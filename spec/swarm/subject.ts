import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { FaultKind, SimulatedVenueName } from '../../src/simulation/index.ts';

/** A venue as the swarm plays it. */
export interface Subject {
  readonly exchange: Exchange;
  readonly venue: SimulatedVenueName;
  readonly symbols: readonly string[];
  /** What may be wanted of a symbol. */
  readonly wishes: (symbol: string) => readonly Subscription[];
  /** What can go wrong with it. */
  readonly faults: readonly FaultKind[];
  /** A request that does no harm, if the venue has one. */
  readonly ping?: unknown;
  readonly options?: Pick<ClientOptions, 'credentials'>;
}

/** The venues that are played, by name. */
export const subjects: Readonly<Record<string, Subject>> = {
  kraken: {
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
  },
};
