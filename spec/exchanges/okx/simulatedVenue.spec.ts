import { describe, expect, it } from '@jest/globals';
import { okx } from '../../../src/exchanges/okx/index.ts';
import type { OrderBook, PlainOrderBook } from '../../../src/model/orderBook.ts';
import type { Subscription } from '../../../src/model/subscription.ts';
import type { Venue } from '../../../src/simulation/index.ts';
import type { Followed } from '../../helpers/follow.ts';
import { stageOf } from '../../helpers/stageOf.ts';

const stage = stageOf('okx', okx);
const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const feeds: readonly Subscription[] = [
  ...[SPOT, SWAP].flatMap((symbol): readonly Subscription[] => [
    { channel: 'trades', symbol },
    { channel: 'trades', symbol, params: { channel: 'trades-all' } },
    { channel: 'ticker', symbol },
    { channel: 'quotes', symbol },
    { channel: 'book', symbol, depth: 1 },
    { channel: 'book', symbol, depth: 5 },
    { channel: 'book', symbol, depth: 400 },
    { channel: 'candles', symbol, interval: '1m' },
  ]),
  { channel: 'funding', symbol: SWAP },
  { channel: 'mark', symbol: SWAP },
];

const levels = ({ bids, asks }: Pick<PlainOrderBook, 'bids' | 'asks'> | OrderBook) =>
  [bids, asks].map((side) => side.map(({ priceText, sizeText }) => `${priceText} ${sizeText}`));

/** What happened to feeds, each story once. */
const storiesOf = (feeds: readonly Followed<unknown>[]): readonly string[] => [
  ...new Set(feeds.map(({ trust, errors }) => [...trust(), ...errors].join(', '))),
];

/** On how many sockets it heard something. */
const socketsOf = ({ journal }: Venue): number => new Set(journal.map(({ socket }) => socket)).size;

describe('a client of the simulated OKX', () => {
  it('has every public feed live, and breaks no limit', () => {
    const { venue, advance, follow } = stage();
    const all = feeds.map(follow);
    advance(120_000);
    for (const { subscription, errors, trust, values } of all) {
      expect({ subscription, errors, trust: trust() }).toEqual({
        subscription,
        errors: [],
        trust: ['stale connecting', 'live 1'],
      });
      expect({ subscription, some: values().length > 0 }).toEqual({ subscription, some: true });
    }
    expect(venue.violations).toEqual([]);
  });

  it('has the books that the venue has, in the unit of their market', () => {
    const { venue, advance, follow } = stage();
    const books = [SPOT, SWAP].map((symbol) => follow({ channel: 'book', symbol, depth: 400 }));
    advance(60_000);
    // Books are told every 100 ms: so long nothing trades, and what was last told is what there is.
    venue.inject({ t: 0, kind: 'halt', args: { for: 5_000 } });
    advance(2_000);
    for (const { subscription, values } of books) {
      const last = values().at(-1) as OrderBook;
      expect(levels(last)).toEqual(levels(venue.book(subscription.symbol ?? '')));
      expect(last.unit).toBe(subscription.symbol === SPOT ? 'base' : 'contract');
    }
    expect(venue.violations).toEqual([]);
  });

  it('has 400 books at once, and again after all sockets were dropped, within every limit', () => {
    const symbols = Array.from({ length: 200 }, (_, index) => [`T${index}/USDT`, `T${index}/USDT:USDT`]).flat();
    const { venue, advance, follow, timers } = stage({ symbols });
    const books = symbols.map((symbol) => follow({ channel: 'book', symbol }));
    advance(2_000);
    expect(storiesOf(books)).toEqual(['stale connecting, live 1']);
    const before = socketsOf(venue);
    venue.inject({ t: 0, kind: 'drop', args: {} });
    advance(3_000);
    expect(storiesOf(books)).toEqual(['stale connecting, live 1, stale connection-lost, live 2']);
    for (const { leave } of books) leave();
    advance(10_000);
    expect([before, socketsOf(venue), venue.violations, timers()]).toEqual([2, 4, [], 0]);
  }, 30_000);

  it('keeps the books of a venue that begins without snapshots, by REST', () => {
    const { venue, advance, follow } = stage({
      faults: [{ t: 0, kind: 'withhold-snapshots', args: {} }],
    });
    const { trust, values } = follow({ channel: 'book', symbol: SPOT, depth: 400 });
    advance(30_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    venue.inject({ t: 0, kind: 'halt', args: { for: 5_000 } });
    advance(2_000);
    expect(levels(values().at(-1) as OrderBook)).toEqual(levels(venue.book(SPOT)));
    expect(venue.violations).toEqual([]);
  });

  it('finds the gap where a change is missing, and none where the venue counts anew or only shows that it lives', () => {
    const { venue, advance, follow } = stage();
    const { trust, values } = follow({ channel: 'book', symbol: SPOT, depth: 400 });
    advance(10_000);
    venue.inject({ t: 0, kind: 'reset-sequence', args: {} });
    advance(10_000);
    venue.inject({ t: 0, kind: 'halt', args: { for: 130_000 } });
    advance(135_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    venue.inject({ t: 0, kind: 'drop-delta', args: {} });
    advance(20_000);
    expect(trust()).toEqual(['stale connecting', 'live 1', 'stale sequence-gap', 'live 1']);
    venue.inject({ t: 0, kind: 'halt', args: { for: 5_000 } });
    advance(2_000);
    expect(levels(values().at(-1) as OrderBook)).toEqual(levels(venue.book(SPOT)));
  });

  it('refuses what is not listed, and lives on in the rest', () => {
    const { venue, advance, follow } = stage();
    const bad = follow({ channel: 'trades', symbol: 'FOO/BAR' });
    const good = follow({ channel: 'trades', symbol: SPOT });
    advance(5_000);
    expect(bad.errors).toMatchObject([{ kind: 'subscription-rejected' }]);
    expect([good.trust().at(-1), good.errors]).toEqual(['live 1', []]);
    expect(venue.violations).toEqual([]);
  });

  it('stays connected to a market that stands still, and leaves nothing behind', () => {
    const { venue, advance, follow, timers } = stage();
    const { trust, leave } = follow({ channel: 'book', symbol: SPOT, depth: 400 });
    advance(1_000);
    venue.inject({ t: 0, kind: 'halt', args: { for: 400_000 } });
    advance(390_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    expect(venue.journal.some(({ way, frame }) => way === 'in' && frame === 'ping')).toBe(true);
    leave();
    advance(10_000);
    expect([timers(), venue.violations]).toEqual([0, []]);
  });

  it('moves before the venue cuts it off, without a hole and without a trade told twice', () => {
    const { venue, advance, follow } = stage();
    const trades = follow({ channel: 'trades', symbol: SPOT });
    const feeds = [follow({ channel: 'book', symbol: SPOT, depth: 400 }), trades];
    advance(5_000);
    venue.inject({ t: 0, kind: 'announce-close', args: {} });
    advance(90_000);
    expect(feeds.map(({ trust }) => trust())).toEqual(feeds.map(() => ['stale connecting', 'live 1']));
    const ids = trades.values().map(({ id }) => id);
    expect([ids.length > 10, new Set(ids).size]).toEqual([true, ids.length]);
    expect(venue.violations).toEqual([]);
  });

  it.each(['silence', 'freeze'] as const)('finds out a connection that is up and brings nothing: %s', (kind) => {
    const { venue, advance, follow } = stage();
    const { trust } = follow({ channel: 'trades', symbol: SPOT });
    advance(5_000);
    venue.inject({ t: 0, kind, args: {} });
    advance(150_000);
    expect(trust().slice(0, 4)).toEqual(['stale connecting', 'live 1', 'stale silence', 'live 2']);
  });

  it('knows the instruments, and the number that orders name them by', () => {
    const { client, advance } = stage();
    const known: unknown[] = [];
    for (const symbol of [SPOT, SWAP]) client.instrument(symbol).subscribe((instrument) => known.push(instrument));
    advance(1_000);
    const code = expect.stringMatching(/^\d+$/);
    expect(known).toMatchObject([
      { symbol: SPOT, venueSymbol: 'BTC-USDT', type: 'spot', unit: 'base', venueCode: code },
      { symbol: SWAP, venueSymbol: 'BTC-USDT-SWAP', type: 'swap', settle: 'USDT', unit: 'contract', venueCode: code },
    ]);
  });
});
