import { describe, expect, it } from '@jest/globals';
import { type Heard, rig } from '../bareClient.ts';

type Fields = Readonly<Record<string, number & string>>;
const rows = (heard: readonly Heard[]): readonly Fields[] =>
  heard.flatMap(({ message }) => (message.data ?? []) as readonly Fields[]);

const following = (channels: readonly string[], seconds: number, params: object = {}, seed = 1) => {
  const { clock, venue, dial } = rig({ seed }, Date.UTC(2026, 7, 1));
  const client = dial();
  for (const channel of channels) client.subscribe(channel, 'BTC/USD', params);
  clock.pass(seconds * 1_000);
  return { clock, venue, client };
};

describe("the simulated venue's trade channel", () => {
  it('begins with the last fifty trades, and goes on where they end', () => {
    const { client } = following(['trade'], 10);
    const [snapshot, ...updates] = client.of('trade');
    expect(snapshot?.message.type).toBe('snapshot');
    expect(snapshot?.message.data?.length).toBe(50);
    const ids = rows(client.of('trade')).map(({ trade_id: id }) => Number(id));
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
    expect(updates.length).toBeGreaterThan(5);
    const times = rows(client.of('trade')).map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('begins with nothing where no snapshot is wanted', () => {
    const { client } = following(['trade'], 5, { snapshot: false });
    expect(client.of('trade', 'snapshot')).toEqual([]);
    expect(client.of('trade', 'update').length).toBeGreaterThan(2);
  });

  it('takes what it trades from the book, to the last lot', () => {
    const { client } = following(['book', 'trade'], 30, { depth: 1_000 });
    const sizes = new Map<string, number>();
    let before = new Map<string, number>();
    let checked = 0;
    for (const frame of client.heard) {
      const { channel, type, data = [] } = frame.message;
      // The frame of the book comes before that of the trades that made it.
      if (channel === 'book') {
        before = new Map(sizes);
        for (const side of ['bids', 'asks']) {
          const levels = data[0]?.[side] as readonly { readonly price: number; readonly qty: number }[];
          for (const { price, qty } of levels) sizes.set(`${side} ${price}`, Math.round(qty * 1e8));
        }
      }
      if (channel !== 'trade' || type !== 'update') continue;
      for (const { side, price, qty } of data as readonly Fields[]) {
        const key = `${side === 'buy' ? 'asks' : 'bids'} ${price}`;
        expect(sizes.get(key)).toBe((before.get(key) ?? 0) - Math.round(Number(qty) * 1e8));
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(30);
  });
});

describe("the simulated venue's ticker channel", () => {
  it('is the state of the book and of the trades', () => {
    const { clock, venue, client } = following(['book', 'trade', 'ticker'], 10);
    for (let i = 0; i < 5_000 && client.of('ticker').at(-1)?.at !== clock.now(); i++) clock.pass(1);
    const [ticker] = rows(client.of('ticker').slice(-1));
    const trades = rows(client.of('trade'));
    const { bids, asks } = venue.book('BTC/USD');
    expect(ticker).toMatchObject({
      bid: bids[0]?.price,
      bid_qty: bids[0]?.size,
      ask: asks[0]?.price,
      ask_qty: asks[0]?.size,
      last: trades.at(-1)?.price,
    });
    for (const { price } of trades) {
      expect(price).toBeGreaterThanOrEqual(Number(ticker?.low));
      expect(price).toBeLessThanOrEqual(Number(ticker?.high));
    }
    expect(Number(ticker?.vwap)).toBeGreaterThan(Number(ticker?.low));
  });

  it('begins with a snapshot, then comes with trades, or whenever the best prices change', () => {
    const { client } = following(['ticker', 'trade'], 10);
    expect(client.of('ticker')[0]?.message.type).toBe('snapshot');
    const updatesOf = ({ of }: typeof client, channel: string) => of(channel, 'update').map(({ at }) => at);
    const ofTrades = updatesOf(client, 'trade');
    expect(updatesOf(client, 'ticker').filter((at) => at > (ofTrades[0] ?? 0) && !ofTrades.includes(at))).toEqual([]);
    const { client: eager } = following(['ticker'], 10, { event_trigger: 'bbo' });
    expect(eager.of('ticker').length).toBeGreaterThan(client.of('ticker').length);
  });
});

describe("the simulated venue's ohlc channel", () => {
  it('adds up the trades of each bar, and ends it by beginning another', () => {
    const { client } = following(['ohlc', 'trade'], 200);
    const bars = new Map<unknown, Fields>();
    for (const bar of rows(client.of('ohlc', 'update'))) bars.set(bar.interval_begin, bar);
    const whole = [...bars.values()].slice(1, -1);
    expect(whole.length).toBeGreaterThanOrEqual(2);
    for (const bar of whole) {
      const begin = Date.parse(String(bar.interval_begin).slice(0, 19) + 'Z');
      expect(String(bar.interval_begin)).toMatch(/:00\.000000000Z$/);
      expect(Date.parse(String(bar.timestamp)) - begin).toBe(60_000);
      const trades = rows(client.of('trade')).filter(({ timestamp }) => {
        const at = Date.parse(String(timestamp));
        return at >= begin && at < begin + 60_000;
      });
      const prices = trades.map(({ price }) => Number(price));
      expect(bar).toMatchObject({
        open: prices[0],
        close: prices.at(-1),
        high: Math.max(...prices),
        low: Math.min(...prices),
        trades: trades.length,
        interval: 1,
      });
      const volume = trades.reduce((sum, { qty }) => sum + Math.round(Number(qty) * 1e8), 0);
      expect(Math.round(Number(bar.volume) * 1e8)).toBe(volume);
    }
  });

  it.each([1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600])('has bars of %i minutes, from a snapshot on', (interval) => {
    const { client } = following(['ohlc'], 5, { interval });
    expect(client.of('ohlc')[0]?.message.type).toBe('snapshot');
    for (const bar of rows(client.of('ohlc'))) {
      expect(bar.interval).toBe(interval);
      expect(Date.parse(String(bar.interval_begin).slice(0, 19) + 'Z') % (interval * 60_000)).toBe(0);
    }
    expect(client.of('ohlc', 'update').length).toBeGreaterThan(2);
  });
});
