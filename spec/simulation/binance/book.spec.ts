import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BinanceRig, binanceRig, type Json, type PlainRows, rowsAfter, rowsOfTruth } from './binanceRig.ts';

const rowsOf = ({ bids, asks }: Json): PlainRows => ({ bids, asks }) as PlainRows;
const n = (value: unknown): number => Number(value);

/** The documented rule for spot, to the letter; what breaks it is told. */
const replaySpot = (snapshot: Json, events: readonly Json[]): PlainRows & { readonly u: number } => {
  const id = n(snapshot['lastUpdateId']);
  const fresh = events.filter((event) => n(event['u']) > id);
  let rows = rowsOf(snapshot);
  let last: number | undefined;
  for (const event of fresh) {
    if (last === undefined) expect(n(event['U'])).toBeLessThanOrEqual(id + 1);
    else expect(n(event['U'])).toBe(last + 1);
    rows = rowsAfter(rows, event);
    last = n(event['u']);
  }
  return { ...rows, u: last ?? id };
};

/** That for futures. */
const replayFutures = (snapshot: Json, events: readonly Json[]): PlainRows & { readonly u: number } => {
  const id = n(snapshot['lastUpdateId']);
  const fresh = events.filter((event) => n(event['u']) >= id);
  let rows = rowsOf(snapshot);
  let last: number | undefined;
  for (const event of fresh) {
    if (last === undefined) {
      expect(n(event['U'])).toBeLessThanOrEqual(id);
      expect(n(event['u'])).toBeGreaterThanOrEqual(id);
    } else expect(n(event['pu'])).toBe(last);
    rows = rowsAfter(rows, event);
    last = n(event['u']);
  }
  return { ...rows, u: last ?? id };
};

const cut = ({ bids, asks }: PlainRows, depth: number): PlainRows => ({
  bids: bids.slice(0, depth),
  asks: asks.slice(0, depth),
});

/** Changes of a stream, and a snapshot from their middle. */
const recorded = ({ clock, dial, rest }: BinanceRig, path: string, stream: string, depth: string) => {
  const client = dial(path);
  clock.pass(3_000);
  const snapshot = rest('GET', depth).body;
  clock.pass(12_000);
  return { client, snapshot, events: client.of(stream) };
};

describe("the simulated Binance's books", () => {
  it('are the truth on spot for who follows the documented rule, at either speed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('btcusdt@depth@100ms', 'btcusdt@depth'), (seed, stream) => {
        const rig = binanceRig({ seed });
        const path = `/stream?streams=${stream}`;
        const { snapshot, events } = recorded(rig, path, stream, '/api/v3/depth?symbol=BTCUSDT&limit=5000');
        expect(events.length).toBeGreaterThan(10);
        const { u, ...rows } = replaySpot(snapshot, events);
        if (stream === 'btcusdt@depth') return;
        expect(String(u)).toBe(rig.venue.book('BTC/USDT').sequence);
        expect(rows).toEqual(rowsOfTruth(rig.venue, 'BTC/USDT'));
      }),
      { numRuns: 12 },
    );
  });

  it('are the truth in futures for who follows theirs, as deep as a snapshot goes', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom('100ms', '250ms', '500ms', '0ms'), (seed, speed) => {
        const rig = binanceRig({ seed });
        const stream = speed === '250ms' ? 'ethusdt@depth' : `ethusdt@depth@${speed}`;
        const path = `/public/stream?streams=${stream}`;
        const { snapshot, events } = recorded(rig, path, stream, '/fapi/v1/depth?symbol=ETHUSDT&limit=1000');
        const { u, ...rows } = replayFutures(snapshot, events);
        if (speed !== '100ms' && speed !== '0ms') return;
        expect(String(u)).toBe(rig.venue.book('ETH/USDT:USDT').sequence);
        expect(cut(rows, 900)).toEqual(rowsOfTruth(rig.venue, 'ETH/USDT:USDT', 900));
      }),
      { numRuns: 12 },
    );
  });

  it('number the changes of spot without a hole, and those of futures with holes, linked by pu', () => {
    const rig = binanceRig();
    const spot = rig.dial('/stream?streams=btcusdt@depth@100ms');
    const futures = rig.dial('/public/stream?streams=btcusdt@depth@100ms');
    rig.clock.pass(10_000);
    const pairs = (events: readonly Json[]) =>
      events.slice(1).map((event, index) => [events[index] as Json, event] as const);
    const [a, b] = [pairs(spot.of('btcusdt@depth@100ms')), pairs(futures.of('btcusdt@depth@100ms'))];
    expect(Math.min(a.length, b.length)).toBeGreaterThan(30);
    expect(a.every(([before, { U }]) => n(U) === n(before['u']) + 1)).toBe(true);
    expect(b.every(([before, { pu }]) => n(pu) === n(before['u']))).toBe(true);
    expect(b.filter(([before, { U }]) => n(U) > n(before['u']) + 1).length).toBeGreaterThan(b.length / 2);
  });

  it('agree with the best prices that are told beside them', () => {
    const rig = binanceRig({ seed: 3 });
    const client = rig.dial('/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker');
    rig.clock.pass(1_000);
    const snapshot = rig.rest('GET', '/api/v3/depth?symbol=BTCUSDT&limit=5000').body;
    rig.clock.pass(20_000);
    let rows = rowsOf(snapshot);
    let compared = 0;
    const tickers = client.of('btcusdt@bookTicker');
    for (const event of client.of('btcusdt@depth@100ms')) {
      if (n(event['u']) <= n(snapshot['lastUpdateId'])) continue;
      rows = rowsAfter(rows, event);
      const ticker = tickers.findLast(({ u }) => n(u) <= n(event['u']));
      if (ticker === undefined) continue;
      compared++;
      const { b, B, a, A } = ticker;
      expect([rows.bids[0], rows.asks[0]]).toEqual([
        [b, B],
        [a, A],
      ]);
    }
    expect(compared).toBeGreaterThan(60);
  });

  it.each([5, 10, 20])('are told whole to %i levels, on spot without a word of the symbol', (levels) => {
    const rig = binanceRig();
    const spot = rig.dial(`/stream?streams=btcusdt@depth${levels}@100ms`);
    const futures = rig.dial(`/public/stream?streams=btcusdt@depth${levels}@100ms`);
    rig.clock.pass(3_000);
    const [last, swap] = [
      spot.of(`btcusdt@depth${levels}@100ms`).at(-1),
      futures.of(`btcusdt@depth${levels}@100ms`).at(-1),
    ];
    expect(Object.keys(last ?? {})).toEqual(['lastUpdateId', 'bids', 'asks']);
    expect(rowsOf(last as Json)).toEqual(rowsOfTruth(rig.venue, 'BTC/USDT', levels));
    expect(swap).toMatchObject({ e: 'depthUpdate', s: 'BTCUSDT', pu: expect.any(Number) as unknown });
    expect({ bids: swap?.['b'], asks: swap?.['a'] }).toEqual(rowsOfTruth(rig.venue, 'BTC/USDT:USDT', levels));
  });

  it('are printed as the venue prints them: eight decimals on spot, as many as there are in futures', () => {
    const { rest } = binanceRig();
    const [spot] = rest('GET', '/api/v3/depth?symbol=BTCUSDT&limit=5').body['bids'] as readonly string[][];
    const [swap] = rest('GET', '/fapi/v1/depth?symbol=BTCUSDT&limit=5').body['bids'] as readonly string[][];
    expect(spot).toEqual([expect.stringMatching(/^\d+\.\d{8}$/), expect.stringMatching(/^\d+\.\d{5}000$/)]);
    expect(swap).toEqual([expect.stringMatching(/^\d+\.\d$/), expect.stringMatching(/^\d+\.\d{3}$/)]);
  });

  it('never look crossed, unless they are meant to', () => {
    const { clock, dial, venue } = binanceRig({ seed: 5 });
    const client = dial('/stream?streams=btcusdt@bookTicker');
    clock.pass(20_000);
    const isCrossed = ({ b, a }: Json): boolean => n(b) >= n(a);
    expect(client.of('btcusdt@bookTicker').length).toBeGreaterThan(50);
    expect(client.of('btcusdt@bookTicker').filter(isCrossed)).toEqual([]);
    venue.inject({ t: 0, kind: 'crossed-book', target: 'BTC/USDT', args: { for: 2_000 } });
    clock.pass(1_000);
    expect(isCrossed(client.of('btcusdt@bookTicker').at(-1) as Json)).toBe(true);
    clock.pass(5_000);
    expect(isCrossed(client.of('btcusdt@bookTicker').at(-1) as Json)).toBe(false);
  });
});
