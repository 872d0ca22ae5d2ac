import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { config } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Level } from '../../src/model/orderBook.ts';
import type { Fault } from '../../src/simulation/index.ts';
import { simulated } from '../helpers/simulated.ts';

const at = (fault: object): Fault => ({ t: 0, args: {}, ...fault }) as Fault;
const BTC = { channel: 'book', symbol: 'BTC/USD' } as const;
const ETH = { channel: 'book', symbol: 'ETH/USD' } as const;

/** The frames a client sent of one kind. */
const sent = (venue: { readonly journal: readonly { way: string; frame: unknown }[] }, method: string) =>
  venue.journal
    .filter(({ way }) => way === 'in')
    .map(({ frame }) => JSON.parse(String(frame)))
    .filter((message) => message.method === method);

/** The ten best levels of each side, as text. */
function topOf(book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] } | undefined): string {
  const textOf = ({ priceText, sizeText }: Level): string => `${priceText} x ${sizeText}`;
  return [...(book?.bids.slice(0, 10) ?? []), ...(book?.asks.slice(0, 10) ?? [])].map(textOf).join('\n');
}

describe('what goes wrong harms only itself:', () => {
  it.each([
    ['a frame that is no JSON', at({ kind: 'garbage' }), { undecodable: 1 }],
    ['a frame of bytes', at({ kind: 'garbage', args: { form: 'binary' } }), { undecodable: 1 }],
    ['a frame of no known kind', at({ kind: 'unknown-frame' }), { unknownFrames: 1 }],
    ['a complaint that names no request', at({ kind: 'exceeded-rate' }), {}],
  ])('%s is counted and dropped', (_, fault, counted) => {
    const { venue, client, advance, follow } = simulated();
    const [btc, eth] = [follow(BTC), follow(ETH)];
    let counters: Partial<Record<string, number>> = {};
    client.status$.subscribe((status) => {
      counters = { ...status.counters };
    });
    advance(3_000);
    venue.inject(fault);
    const before = [btc.values().length, eth.values().length] as const;
    advance(3_000);
    expect(btc.trust()).toEqual(['stale connecting', 'live 1']);
    expect(eth.trust()).toEqual(['stale connecting', 'live 1']);
    expect(btc.values().length).toBeGreaterThan(before[0]);
    expect(eth.values().length).toBeGreaterThan(before[1]);
    expect(counters).toMatchObject({ undecodable: 0, unknownFrames: 0, reconnects: 0, resyncs: 0, ...counted });
  });

  it('a symbol the venue does not know ends its own feed', () => {
    const { venue, advance, follow } = simulated();
    const [btc, strange] = [follow(BTC), follow({ channel: 'book', symbol: 'FOO/BAR' })];
    advance(3_000);
    expect(strange.errors).toHaveLength(1);
    expect(isColdwireError(strange.errors[0], 'subscription-rejected')).toBe(true);
    expect(strange.trust()).toEqual(['stale connecting']);
    expect(btc.trust()).toEqual(['stale connecting', 'live 1']);
    expect(btc.errors).toEqual([]);
    expect(venue.violations).toEqual([]);
  });

  it('a book whose checksum fails starts again alone', () => {
    const { venue, advance, follow } = simulated();
    const [btc, eth] = [follow(BTC), follow(ETH)];
    advance(3_000);
    venue.inject(at({ kind: 'wrong-checksum', target: 'BTC/USD' }));
    advance(10_000);
    expect(btc.trust()).toEqual(['stale connecting', 'live 1', 'stale checksum-mismatch', 'live 1']);
    expect(eth.trust()).toEqual(['stale connecting', 'live 1']);
    expect(sent(venue, 'unsubscribe').map(({ params }) => params.symbol)).toEqual([['BTC/USD']]);
    expect(sent(venue, 'subscribe').map(({ params }) => params.symbol)).toEqual([['BTC/USD', 'ETH/USD'], ['BTC/USD']]);
    expect(venue.violations).toEqual([]);
  });

  it('a book that misses a delta is caught by its checksum and ends up equal to the venue', () => {
    const { venue, advance, follow } = simulated();
    const btc = follow(BTC);
    advance(3_000);
    venue.inject(at({ kind: 'drop-delta', target: 'BTC/USD' }));
    advance(60_000);
    expect(btc.trust().slice(2)).toEqual(['stale checksum-mismatch', 'live 1']);
    // What is shown is a latency behind the truth: it must be one of the last truths, text for text.
    const truths = Array.from({ length: 60 }, () => {
      advance(1);
      return topOf(venue.book('BTC/USD'));
    });
    expect(truths).toContain(topOf(btc.values().at(-1)));
  });

  describe('a consumer that throws', () => {
    const reported: unknown[] = [];
    beforeEach(() => {
      reported.length = 0;
      config.onUnhandledError = (error) => reported.push(error);
    });
    afterEach(() => {
      config.onUnhandledError = null;
    });

    it('takes nothing from the other consumers, of its own topic or of others', async () => {
      const { client, advance, follow } = simulated();
      const wrong = new Error('a strategy with a bug');
      const received: string[] = [];
      client.feed(BTC).subscribe((event) => {
        received.push(event.kind);
        throw wrong;
      });
      const [btc, eth] = [follow(BTC), follow(ETH)];
      advance(5_000);
      expect(btc.trust()).toEqual(['stale connecting', 'live 1']);
      expect(eth.trust()).toEqual(['stale connecting', 'live 1']);
      expect(btc.values().length).toBeGreaterThan(5);
      expect(eth.values().length).toBeGreaterThan(5);
      // It is never swallowed, and it goes on being served.
      expect(received).toHaveLength(btc.events.length);
      await new Promise((resolve) => setTimeout(resolve));
      expect(new Set(reported)).toEqual(new Set([wrong]));
      expect(reported).toHaveLength(received.length);
    });
  });
});

describe('after the last unsubscribe and the linger', () => {
  it('no socket and no timer is left, whatever state they were in', () => {
    for (const wait of [0, 1, 10, 30, 500, 3_000, 20_000]) {
      const { venue, client, advance, timers, follow } = simulated();
      const status = client.status$.subscribe();
      const followed = [follow(BTC), follow(ETH), follow({ channel: 'trades', symbol: 'BTC/USD' })];
      advance(wait);
      status.unsubscribe();
      for (const feed of followed) feed.leave();
      advance(2_100);
      expect([wait, timers()]).toEqual([wait, 0]);
      const frames = venue.journal.length;
      advance(60_000);
      expect(venue.journal).toHaveLength(frames);
    }
  });

  it('the same holds in the middle of a backoff', () => {
    const { venue, advance, timers, follow } = simulated();
    const btc = follow(BTC);
    advance(3_000);
    venue.inject(at({ kind: 'outage', args: { for: 60_000 } }));
    venue.inject(at({ kind: 'drop' }));
    advance(10_000);
    expect(btc.trust()).toEqual(['stale connecting', 'live 1', 'stale connection-lost']);
    btc.leave();
    advance(60_000);
    expect(timers()).toBe(0);
  });
});
