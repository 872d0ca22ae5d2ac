import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { TestScheduler } from 'rxjs/testing';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { demoAccount, simulateVenue } from '../../src/simulation/index.ts';
import type { Fault } from '../../src/simulation/index.ts';
import { bareClient, handClock, rig } from './bareClient.ts';

const CHANNELS = ['book', 'trade', 'ticker', 'ohlc'] as const;

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

/** All that a venue and a client of fixed habits say to each other. */
const journalOf = (seed: number, faults: readonly Fault[] = []): string => {
  const { clock, venue, dial } = rig({ seed, faults });
  const clients = [dial(), dial()];
  for (const client of clients) {
    CHANNELS.forEach((channel, id) => client.subscribe(channel, ['BTC/USD', 'ETH/USD', 'NO/PE'], {}, id));
  }
  clock.pass(6_000);
  clients[0]?.leave();
  clock.pass(2_000);
  return JSON.stringify(venue.journal);
};

describe('simulateVenue', () => {
  it('opens no timer until somebody dials, and leaves none when the last has gone', () => {
    const { clock, venue, dial } = rig({ faults: [{ t: 60_000, kind: 'drop', args: {} }] });
    venue.book('BTC/USD');
    expect(clock.waiting()).toBe(0);
    const clients = [dial(), dial()];
    for (const client of clients) for (const channel of CHANNELS) client.subscribe(channel, 'BTC/USD');
    clock.pass(3_000);
    clients[0]?.leave();
    expect(clock.waiting()).toBeGreaterThan(0);
    clients[1]?.send({ method: 'ping' });
    clients[1]?.subscribe('book', 'ETH/USD');
    clients[1]?.leave();
    expect(clock.waiting()).toBe(0);
  });

  it('leaves no timer when a dial is given up, nor when a fault ends the last socket', () => {
    const { clock, venue, dial } = rig();
    dial().leave();
    expect(clock.waiting()).toBe(0);
    dial().subscribe('book', 'BTC/USD');
    clock.pass(1_000);
    venue.inject({ t: 0, kind: 'drop', args: {} });
    expect(clock.waiting()).toBe(0);
  });

  it('moves while somebody is there, stands still after, and has caught up when somebody comes back', () => {
    const { clock, venue, dial } = rig({ seed: 4 });
    const first = dial();
    clock.pass(2_000);
    const seen = venue.book('BTC/USD');
    first.leave();
    clock.pass(5_000);
    expect(venue.book('BTC/USD').bids).toEqual(seen.bids);
    const uninterrupted = rig({ seed: 4 });
    uninterrupted.dial();
    dial();
    clock.pass(3_000);
    uninterrupted.clock.pass(10_000);
    expect(venue.book('BTC/USD')).toEqual(uninterrupted.venue.book('BTC/USD'));
  });

  it('makes up for a long pause without an endless flood', () => {
    const { clock, venue, dial } = rig();
    dial().leave();
    const client = dial();
    clock.pass(1_000);
    client.leave();
    clock.pass(30 * 24 * 3_600_000);
    const back = dial();
    back.subscribe('book', 'BTC/USD');
    clock.pass(2_000);
    expect(back.of('book', 'snapshot').length).toBe(1);
    expect(venue.journal.length).toBeLessThan(50);
  });

  it('gives the same journal for the same seed, byte for byte, and another for another', () => {
    expect(journalOf(1)).toBe(journalOf(1));
    expect(journalOf(1)).not.toBe(journalOf(2));
    const [one, two] = [1, 2].map((seed) => rig({ seed }).venue.book('BTC/USD').bids);
    expect(one).not.toEqual(two);
  });

  it('does not shift the market for a fault more or less', () => {
    const tradesOf = (faults: readonly Fault[]): readonly unknown[] => {
      const { clock, dial } = rig({ seed: 9, faults });
      const client = dial();
      clock.pass(100);
      client.subscribe('trade', ['BTC/USD', 'ETH/USD'], { snapshot: false });
      clock.pass(20_000);
      return client.of('trade').map(({ at, text }) => [at, text]);
    };
    const plain = tradesOf([]);
    expect(plain.length).toBeGreaterThan(20);
    const faults: readonly Fault[] = [
      { t: 1_000, kind: 'crossed-book', args: { for: 2_000 } },
      { t: 2_000, kind: 'garbage', args: {} },
      { t: 3_000, kind: 'outage', args: { for: 1_000 } },
      { t: 4_000, kind: 'wrong-checksum', args: {} },
    ];
    expect(tradesOf(faults)).toEqual(plain);
  });

  it('gives each symbol a market of its own, whatever others are listed', () => {
    const bookOf = (symbols: readonly string[]) => {
      const { clock, venue, dial } = rig({ seed: 3, symbols });
      dial();
      clock.pass(5_000);
      return venue.book('ETH/USD');
    };
    expect(bookOf(['SOL/USD', 'ETH/USD', 'ETH/USD'])).toEqual(bookOf(['ETH/USD']));
  });

  it('lets every symbol be heard within eight seconds, without a flood', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { clock, dial } = rig({ seed, symbols: ['BTC/USD', 'XRP/USD', 'ODD/COIN'] });
        const client = dial();
        for (const channel of CHANNELS) client.subscribe(channel, ['BTC/USD', 'XRP/USD', 'ODD/COIN']);
        clock.pass(8_000);
        for (const symbol of ['BTC/USD', 'XRP/USD', 'ODD/COIN']) {
          const books = client.of('book', 'update', symbol).length;
          expect(books).toBeGreaterThanOrEqual(20);
          expect(books).toBeLessThan(80);
          expect(client.of('trade', 'update', symbol).length).toBeGreaterThanOrEqual(5);
          expect(client.of('ticker', undefined, symbol).length).toBeGreaterThanOrEqual(2);
          expect(client.of('ohlc', undefined, symbol).length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('keeps a thousand levels a side and more, for hours', () => {
    const { clock, venue, dial } = rig({ symbols: ['BTC/USD', 'XRP/USD'] });
    dial();
    clock.pass(2 * 3_600_000);
    for (const symbol of ['BTC/USD', 'XRP/USD']) {
      const { bids, asks } = venue.book(symbol);
      expect(Math.min(bids.length, asks.length)).toBeGreaterThanOrEqual(1_050);
      expect(Math.max(bids.length, asks.length)).toBeLessThan(1_400);
      expect(Number(bids[0]?.price)).toBeLessThan(Number(asks[0]?.price));
    }
  });

  it('runs in a TestScheduler, whose time begins at zero', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ flush }) => {
      const venue = simulateVenue('kraken', { scheduler });
      const client = bareClient(venue, scheduler);
      client.subscribe('book', 'BTC/USD');
      scheduler.schedule(() => client.leave(), 3_000);
      flush();
      expect(client.of('book').length).toBeGreaterThan(5);
    });
  });

  it('prints the wall time of the scheduler', () => {
    const { clock, dial } = rig({}, Date.UTC(2026, 7, 1, 2, 53, 52));
    const client = dial();
    client.subscribe('ticker', 'BTC/USD');
    clock.pass(1_000);
    const [snapshot] = client.of('ticker', 'snapshot');
    expect(snapshot?.message.data?.[0]?.timestamp).toMatch(/^2026-08-01T02:53:52\.\d{6}Z$/);
  });

  it('signs synchronously, with the secret of its first account and by the hash of the venue', () => {
    const sign = (secret: string, bytes: Uint8Array): readonly string[] => [
      createHmac('sha512', Buffer.from(secret, 'base64')).update(bytes).digest('base64'),
    ];
    const { venue } = rig();
    expect(venue.signer('path\u00ff')).toEqual(sign(demoAccount.secret, Buffer.from('path\u00ff', 'latin1')));
    const accounts = [{ key: 'mine', secret: 'bWluZQ==' }];
    expect(rig({ accounts }).venue.signer('a')).toEqual(sign('bWluZQ==', Buffer.from('a')));
  });

  it('tells what its accounts own', () => {
    const { venue } = rig();
    expect(venue.account()).toMatchObject({ key: demoAccount.key, orders: [], fills: [], positions: [] });
    expect(venue.account(demoAccount.key).balances.map(({ asset, total }) => [asset, total])).toEqual(
      Object.entries(demoAccount.balances),
    );
    expect(
      isColdwireError(
        thrownBy(() => venue.account('nobody')),
        'invalid-options',
      ),
    ).toBe(true);
  });

  it('refuses what it cannot simulate', () => {
    const scheduler = handClock();
    const unknown = thrownBy(() => simulateVenue('nowhere' as 'kraken', { scheduler }));
    expect(isColdwireError(unknown, 'unsupported')).toBe(true);
    expect(
      isColdwireError(
        thrownBy(() => simulateVenue('toString' as 'kraken')),
        'unsupported',
      ),
    ).toBe(true);
    expect(
      isColdwireError(
        thrownBy(() => simulateVenue('kraken', { symbols: ['BTC"/USD'] })),
        'invalid-options',
      ),
    ).toBe(true);
    expect(
      isColdwireError(
        thrownBy(() => rig().venue.book('NO/PE')),
        'invalid-options',
      ),
    ).toBe(true);
  });
});
