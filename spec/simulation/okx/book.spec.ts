import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlainOrderBook } from '../../../src/model/orderBook.ts';
import { type NaiveOkxBook, replayed } from './naiveOkxBook.ts';
import { type OkxLevel, okxRig } from './okxRig.ts';

const pairs = (rows: readonly OkxLevel[]) => rows.map(([price, size]) => [price, size]);
const truth = ({ bids, asks }: PlainOrderBook, depth = 400) => {
  const rows = (levels: PlainOrderBook['bids']) =>
    levels.slice(0, depth).map(({ priceText, sizeText }) => [priceText, sizeText]);
  return { bids: rows(bids), asks: rows(asks) };
};
const seen = (book: NaiveOkxBook | undefined) => ({ bids: pairs(book?.bids ?? []), asks: pairs(book?.asks ?? []) });

describe("the simulated venue's OKX books", () => {
  it('tell a reader who forgets no level the whole truth, and number it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { clock, venue, dial } = okxRig({ seed });
        const client = dial();
        client.login();
        client.subscribe('books', ['BTC-USDT', 'ETH-USDT-SWAP']);
        client.subscribe('books50-l2-tbt', ['BTC-USDT']);
        clock.pass(10_000);
        const states = replayed(client.of('books', 'BTC-USDT'));
        expect(seen(states.at(-1))).toEqual(truth(venue.book('BTC/USDT')));
        expect(String(states.at(-1)?.seqId)).toBe(venue.book('BTC/USDT').sequence);
        expect(states.length).toBeGreaterThan(20);
        const swap = replayed(client.of('books', 'ETH-USDT-SWAP'));
        expect(seen(swap.at(-1))).toEqual(truth(venue.book('ETH/USDT:USDT')));
        const narrow = replayed(client.of('books50-l2-tbt'));
        expect(seen(narrow.at(-1))).toEqual(truth(venue.book('BTC/USDT'), 50));
      }),
      { numRuns: 15 },
    );
  });

  it('never show more than 400 levels, each price once, the best first, and no level crossed', () => {
    const { clock, dial } = okxRig({ seed: 4 });
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(60_000);
    for (const { bids, asks } of replayed(client.of('books'))) {
      expect([bids.length, asks.length]).toEqual([400, 400]);
      expect(Number(bids[0]?.[0])).toBeLessThan(Number(asks[0]?.[0]));
    }
    for (const { bids, asks } of client.rows('books')) {
      const [falling, rising] = [bids, asks].map((rows) => rows.map(([price]) => Number(price)));
      expect(falling).toEqual([...new Set(falling)].sort((a, b) => b - a));
      expect(rising).toEqual([...new Set(rising)].sort((a, b) => a - b));
    }
  });

  it('carry a dead checksum, four texts a level, and numbers beyond 32 bits', () => {
    const { clock, dial } = okxRig();
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(5_000);
    const rows = client.rows('books');
    expect(new Set(rows.map(({ checksum }) => checksum))).toEqual(new Set([0]));
    expect(rows[0]?.prevSeqId).toBe(-1);
    expect(rows[0]?.seqId).toBeGreaterThan(2 ** 32);
    expect(rows.every(({ ts }) => /^\d{13}$/.test(ts ?? ''))).toBe(true);
    const levels = rows.flatMap(({ asks, bids }) => [...asks, ...bids]);
    expect(levels.filter(([price, size]) => /\.\d*0$/.test(price) || /\.\d*0$/.test(size))).toEqual([]);
    expect(levels.filter(([, size, old, orders]) => old !== '0' || (orders === '0') !== (size === '0'))).toEqual([]);
    expect(levels.some(([, size]) => size === '0')).toBe(true);
  });

  it('sometimes tell that a level is gone which nobody saw', () => {
    const { clock, dial } = okxRig({ seed: 2 });
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(60_000);
    const frames = client.of('books');
    const states = replayed(frames);
    const unknown = frames.slice(1).filter(({ message }, index) => {
      const before = new Set(states[index]?.asks.map(([price]) => price));
      return message.data?.[0]?.asks.some(([price, size]) => size === '0' && !before.has(price));
    });
    expect(unknown.length).toBeGreaterThan(3);
  });

  it('are told whole by books5 and bbo-tbt, with a number and neither action nor predecessor', () => {
    const { clock, venue, dial } = okxRig({ seed: 3 });
    const client = dial();
    client.subscribe('books5', 'BTC-USDT-SWAP');
    client.subscribe('bbo-tbt', 'BTC-USDT-SWAP');
    clock.pass(8_000);
    for (const [channel, depth] of [
      ['books5', 5],
      ['bbo-tbt', 1],
    ] as const) {
      const last = client.rows(channel).at(-1);
      expect({ bids: pairs(last?.bids ?? []), asks: pairs(last?.asks ?? []) }).toEqual(
        truth(venue.book('BTC/USDT:USDT'), depth),
      );
      expect(client.of(channel).length).toBeGreaterThan(20);
      expect(client.of(channel).filter(({ text }) => /action|prevSeqId|checksum/.test(text))).toEqual([]);
    }
  });

  it('say once a minute that a book lives in which nothing changes', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(5_000);
    venue.inject({ t: 0, kind: 'halt', args: { for: 190_000 } });
    clock.pass(1_000);
    const before = client.of('books').length;
    for (let i = 0; i < 185; i += 5) {
      client.send('ping');
      clock.pass(5_000);
    }
    const quiet = client.of('books').slice(before);
    expect(quiet.map(({ message }) => message.action)).toEqual(['update', 'update', 'update']);
    expect(quiet.map(({ message }) => message.data)).toEqual(
      quiet.map(() => [expect.objectContaining({ asks: [], bids: [], checksum: 0 })]),
    );
    const numbers = quiet.flatMap(({ message }) => message.data?.map(({ seqId, prevSeqId }) => [seqId, prevSeqId]));
    expect(new Set(numbers.flat()).size).toBe(1);
    const [first = 0, second = 0] = quiet.map(({ at }) => at);
    expect(second - first).toBe(60_000);
    clock.pass(5_000);
    expect(replayed(client.of('books')).length).toBeGreaterThan(before + 3);
  });

  it('go on from a smaller number after a reset, the chain whole', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    client.subscribe('books', ['BTC-USDT', 'ETH-USDT']);
    clock.pass(3_000);
    venue.inject({ t: 0, kind: 'reset-sequence', target: 'BTC/USDT', args: {} });
    clock.pass(3_000);
    const falls = (instId: string) =>
      client.rows('books', instId).filter(({ seqId, prevSeqId }) => prevSeqId > seqId).length;
    expect([falls('BTC-USDT'), falls('ETH-USDT')]).toEqual([1, 0]);
    expect(seen(replayed(client.of('books', 'BTC-USDT')).at(-1))).toEqual(truth(venue.book('BTC/USDT')));
  });

  it('lose, repeat and miscount where a fault says so', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(3_000);
    venue.inject({ t: 0, kind: 'drop-delta', args: {} });
    clock.pass(1_500);
    expect(() => replayed(client.of('books'))).toThrow(/after/);
    const before = client.of('books').length;
    venue.inject({ t: 0, kind: 'duplicate-delta', args: {} });
    clock.pass(1_500);
    const texts = client
      .of('books')
      .slice(before)
      .map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length - 1);
    venue.inject({ t: 0, kind: 'wrong-checksum', args: {} });
    clock.pass(1_500);
    expect(client.rows('books').filter(({ checksum }) => checksum !== 0).length).toBe(1);
  });

  it('begin without a snapshot where a fault says so, and fit the answer of REST', () => {
    const { clock, venue, dial } = okxRig({ faults: [{ t: 0, kind: 'withhold-snapshots', args: {} }] });
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(4_000);
    const asked: { readonly seqId: number; readonly asks: readonly OkxLevel[]; readonly bids: readonly OkxLevel[] }[] =
      [];
    venue
      .http({ method: 'GET', url: 'https://www.okx.com/api/v5/market/books?instId=BTC-USDT&source=0' })
      .subscribe(({ body }) => asked.push(...JSON.parse(body).data));
    clock.pass(4_000);
    const [snapshot] = asked;
    const rows = client.rows('books');
    expect(client.of('books').every(({ message }) => message.action === 'update')).toBe(true);
    expect(rows[0]?.prevSeqId).toBeGreaterThan(0);
    const next = rows.findIndex(({ seqId }) => seqId > (snapshot?.seqId ?? 0));
    expect(rows[next]?.prevSeqId).toBeLessThanOrEqual(snapshot?.seqId ?? 0);
    const first = { ...client.of('books')[0], message: { action: 'snapshot', data: [{ ...snapshot, prevSeqId: -1 }] } };
    const states = replayed([first as never, ...client.of('books').slice(next)]);
    expect(seen(states.at(-1))).toEqual(truth(venue.book('BTC/USDT')));
  });

  it('look crossed for as long as a fault says', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'crossed-book', args: { for: 3_000 } });
    const isCrossed = () => {
      const { bids = [], asks = [] } = replayed(client.of('books')).at(-1) ?? {};
      return Number(bids[0]?.[0]) > Number(asks[0]?.[0]);
    };
    clock.pass(2_000);
    expect(isCrossed()).toBe(true);
    clock.pass(2_000);
    expect(isCrossed()).toBe(false);
    expect(seen(replayed(client.of('books')).at(-1))).toEqual(truth(venue.book('BTC/USDT')));
  });
});
