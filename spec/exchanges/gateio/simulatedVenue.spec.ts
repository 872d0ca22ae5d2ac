import { describe, expect, it } from '@jest/globals';
import { gateio } from '../../../src/exchanges/gateio/index.ts';
import type { OrderBook, PlainOrderBook } from '../../../src/model/orderBook.ts';
import type { Subscription } from '../../../src/model/subscription.ts';
import type { Venue } from '../../../src/simulation/index.ts';
import type { Followed } from '../../helpers/follow.ts';
import { stageOf } from '../../helpers/stageOf.ts';

const stage = stageOf('gateio', gateio);
const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const UPDATE = { channel: 'order_book_update' };
const feeds: readonly Subscription[] = [
  ...[SPOT, SWAP].flatMap((symbol): readonly Subscription[] => [
    { channel: 'trades', symbol },
    { channel: 'ticker', symbol },
    { channel: 'quotes', symbol },
    { channel: 'book', symbol },
    { channel: 'book', symbol, depth: 400 },
    { channel: 'book', symbol, params: UPDATE },
    { channel: 'book', symbol, params: { ...UPDATE, speed: '20ms' } },
    { channel: 'book', symbol, depth: 20, params: { channel: 'order_book' } },
    { channel: 'candles', symbol, interval: '10s' },
    { channel: 'candles', symbol },
  ]),
  { channel: 'funding', symbol: SWAP },
  { channel: 'mark', symbol: SWAP },
];

const levels = ({ bids, asks }: Pick<PlainOrderBook, 'bids' | 'asks'> | OrderBook, depth: number) =>
  [bids, asks].map((side) => side.slice(0, depth).map(({ priceText, sizeText }) => `${priceText} ${sizeText}`));

const halt = { t: 0, kind: 'halt', args: { for: 5_000 } } as const;

/** What happened to feeds, each story once. */
const storiesOf = (feeds: readonly Followed<unknown>[]): readonly string[] => [
  ...new Set(feeds.map(({ trust, errors }) => [...trust(), ...errors].join(', '))),
];

/** On how many sockets it heard something. */
const socketsOf = ({ journal }: Venue): number => new Set(journal.map(({ socket }) => socket)).size;

describe('a client of the simulated Gate.io', () => {
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

  it.each([
    { name: 'by changes every 20 ms', depth: 50 },
    { name: 'by changes every 100 ms', depth: 400 },
    { name: 'by changes that follow on REST', depth: 100, params: UPDATE },
    { name: 'by the fast changes that follow on REST', depth: 20, params: { ...UPDATE, speed: '20ms' } },
    { name: 'whole each time', depth: 20, params: { channel: 'order_book' } },
  ])('has the books that the venue has, $name, in the unit of their market', ({ depth, params = {} }) => {
    const { venue, advance, follow } = stage();
    const books = [SPOT, SWAP].map((symbol) => follow({ channel: 'book', symbol, depth, params }));
    advance(60_000);
    venue.inject(halt);
    advance(2_000);
    for (const { subscription, trust, values } of books) {
      const last = values().at(-1) as OrderBook;
      expect(levels(last, depth)).toEqual(levels(venue.book(subscription.symbol ?? ''), depth));
      expect([last.unit, trust()]).toEqual([
        subscription.symbol === SPOT ? 'base' : 'contract',
        ['stale connecting', 'live 1'],
      ]);
    }
    expect(venue.violations).toEqual([]);
  });

  it.each([{ params: {} }, { params: UPDATE }])('finds the gap where a change is missing: %j', ({ params }) => {
    const { venue, advance, follow } = stage();
    const { trust, values } = follow({ channel: 'book', symbol: SPOT, params });
    advance(10_000);
    venue.inject({ t: 0, kind: 'drop-delta', args: {} });
    advance(20_000);
    expect(trust()).toEqual(['stale connecting', 'live 1', 'stale sequence-gap', 'live 1']);
    venue.inject(halt);
    advance(2_000);
    expect(levels(values().at(-1) as OrderBook, 50)).toEqual(levels(venue.book(SPOT), 50));
    expect(venue.violations).toEqual([]);
  });

  it.each([
    { params: {}, within: 2_000, again: 3_000 },
    // REST takes 200 questions in ten seconds, those before the drop counted.
    { params: UPDATE, within: 11_500, again: 20_000 },
  ])(
    'has 400 books at once, and again after all sockets were dropped, within every limit: $params',
    ({ params, within, again }) => {
      const symbols = Array.from({ length: 200 }, (_, index) => [`T${index}/USDT`, `T${index}/USDT:USDT`]).flat();
      const { venue, advance, follow, timers } = stage({ symbols });
      const books = symbols.map((symbol) => follow({ channel: 'book', symbol, params }));
      advance(within);
      expect(storiesOf(books)).toEqual(['stale connecting, live 1']);
      const before = socketsOf(venue);
      venue.inject({ t: 0, kind: 'drop', args: {} });
      advance(again);
      expect(storiesOf(books)).toEqual(['stale connecting, live 1, stale connection-lost, live 2']);
      for (const { leave } of books) leave();
      advance(10_000);
      expect([before, socketsOf(venue), venue.violations, timers()]).toEqual([2, 4, [], 0]);
    },
    60_000,
  );

  it('asks one by one for what one bad pair kept from being served', () => {
    const { venue, advance, follow } = stage();
    const bad = follow({ channel: 'trades', symbol: 'FOO/BAR' });
    const good = ['BTC/USDT', 'ETH/USDT'].map((symbol) => follow({ channel: 'trades', symbol }));
    advance(10_000);
    expect(bad.errors).toMatchObject([{ kind: 'subscription-rejected' }]);
    for (const { trust, errors } of good) expect([trust().at(-1), errors]).toEqual(['live 1', []]);
    expect(venue.violations).toEqual([]);
  });

  it('tells ticker, funding and mark of a perpetual by one wire subscription, to who comes late too', () => {
    const { venue, advance, follow } = stage();
    const ticker = follow({ channel: 'ticker', symbol: SWAP });
    advance(20_000);
    const late = (['funding', 'mark'] as const).map((channel) => follow({ channel, symbol: SWAP }));
    for (const { values, trust, subscription } of late)
      expect([trust(), values().map(({ kind }) => kind)]).toEqual([['live 1'], [subscription.channel]]);
    expect(ticker.values().every(({ kind, unit }) => kind === 'ticker' && unit === 'contract')).toBe(true);
    const asked = venue.journal.filter(({ way, frame }) => way === 'in' && String(frame).includes('"subscribe"'));
    expect(asked).toHaveLength(1);
  });

  it('moves to another socket where the venue is about to be upgraded, and nobody notices', () => {
    const { venue, advance, follow } = stage();
    const book = follow({ channel: 'book', symbol: SPOT });
    // No connection is left before it has lasted for a minute.
    advance(70_000);
    venue.inject({ t: 0, kind: 'announce-close', args: {} });
    advance(30_000);
    expect(book.trust().filter((word) => word.startsWith('stale'))).toEqual(['stale connecting']);
    expect(new Set(venue.journal.map(({ socket }) => socket)).size).toBe(2);
    expect(venue.violations).toEqual([]);
  });

  it('stays connected to a market that stands still for less than three minutes, and leaves nothing behind', () => {
    const { venue, advance, follow, timers } = stage();
    const { trust, leave } = follow({ channel: 'book', symbol: SPOT });
    advance(1_000);
    venue.inject({ t: 0, kind: 'halt', args: { for: 175_000 } });
    advance(176_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    expect(venue.journal.some(({ way, frame }) => way === 'in' && String(frame).includes('spot.ping'))).toBe(true);
    leave();
    advance(10_000);
    expect([timers(), venue.violations]).toEqual([0, []]);
  });

  it('does not take pongs for data', () => {
    const { venue, advance, follow } = stage();
    const { trust } = follow({ channel: 'book', symbol: SPOT });
    advance(1_000);
    venue.inject({ t: 0, kind: 'freeze', args: {} });
    advance(200_000);
    expect(trust().slice(0, 4)).toEqual(['stale connecting', 'live 1', 'stale silence', 'live 2']);
  });

  it('knows the instruments', () => {
    const { client, advance } = stage();
    const known: unknown[] = [];
    for (const symbol of [SPOT, SWAP]) client.instrument(symbol).subscribe((instrument) => known.push(instrument));
    advance(1_000);
    expect(known).toMatchObject([
      { symbol: SPOT, venueSymbol: 'BTC_USDT', type: 'spot', unit: 'base', tickSize: expect.any(Number) },
      {
        symbol: SWAP,
        venueSymbol: 'BTC_USDT',
        type: 'swap',
        settle: 'USDT',
        unit: 'contract',
        contractSize: expect.any(Number),
      },
    ]);
  });
});
