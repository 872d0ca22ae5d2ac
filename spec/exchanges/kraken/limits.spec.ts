import { describe, expect, it } from '@jest/globals';
import { simulated } from '../../helpers/simulated.ts';

const symbols = Array.from({ length: 200 }, (_, index) => `C${index}/USD`);

describe("Kraken's limits", () => {
  it('are kept when 400 books are subscribed at once and all sockets are dropped', () => {
    const { venue, follow, advance, timers } = simulated({ symbols });
    const books = [10, 25].flatMap((depth) => symbols.map((symbol) => follow({ channel: 'book', symbol, depth })));
    advance(1_000);
    venue.inject({ t: 0, kind: 'drop', args: {} });
    advance(1_500);
    expect(books.every(({ trust }) => trust().at(-1) === 'live 2')).toBe(true);
    for (const { leave } of books) leave();
    advance(2_100);
    expect([books.length, venue.violations, timers()]).toEqual([400, [], 0]);
  }, 30_000);

  it('are kept by a client without patience before a venue that is down', () => {
    const { venue, follow, advance } = simulated({}, { backoff: { base: 0, cap: 0 } });
    venue.inject({ t: 0, kind: 'outage', args: { for: 10_000 } });
    const { trust } = follow({ channel: 'ticker', symbol: 'BTC/USD' });
    advance(599_000);
    expect(trust()).toEqual(['stale connecting']);
    advance(3_000);
    expect([trust(), venue.violations]).toEqual([['stale connecting', 'live 1'], []]);
  });
});
