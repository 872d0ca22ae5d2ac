import { describe, expect, it } from '@jest/globals';
import type { Venue } from '../../../src/simulation/index.ts';
import { type GateioClient, gateioRig } from './gateioRig.ts';
import { type NaiveGateioBook, naiveGateioBook, type ToldChange, type ToldSnapshot } from './naiveGateioBook.ts';

const truth = (venue: Venue, symbol: string, depth: number) => {
  const { bids, asks } = venue.book(symbol);
  const told = (levels: typeof bids) => levels.slice(0, depth).map(({ priceText, sizeText }) => [priceText, sizeText]);
  return { bids: told(bids), asks: told(asks) };
};
const held = (book: NaiveGateioBook) => ({ bids: book.bids(), asks: book.asks() });
const changes = (client: GateioClient, channel: string): readonly ToldChange[] =>
  client.rows(channel) as unknown as readonly ToldChange[];
/** Keeps a book by what has come since it was asked last. */
const follower = (client: GateioClient, channel: string, book: NaiveGateioBook) => {
  let seen = 0;
  return (): readonly boolean[] => {
    const news = changes(client, channel).slice(seen);
    seen += news.length;
    return news.map(book.apply);
  };
};

const ORDERS = {
  spot: '/spot/order_book?currency_pair=BTC_USDT',
  futures: '/futures/usdt/order_book?contract=BTC_USDT',
} as const;
const SYMBOLS = { spot: 'BTC/USDT', futures: 'BTC/USDT:USDT' } as const;

describe("the simulated venue's books of Gate's first generation", () => {
  it.each([
    ['spot', '100ms', 100, []],
    ['spot', '20ms', 20, []],
    ['futures', '100ms', 100, ['100']],
    ['futures', '100ms', 50, ['50']],
    ['futures', '20ms', 20, ['20']],
  ] as const)('are in %s each %s, from a snapshot of %d levels on, the truth', (product, interval, depth, more) => {
    const { clock, venue, dial, rest } = gateioRig();
    const client = dial(product);
    const channel = `${product}.order_book_update`;
    client.subscribe(channel, ['BTC_USDT', interval, ...more]);
    clock.pass(3_000);
    const book = naiveGateioBook(depth);
    const { status, body } = rest('GET', `${ORDERS[product]}&limit=${depth}&with_id=true`);
    expect(status).toBe(200);
    book.begin(body as ToldSnapshot);
    const follow = follower(client, channel, book);
    let isMoved = false;
    for (let i = 0; i < 30; i++) {
      const before = JSON.stringify(held(book));
      clock.pass(500);
      expect(follow()).not.toContain(false);
      expect(held(book)).toEqual(truth(venue, SYMBOLS[product], depth));
      isMoved ||= before !== JSON.stringify(held(book));
    }
    expect(isMoved).toBe(true);
    expect(client.of(channel)[0]?.message.result).toMatchObject(
      product === 'spot' ? { e: 'depthUpdate', s: 'BTC_USDT' } : { l: String(depth), s: 'BTC_USDT' },
    );
  });

  it('number changes without a hole, each frame from the one after the last', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.order_book_update', ['ETH_USDT', '100ms']);
    clock.pass(10_000);
    const told = changes(client, 'spot.order_book_update');
    expect(told.slice(1).map(({ U }) => U)).toEqual(told.slice(0, -1).map(({ u }) => u + 1));
    expect(told.some(({ U, u }) => u > U)).toBe(true);
  });

  it('say nothing of prices that better ones pushed out of their depth', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.order_book_update', ['BTC_USDT', '20ms']);
    let [seen, gone] = [0, 0];
    for (let i = 0; i < 300; i++) {
      clock.pass(80);
      const there = new Set(venue.book('BTC/USDT').bids.map(({ priceText }) => priceText));
      const news = changes(client, 'spot.order_book_update').slice(seen);
      seen += news.length;
      // Two steps of the market are never so near to each other.
      expect(news.length).toBeLessThanOrEqual(1);
      const deleted = news.flatMap(({ b }) => b as readonly [string, string][]).filter(([, size]) => size === '0');
      gone += deleted.length;
      expect(deleted.filter(([price]) => there.has(price))).toEqual([]);
    }
    expect(gone).toBeGreaterThan(10);
  });

  it('have a hole where a change was lost, and tell one twice', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.order_book_update', ['BTC_USDT', '100ms']);
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'drop-delta', args: {} });
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'duplicate-delta', args: {} });
    clock.pass(2_000);
    const told = changes(client, 'spot.order_book_update');
    const steps = told.slice(1).map(({ U }, index) => U - (told[index]?.u ?? 0));
    expect(steps.filter((step) => step > 1)).toHaveLength(1);
    expect(steps.filter((step) => step < 1)).toHaveLength(1);
  });

  it('begin late: a snapshot may be older than all that comes, or newer', () => {
    const { clock, venue, dial, rest } = gateioRig();
    const client = dial();
    const snapshot = (): ToldSnapshot => rest('GET', `${ORDERS.spot}&limit=100&with_id=true`).body as ToldSnapshot;
    client.subscribe('spot.order_book_update', ['BTC_USDT', '100ms']);
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'stale-snapshot', args: { for: 3_000 } });
    const old = snapshot().id;
    clock.pass(2_000);
    expect(snapshot().id).toBe(old);
    clock.pass(2_000);
    expect(snapshot().id).toBeGreaterThan(old);
    venue.inject({ t: 0, kind: 'slow-deltas', args: { by: 1_500, for: 5_000 } });
    clock.pass(1_400);
    const book = naiveGateioBook(100);
    book.begin(snapshot());
    expect(changes(client, 'spot.order_book_update').at(-1)?.u).toBeLessThan(book.last() ?? 0);
    const follow = follower(client, 'spot.order_book_update', book);
    follow();
    clock.pass(20_000);
    expect(follow()).not.toContain(false);
    expect(held(book)).toEqual(truth(venue, 'BTC/USDT', 100));
  });
});

describe("the simulated venue's books of Gate's second generation", () => {
  it.each([
    ['spot', 50],
    ['spot', 400],
    ['futures', 50],
    ['futures', 400],
  ] as const)('begin in %s whole at %d levels, and stay the truth', (product, depth) => {
    const { clock, venue, dial } = gateioRig();
    const client = dial(product);
    clock.pass(3_000);
    client.subscribe(`${product}.obu`, [`ob.BTC_USDT.${depth}`]);
    const book = naiveGateioBook(depth);
    const follow = follower(client, `${product}.obu`, book);
    clock.pass(500);
    for (let i = 0; i < 30; i++) {
      clock.pass(500);
      expect(follow()).not.toContain(false);
      expect(held(book)).toEqual(truth(venue, SYMBOLS[product], depth));
    }
    const [first, second] = client.of(`${product}.obu`);
    expect(first?.message.result).toMatchObject({ full: true, s: `ob.BTC_USDT.${depth}` });
    expect(first?.message.result).not.toHaveProperty('U');
    expect(second?.message).not.toHaveProperty('event');
    expect(second?.message.result).not.toHaveProperty('full');
  });

  it('come whole again unasked, and go on from there', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.obu', ['ob.BTC_USDT.50']);
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'reset-sequence', target: 'BTC/USDT', args: {} });
    clock.pass(2_000);
    const told = changes(client, 'spot.obu');
    expect(told.filter(({ full }) => full)).toHaveLength(2);
    const at = told.findLastIndex(({ full }) => full);
    expect(told[at + 1]?.U).toBe((told[at]?.u ?? 0) + 1);
    const book = naiveGateioBook(50);
    expect(told.map(book.apply)).not.toContain(false);
    expect(held(book)).toEqual(truth(venue, 'BTC/USDT', 50));
  });

  it('have a hole where a change was lost, which only a new subscription mends', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.obu', ['ob.BTC_USDT.50']);
    clock.pass(2_000);
    const book = naiveGateioBook(50);
    const follow = follower(client, 'spot.obu', book);
    follow();
    venue.inject({ t: 0, kind: 'drop-delta', args: {} });
    clock.pass(5_000);
    expect(follow().every((isGood) => !isGood)).toBe(true);
    client.unsubscribe('spot.obu', ['ob.BTC_USDT.50']);
    client.subscribe('spot.obu', ['ob.BTC_USDT.50']);
    clock.pass(1_000);
    follow();
    expect(held(book)).toEqual(truth(venue, 'BTC/USDT', 50));
    expect(venue.violations).toEqual([]);
  });

  it('look crossed for a while, by rule though', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.obu', ['ob.BTC_USDT.50']);
    clock.pass(2_000);
    const book = naiveGateioBook(50);
    const follow = follower(client, 'spot.obu', book);
    venue.inject({ t: 0, kind: 'crossed-book', args: { for: 2_000 } });
    expect(follow()).not.toContain(false);
    expect(Number(book.bids()[0]?.[0])).toBeGreaterThan(Number(book.asks()[0]?.[0]));
    expect(held(book)).toEqual(truth(venue, 'BTC/USDT', 50));
    clock.pass(4_000);
    expect(follow()).not.toContain(false);
    expect(Number(book.bids()[0]?.[0])).toBeLessThan(Number(book.asks()[0]?.[0]));
  });
});

describe("the simulated venue's full pushes in Gate's language", () => {
  it('are the truth each time, as often as was asked for', () => {
    const { clock, venue, dial } = gateioRig();
    const [spot, futures] = [dial(), dial('futures')];
    spot.subscribe('spot.order_book', ['BTC_USDT', '5', '1000ms']);
    futures.subscribe('futures.order_book', ['BTC_USDT', '20', '0']);
    clock.pass(10_000);
    const told = spot.rows('spot.order_book') as unknown as readonly { bids: unknown; asks: unknown; s: string }[];
    expect(told.length).toBeGreaterThan(4);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(told[0]).toMatchObject({ s: 'BTC_USDT', lastUpdateId: expect.any(Number) });
    const last = futures.of('futures.order_book').at(-1)?.message;
    expect(last).toMatchObject({ event: 'all', result: { contract: 'BTC_USDT', id: expect.any(Number) } });
    const book = naiveGateioBook(20);
    book.begin(last?.result as ToldSnapshot);
    expect(held(book)).toEqual(truth(venue, 'BTC/USDT:USDT', 20));
  });
});
