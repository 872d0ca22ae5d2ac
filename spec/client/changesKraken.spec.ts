import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject } from 'rxjs';
import { simulated } from '../helpers/simulated.ts';

const book = { channel: 'book', symbol: 'BTC/USD', depth: 10 } as const;

describe('options that change, before Kraken', () => {
  it('cost each feed one stale and one live, its book whole again in the next epoch', () => {
    const headers = new BehaviorSubject<Record<string, string>>({ 'x-key': '1' });
    const enabled = new BehaviorSubject(true);
    const { client, venue, advance, follow, timers } = simulated(
      { symbols: ['BTC/USD', 'ETH/USD'] },
      { headers, enabled },
    );
    const followed = follow(book);
    const trades = follow({ channel: 'trades', symbol: 'ETH/USD' });
    advance(5_000);
    headers.next({ 'x-key': '2' });
    expect(followed.trust()).toEqual(['stale connecting', 'live 1', 'stale connection-lost']);
    advance(5_000);
    headers.next({ 'x-key': '2' });
    advance(5_000);
    enabled.next(false);
    const told = followed.events.length;
    advance(60_000);
    expect(followed.events).toHaveLength(told);
    enabled.next(true);
    advance(5_000);
    const trust = ['stale connecting', 'live 1', 'stale connection-lost', 'live 2', 'stale connection-lost', 'live 3'];
    expect([followed.trust(), trades.trust()]).toEqual([trust, trust]);
    const truth = venue.book('BTC/USD');
    const mine = followed.values().at(-1)?.toJSON();
    expect(mine?.bids.map(({ price }) => price)).toEqual(truth.bids.slice(0, 10).map(({ price }) => price));
    let counted = 0;
    client.status$.subscribe(({ counters }) => (counted = counters.reconnects)).unsubscribe();
    expect(counted).toBe(2);
    followed.leave();
    trades.leave();
    advance(10_000);
    expect([venue.violations, timers(), headers.observed, enabled.observed]).toEqual([[], 0, false, false]);
  });
});
