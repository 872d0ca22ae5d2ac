import { describe, expect, it } from '@jest/globals';
import type { OkxRow } from './okxRig.ts';
import { okxRig } from './okxRig.ts';

const SYMBOLS = ['BTC-USDT', 'ETH-USDT', 'BTC-USDT-SWAP', 'ETH-USDT-SWAP'];
const bars = (rows: readonly OkxRow[]) => rows as unknown as readonly (readonly string[])[];
const sum = (rows: readonly OkxRow[]): number => rows.reduce((total, { sz }) => total + Number(sz), 0);

describe("the simulated venue's OKX channels", () => {
  it.each([1, 2, 3])(
    'are lively: twenty changes of the book, five trades and a ticker in eight seconds (%i)',
    (seed) => {
      const { clock, dial } = okxRig({ seed });
      const client = dial();
      for (const channel of ['books', 'trades', 'tickers']) client.subscribe(channel, SYMBOLS);
      clock.pass(8_000);
      for (const instId of SYMBOLS) {
        expect(client.rows('books', instId).length).toBeGreaterThan(20);
        expect(client.rows('trades', instId).length).toBeGreaterThan(5);
        expect(client.rows('tickers', instId).length).toBeGreaterThan(1);
      }
    },
  );

  it('tell trades of one taker as one, with their count, and the parts of it on the business endpoint', () => {
    const { clock, dial } = okxRig();
    const [client, business] = [dial(), dial('business')];
    client.subscribe('trades', 'BTC-USDT-SWAP');
    business.subscribe('trades-all', 'BTC-USDT-SWAP');
    clock.pass(20_000);
    const [first, ...trades] = client.rows('trades');
    expect(client.of('trades')[1]?.message).toEqual({
      arg: { channel: 'trades', instId: 'BTC-USDT-SWAP' },
      data: [
        {
          instId: 'BTC-USDT-SWAP',
          tradeId: expect.stringMatching(/^\d+$/),
          px: expect.stringMatching(/^\d+(\.\d)?$/),
          sz: expect.stringMatching(/^\d+(\.\d{1,2})?$/),
          side: expect.stringMatching(/^(buy|sell)$/),
          ts: expect.stringMatching(/^\d{13}$/),
          count: expect.stringMatching(/^[123]$/),
          source: '0',
          seqId: expect.any(Number),
        },
      ],
    });
    expect(new Set(trades.map(({ count }) => count)).size).toBe(3);
    const ids = trades.map(({ tradeId, count }) => [Number(tradeId), Number(count)] as const);
    ids.reduce((before, [id, count]) => {
      expect(id - count).toBeGreaterThanOrEqual(before);
      return id;
    }, Number(first?.tradeId));
    const parts = business.rows('trades-all').slice(1);
    expect(parts.map(({ tradeId }) => Number(tradeId))).toEqual(
      ids.flatMap(([id, count]) => Array.from({ length: count }, (_, index) => id - count + 1 + index)),
    );
    expect(sum(parts)).toBeCloseTo(sum(trades), 6);
  });

  it('begin with the state there is, each by its own', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'halt', args: { for: 20_000 } });
    clock.pass(500);
    for (const channel of ['trades', 'tickers', 'mark-price', 'funding-rate', 'books5']) {
      client.subscribe(channel, 'BTC-USDT-SWAP');
    }
    clock.pass(500);
    const { bids, asks } = venue.book('BTC/USDT:USDT');
    const [ticker, mark, funding] = ['tickers', 'mark-price', 'funding-rate'].map((channel) => client.rows(channel)[0]);
    expect(client.heard.length).toBe(10);
    expect([ticker?.bidPx, ticker?.bidSz, ticker?.askPx, ticker?.askSz]).toEqual([
      bids[0]?.priceText,
      bids[0]?.sizeText,
      asks[0]?.priceText,
      asks[0]?.sizeText,
    ]);
    expect([ticker?.last, ticker?.lastSz]).toEqual([client.rows('trades')[0]?.px, client.rows('trades')[0]?.sz]);
    expect(Number(mark?.markPx)).toBeCloseTo(((bids[0]?.price ?? 0) + (asks[0]?.price ?? 0)) / 2, 5);
    expect(funding?.fundingRate).toMatch(/^-?0\.\d+$/);
    expect(Number(funding?.nextFundingTime) - Number(funding?.fundingTime)).toBe(28_800_000);
    expect(Number(funding?.fundingTime)).toBeGreaterThan(clock.now());
  });

  it('count contracts of swaps in contracts, their currency in the base', () => {
    const { clock, dial } = okxRig();
    const client = dial();
    client.subscribe('tickers', ['BTC-USDT-SWAP', 'BTC-USDT']);
    clock.pass(500);
    const [swap, spot] = ['BTC-USDT-SWAP', 'BTC-USDT'].map((instId) => client.rows('tickers', instId)[0]);
    expect(Number(swap?.volCcy24h)).toBeCloseTo(Number(swap?.vol24h) / 100, 3);
    expect(Number(spot?.volCcy24h) / Number(spot?.vol24h)).toBeGreaterThan(60_000);
    expect([swap?.instType, spot?.instType]).toEqual(['SWAP', 'SPOT']);
  });

  it('tell a bar as over before the next one begins', () => {
    const { clock, dial } = okxRig();
    const client = dial('business');
    client.subscribe('candle1m', 'BTC-USDT');
    clock.pass(130_000);
    const rows = bars(client.rows('candle1m'));
    const begins = [...new Set(rows.map(([begin]) => Number(begin)))];
    expect(begins.length).toBeGreaterThan(2);
    for (const begin of begins.slice(0, -1)) {
      const own = rows.filter(([first]) => Number(first) === begin);
      expect(begin % 60_000).toBe(0);
      expect(own.map((row) => row[8])).toEqual([...own.slice(1).map(() => '0'), '1']);
      const [, open = '', high = '', low = '', close = ''] = own.at(-1) ?? [];
      expect(Math.max(...[open, low, close].map(Number))).toBeLessThanOrEqual(Number(high));
      expect(Math.min(...[open, high, close].map(Number))).toBeGreaterThanOrEqual(Number(low));
    }
    expect(rows.every((row) => row.length === 9)).toBe(true);
  });

  it("begin days at Hong Kong's midnight, or at that of UTC where the name says so", () => {
    const { clock, dial } = okxRig();
    const client = dial('business');
    for (const channel of ['candle1D', 'candle1Dutc', 'candle4H']) client.subscribe(channel, 'BTC-USDT');
    clock.pass(500);
    const hourOf = (channel: string) => new Date(Number(bars(client.rows(channel))[0]?.[0])).getUTCHours();
    expect([hourOf('candle1D'), hourOf('candle1Dutc')]).toEqual([16, 0]);
    expect(hourOf('candle4H') % 4).toBe(0);
  });

  it('list what there is, with the number that orders want', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    const types = ['SPOT', 'SWAP', 'OPTION', 'BOND'];
    client.send({ op: 'subscribe', args: types.map((instType) => ({ channel: 'instruments', instType })) });
    clock.pass(500);
    const [spot, swap, option] = types.map(
      (type) => client.of('instruments').find(({ message }) => message.arg?.instType === type)?.message.data,
    );
    expect(spot?.map(({ instId }) => instId)).toEqual(['BTC-USDT', 'ETH-USDT']);
    expect(swap?.[0]).toMatchObject({
      instId: 'BTC-USDT-SWAP',
      ctVal: '0.01',
      ctValCcy: 'BTC',
      settleCcy: 'USDT',
      tickSz: '0.1',
      lotSz: '0.01',
      state: 'live',
    });
    expect(option).toEqual([]);
    expect(client.events().at(-1)).toMatchObject({
      code: '60018',
      msg: "channel:instruments,instType:BOND doesn't exist",
    });
    const codes = [...(spot ?? []), ...(swap ?? [])].map(({ instIdCode }) => instIdCode);
    expect(new Set(codes).size).toBe(4);
    const listed: OkxRow[] = [];
    venue
      .http({ method: 'GET', url: 'https://www.okx.com/api/v5/public/instruments?instType=SWAP' })
      .subscribe(({ body }) => listed.push(...JSON.parse(body).data));
    expect(listed).toEqual(swap);
  });

  it('tell of maintenance', () => {
    const { clock, venue, dial } = okxRig();
    const client = dial();
    client.send({ op: 'subscribe', args: [{ channel: 'status' }] });
    clock.pass(500);
    venue.inject({ t: 0, kind: 'system-status', args: { system: 'maintenance' } });
    expect(client.rows('status').map(({ state }) => state)).toEqual(['completed', 'ongoing']);
  });

  it('are the same for the same seed', () => {
    const heard = (seed: number) => {
      const { clock, dial } = okxRig({ seed });
      const client = dial();
      for (const channel of ['books', 'trades', 'tickers', 'funding-rate']) client.subscribe(channel, SYMBOLS);
      clock.pass(3_000);
      return client.heard.map(({ at, text }) => `${at} ${text}`);
    };
    expect(heard(5)).toEqual(heard(5));
    expect(heard(5)).not.toEqual(heard(6));
  });

  it('exist only for what is listed, and rates of funding for swaps', () => {
    const { clock, dial } = okxRig({ symbols: ['BTC/USDT', 'BTC/USDT:USDT'] });
    const client = dial();
    client.subscribe('trades', 'ETH-USDT');
    client.subscribe('funding-rate', ['BTC-USDT', 'BTC-USDT-SWAP']);
    clock.pass(500);
    expect(client.events().map(({ event, code, arg }) => [event, code ?? arg?.instId])).toEqual([
      ['error', '60018'],
      ['error', '60018'],
      ['subscribe', 'BTC-USDT-SWAP'],
    ]);
  });
});
