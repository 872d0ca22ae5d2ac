import { describe, expect, it } from '@jest/globals';
import { createClient } from '../../src/client/createClient.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Trade } from '../../src/model/values.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { simulateVenue, type Venue, virtualTime } from '../../src/simulation/index.ts';

const LIFE = 60_000;
const symbols = Array.from({ length: 50 }, (_, index) => `C${index}/USD`);

/** Kraken, if it cut its sockets after a minute. */
const shortLived: Exchange = {
  ...kraken,
  dialects: {
    public: { ...(kraken.dialects['public'] as Exchange['dialects'][string]), life: { max: LIFE, early: 8_000 } },
  },
};

/** A venue that cuts every socket at its age, and a client of it. */
function cutting(exchange: Exchange) {
  const scheduler = virtualTime();
  const venue = simulateVenue('kraken', { seed: 11, symbols, scheduler });
  const reports: ReportEvent[] = [];
  let sockets = 0;
  const client = createClient(exchange, {
    transport: (endpoint) => {
      const target = `s${++sockets}`;
      scheduler.schedule(() => venue.inject({ t: 0, kind: 'drop', target, args: { code: 1000 } }), LIFE);
      return venue.transport(endpoint);
    },
    scheduler,
    random: () => 0.5,
    reporter: { next: (report) => reports.push(report) },
  });
  return { scheduler, venue, client, reports, sockets: () => sockets };
}

/** The ids of the trades that the venue published, each once, by symbol. */
function published(venue: Venue): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, Set<string>>(symbols.map((symbol) => [symbol, new Set()]));
  for (const { way, frame } of venue.journal) {
    if (way !== 'out' || !String(frame).startsWith('{"channel":"trade"')) continue;
    for (const [, symbol = '', id = ''] of String(frame).matchAll(/"symbol":"([^"]+)"[^}]*"trade_id":(\d+)/g))
      ids.get(symbol)?.add(id);
  }
  return new Map([...ids].map(([symbol, each]) => [symbol, [...each].toSorted((a, b) => Number(a) - Number(b))]));
}

describe('a venue that cuts its sockets every minute', () => {
  it('is moved along before each cut: no trade is missing, none comes twice, and nothing is stale', () => {
    const { scheduler, venue, client, reports } = cutting(shortLived);
    const trust: string[] = [];
    const trades = new Map<string, string[]>(symbols.map((symbol) => [symbol, []]));
    const books: FeedEvent<OrderBook>[] = [];
    const note = (event: FeedEvent<Trade>): void => {
      const { symbol = '' } = event.subscription;
      if (event.kind === 'data') trades.get(symbol)?.push(event.value.id);
      else trust.push(`${symbol} ${event.kind}`);
    };
    const feeds = symbols.map((symbol) => client.feed({ channel: 'trades', symbol }).subscribe(note));
    feeds.push(client.feed({ channel: 'book', symbol: 'C0/USD', depth: 10 }).subscribe((event) => books.push(event)));
    scheduler.advanceBy(5 * LIFE);

    expect(reports.filter(({ kind }) => kind === 'rotating').length).toBeGreaterThanOrEqual(3);
    expect(trust.toSorted()).toEqual(symbols.flatMap((symbol) => [`${symbol} live`, `${symbol} stale`]).toSorted());
    expect(trades).toEqual(published(venue));
    expect(Math.min(...[...trades.values()].map(({ length }) => length))).toBeGreaterThan(5);
    expect(books.flatMap(({ kind }) => (kind === 'data' ? [] : [kind]))).toEqual(['stale', 'live']);
    const last = books.at(-1);
    expect(last?.kind === 'data' && last.value.levels('bid', 10).map(({ priceText }) => priceText)).toEqual(
      venue
        .book('C0/USD')
        .bids.slice(0, 10)
        .map(({ priceText }) => priceText),
    );
    expect(venue.violations).toEqual([]);

    for (const feed of feeds) feed.unsubscribe();
    scheduler.advanceBy(LIFE);
  });
});
