import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Heard } from '../bareClient.ts';
import { rig } from '../bareClient.ts';
import { beyondDepth, type NaiveBook, naiveBook, rowsOfTruth } from '../naiveBook.ts';

const books = (heard: readonly Heard[], depth: number): readonly NaiveBook[] => {
  const states: NaiveBook[] = [];
  for (const { text } of heard) states.push(naiveBook(states.at(-1), text, depth));
  return states;
};

/** The rows a frame changes on a side, as numbers. */
const changesOf = ({ message }: Heard, side: 'bids' | 'asks') =>
  (message.data?.[0]?.[side] ?? []) as readonly { readonly price: number; readonly qty: number }[];

describe("the simulated venue's book channel", () => {
  it.each([10, 25, 100, 500, 1_000])('tells a reader that keeps %i levels the truth, frame by frame', (depth) => {
    const { clock, venue, dial } = rig({ seed: depth });
    const client = dial();
    client.subscribe('book', 'BTC/USD', { depth });
    clock.pass(depth > 100 ? 15_000 : 30_000);
    const frames = client.of('book', undefined, 'BTC/USD');
    const states = books(frames, depth);
    expect(frames[0]?.message.type).toBe('snapshot');
    expect(states.length).toBeGreaterThan(60);
    expect(states.filter(({ isTrue }) => !isTrue)).toEqual([]);
    expect(states.at(-1)).toMatchObject(rowsOfTruth(venue.book('BTC/USD'), depth));
    expect(states.at(-1)?.bids.length).toBe(depth);
  });

  it('holds for any seed, with two symbols on one socket and several depths on others', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { clock, venue, dial } = rig({ seed });
        const [wide, narrow] = [dial(), dial()];
        wide.subscribe('book', ['BTC/USD', 'ETH/USD'], { depth: 25 });
        narrow.subscribe('book', ['ETH/USD'], { depth: 10 });
        clock.pass(8_000);
        for (const [client, symbol, depth] of [
          [wide, 'BTC/USD', 25],
          [wide, 'ETH/USD', 25],
          [narrow, 'ETH/USD', 10],
        ] as const) {
          const states = books(client.of('book', undefined, symbol), depth);
          expect(states.every(({ isTrue }) => isTrue)).toBe(true);
          expect(states.at(-1)).toMatchObject(rowsOfTruth(venue.book(symbol), depth));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is never crossed, and its trades move it', () => {
    const { clock, dial } = rig({ seed: 5 });
    const client = dial();
    client.subscribe('book', 'ETH/USD');
    clock.pass(60_000);
    const states = books(client.of('book'), 10);
    const isCrossed = ({ bids, asks }: NaiveBook): boolean => Number(bids[0]?.[0]) >= Number(asks[0]?.[0]);
    expect(states.filter(isCrossed)).toEqual([]);
    expect(new Set(states.map(({ bids }) => bids[0]?.[0])).size).toBeGreaterThan(20);
  });

  it("prints all the pair's decimals as bare numbers", () => {
    const { clock, dial } = rig();
    const client = dial();
    client.subscribe('book', ['BTC/USD', 'ETH/USD'], { depth: 1_000 });
    clock.pass(2_000);
    const numbers = (symbol: string, field: string): readonly string[] =>
      client
        .of('book', undefined, symbol)
        .flatMap(({ text }) =>
          [...text.matchAll(new RegExp(`"${field}":([^,}]*)`, 'g'))].map(([, number = '']) => number),
        );
    expect(numbers('BTC/USD', 'price').filter((text) => !/^\d+\.\d$/.test(text))).toEqual([]);
    expect(numbers('ETH/USD', 'price').filter((text) => !/^\d+\.\d\d$/.test(text))).toEqual([]);
    expect(numbers('BTC/USD', 'qty').filter((text) => !/^\d+\.\d{8}$/.test(text))).toEqual([]);
    expect(numbers('BTC/USD', 'qty').some((text) => text.endsWith('0000'))).toBe(true);
  });

  it('says nothing of a level that a better one pushes out, and tells of it when it moves up again', () => {
    const { clock, dial } = rig({ seed: 3 });
    const client = dial();
    client.subscribe('book', 'BTC/USD');
    clock.pass(60_000);
    const frames = client.of('book', 'update');
    const states = books(client.of('book'), 10);
    let [pushed, entered] = [0, 0];
    frames.forEach((frame, index) => {
      const [before, after] = [states[index], states[index + 1]];
      const last = before?.asks.at(-1);
      const told = changesOf(frame, 'asks');
      if (after?.asks.every(([price]) => price !== last?.[0]) && !told.some(({ price }) => price === Number(last?.[0])))
        pushed++;
      if (told.some(({ qty }) => qty === 0) && told.at(-1)?.price === Number(after?.asks.at(-1)?.[0])) entered++;
    });
    expect(pushed).toBeGreaterThan(3);
    expect(entered).toBeGreaterThan(3);
  });

  it.each([10, 25])('says nothing of what lies beyond %i levels', (depth) => {
    const { clock, dial } = rig({ seed: 8 });
    const client = dial();
    client.subscribe('book', 'BTC/USD', { depth });
    clock.pass(120_000);
    expect(beyondDepth(client.of('book'), depth)).toEqual([]);
  });

  it('changes a price twice in one frame now and then', () => {
    const { clock, dial } = rig({ seed: 11 });
    const client = dial();
    client.subscribe('book', 'BTC/USD');
    clock.pass(30_000);
    const twice = client.of('book', 'update').filter((frame) =>
      (['bids', 'asks'] as const).some((side) => {
        const prices = changesOf(frame, side).map(({ price }) => price);
        return new Set(prices).size < prices.length;
      }),
    );
    expect(twice.length).toBeGreaterThan(1);
  });

  it('is silent for who wants no snapshot until something changes', () => {
    const { clock, dial } = rig();
    const client = dial();
    client.subscribe('book', 'BTC/USD', { snapshot: false });
    clock.pass(2_000);
    expect(client.of('book', 'snapshot')).toEqual([]);
    expect(client.of('book', 'update').length).toBeGreaterThan(0);
  });
});
