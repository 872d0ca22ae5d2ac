import { describe, expect, it } from '@jest/globals';
import { type BinanceClient, binanceRig, type Json } from './binanceRig.ts';

const connected = (path: string, options: Parameters<typeof binanceRig>[0] = {}) => {
  const rig = binanceRig(options);
  const client = rig.dial(path);
  rig.clock.pass(50);
  return { ...rig, client };
};

const answers = ({ heard }: BinanceClient): readonly string[] =>
  heard.flatMap(({ text, message }) => (message['e'] === undefined && message['stream'] === undefined ? [text] : []));
const isAnswer = (text: string): boolean => text.startsWith('{"result"');
const kinds = ({ heard }: BinanceClient): ReadonlySet<unknown> => new Set(heard.map(({ message }) => message['e']));

describe("the simulated Binance's streams", () => {
  it('acknowledges a request once, whatever it names, and sends raw data on /ws', () => {
    const { client, clock } = connected('/ws');
    client.send({ method: 'SUBSCRIBE', params: ['btcusdt@trade', 'ethusdt@depth@100ms'], id: 7 });
    clock.pass(3_000);
    expect(answers(client)).toEqual(['{"result":null,"id":7}']);
    expect(kinds(client)).toEqual(new Set([undefined, 'trade', 'depthUpdate']));
    expect(new Set(client.heard.map(({ message }) => message['s']))).toEqual(
      new Set([undefined, 'BTCUSDT', 'ETHUSDT']),
    );
  });

  it('subscribes what the url names without a word: raw on /ws, wrapped on /stream', () => {
    const raw = connected('/ws/btcusdt@trade/ethusdt@trade');
    const wrapped = connected('/stream?streams=btcusdt@trade/ethusdt@trade');
    for (const { clock } of [raw, wrapped]) clock.pass(3_000);
    expect(kinds(raw.client)).toEqual(new Set(['trade']));
    expect(answers(raw.client)).toEqual([]);
    expect(new Set(wrapped.client.heard.map(({ message }) => message['stream']))).toEqual(
      new Set(['btcusdt@trade', 'ethusdt@trade']),
    );
  });

  it('looks at nothing that follows /stream in the path', () => {
    const { client, clock } = connected('/stream/0');
    client.send({ method: 'SUBSCRIBE', params: ['btcusdt@trade'], id: 1 });
    clock.pass(3_000);
    expect(client.of('btcusdt@trade').length).toBeGreaterThan(2);
  });

  it('wraps or unwraps when told to, and lists what is subscribed; answers are never wrapped', () => {
    const { client, clock } = connected('/ws/btcusdt@trade');
    client.send({ method: 'SET_PROPERTY', params: ['combined', true], id: 5 });
    client.send({ method: 'GET_PROPERTY', params: ['combined'], id: 'six' });
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 3 });
    clock.pass(3_000);
    expect(answers(client)).toEqual([
      '{"result":null,"id":5}',
      '{"result":true,"id":"six"}',
      '{"result":["btcusdt@trade"],"id":3}',
    ]);
    expect(client.of('btcusdt@trade').length).toBeGreaterThan(2);
    client.send({ method: 'SET_PROPERTY', params: ['combined', false], id: null });
    clock.pass(50);
    const before = client.heard.length;
    clock.pass(3_000);
    expect(client.heard.slice(before).every(({ message }) => message['e'] === 'trade')).toBe(true);
  });

  it('sends no more of what is unsubscribed, and starts anew what is subscribed again', () => {
    const { client, clock } = connected('/stream?streams=btcusdt@trade/ethusdt@trade');
    clock.pass(2_000);
    client.send({ method: 'UNSUBSCRIBE', params: ['btcusdt@trade'], id: 1 });
    clock.pass(50);
    const before = client.of('btcusdt@trade').length;
    clock.pass(3_000);
    expect(client.of('btcusdt@trade').length).toBe(before);
    expect(client.of('ethusdt@trade').length).toBeGreaterThan(before);
    client.send({ method: 'SUBSCRIBE', params: ['btcusdt@trade'], id: 2 });
    clock.pass(3_000);
    expect(client.of('btcusdt@trade').length).toBeGreaterThan(before);
  });

  it('may send data before the acknowledgement', () => {
    const early = Array.from({ length: 60 }, (_, seed) => {
      const { client, clock } = connected('/ws', { seed });
      clock.pass(500 + seed * 7);
      client.send({ method: 'SUBSCRIBE', params: ['btcusdt@depth@100ms', 'ethusdt@depth@100ms'], id: 1 });
      clock.pass(500);
      return client.heard.findIndex(({ text }) => isAnswer(text)) > 0;
    });
    expect(new Set(early)).toEqual(new Set([true, false]));
  });

  it.each([
    ['a stream that there is not', '/ws', 'btcusdt@nothing'],
    ['a symbol that is not listed', '/ws', 'foobar@trade'],
    ['a symbol in capitals', '/ws', 'BTCUSDT@trade'],
    ['a mark price on spot', '/ws', 'btcusdt@markPrice'],
    ['a depth that there is not', '/ws', 'btcusdt@depth7'],
    ['a cadence that there is not', '/ws', 'btcusdt@depth@250ms'],
    ['a book at the entrance of the rest', '/market/ws', 'btcusdt@depth@100ms'],
    ['a mark price at the entrance of books', '/public/ws', 'btcusdt@markPrice'],
    ['what hides in the prototype', '/ws', 'btcusdt@kline_constructor'],
  ])('acknowledges %s, and is silent', (_, path, name) => {
    const { client, clock, venue } = connected(path);
    client.send({ method: 'SUBSCRIBE', params: [name], id: 1 });
    client.send({ method: 'LIST_SUBSCRIPTIONS', id: 2 });
    clock.pass(8_000);
    expect(client.heard.map(({ text }) => text)).toEqual(['{"result":null,"id":1}', `{"result":["${name}"],"id":2}`]);
    expect(venue.violations).toEqual([]);
  });

  it('refuses without an id what it cannot read, and with it what it does not understand', () => {
    const { client, clock } = connected('/ws');
    client.send('{"method":');
    client.send({ method: 'FLY', id: 4 });
    client.send({ method: 'SUBSCRIBE', params: 'btcusdt@trade', id: 5 });
    clock.pass(500);
    expect(answers(client).map((text) => JSON.parse(text) as unknown)).toEqual([
      { code: 3, msg: expect.stringMatching(/^Invalid JSON: /) as unknown },
      { code: 2, msg: expect.stringMatching(/^Invalid request: unknown variant `FLY`/) as unknown, id: 4 },
      { code: 2, msg: expect.stringMatching(/^Invalid request: /) as unknown, id: 5 },
    ]);
  });

  it("refuses in the gateway's envelope in futures", () => {
    const { client, clock } = connected('/market/ws');
    client.send({ method: 'FLY', id: 4 });
    clock.pass(500);
    expect(client.heard[0]?.message).toEqual({ error: { code: 2, msg: expect.any(String) as unknown }, id: 4 });
  });

  it('wants an id of 64 bits, a short string or none, and gives it back to the digit', () => {
    const { client, clock, venue } = connected('/public/ws');
    for (const id of [
      '9223372036854775807',
      '"3d0cf8ff-8ea4-43bd-a4b9-3e6f7a1c9d20"',
      'null',
      '1.5',
      '9223372036854775808',
      '"not this one!"',
    ])
      client.send(`{"method":"LIST_SUBSCRIPTIONS","id":${id}}`);
    client.send('{"method":"LIST_SUBSCRIPTIONS"}');
    clock.pass(500);
    const ids = client.heard.map(({ text }) => /"id":(.*)\}$/.exec(text)?.[1]);
    expect(ids).toEqual([
      '9223372036854775807',
      '"3d0cf8ff-8ea4-43bd-a4b9-3e6f7a1c9d20"',
      'null',
      undefined,
      undefined,
      undefined,
      'null',
    ]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['request-id-form', 'request-id-form', 'request-id-form']);
  });

  it.each([
    [
      '/stream',
      ['trade', 'aggTrade', 'ticker', 'miniTicker', 'bookTicker', 'depth', 'depth@100ms', 'depth5', 'kline_1m'],
    ],
    ['/public/stream', ['trade', 'bookTicker', 'depth', 'depth@100ms', 'depth20@500ms']],
    ['/market/stream', ['aggTrade', 'ticker', 'miniTicker', 'markPrice', 'markPrice@1s', 'kline_1m']],
  ])('lets every symbol be heard on %s within eight seconds', (path, streams) => {
    for (const seed of [1, 2, 3]) {
      const { client, clock } = connected(path, { seed });
      const names = ['btcusdt', 'ethusdt'].flatMap((symbol) => streams.map((stream) => `${symbol}@${stream}`));
      client.send({ method: 'SUBSCRIBE', params: names, id: 1 });
      clock.pass(8_000);
      const counts = Object.fromEntries(names.map((name) => [name, client.of(name).length]));
      for (const name of names) {
        const least = /depth@100ms/.test(name) ? 20 : /[tT]rade$/.test(name) ? 5 : 2;
        expect(counts).toMatchObject({ [name]: expect.any(Number) });
        expect([name, (counts[name] ?? 0) >= least]).toEqual([name, true]);
        expect(counts[name]).toBeLessThan(120);
      }
    }
  });

  it('says in a bar whether it is over, and begins the next at the price of the last', () => {
    const { client, clock } = connected('/stream?streams=btcusdt@kline_1m');
    clock.pass(130_000);
    const bars = client.of('btcusdt@kline_1m').map(({ k }) => k as Json);
    const closed = bars.filter(({ x }) => x);
    expect(closed.length).toBe(2);
    expect(closed.map(({ t, T }) => [Number(t) % 60_000, Number(T) - Number(t)])).toEqual([
      [0, 59_999],
      [0, 59_999],
    ]);
    expect(Number(closed[1]?.['t']) - Number(closed[0]?.['t'])).toBe(60_000);
    const trades = bars.filter(({ t }) => Number(t) === Number(closed[1]?.['t'])).map(({ n: count }) => Number(count));
    expect([...trades].sort((a, b) => a - b)).toEqual(trades);
    expect(Number(closed[1]?.['L'])).toBe(Number(closed[1]?.['f']) + Number(closed[1]?.['n']) - 1);
  });

  it('keeps spot and futures of one name apart', () => {
    const spot = connected('/ws/btcusdt@trade');
    const futures = connected('/public/ws/btcusdt@trade');
    for (const { clock } of [spot, futures]) clock.pass(4_000);
    expect(spot.client.heard[0]?.message).toMatchObject({ M: true });
    expect(futures.client.heard[0]?.message).toMatchObject({ X: 'MARKET' });
    expect(spot.client.heard[0]?.message['p']).not.toEqual(futures.client.heard[0]?.message['p']);
  });

  it('tells what a taker did: m is true where it sold', () => {
    const { client, clock } = connected('/stream?streams=btcusdt@trade/btcusdt@bookTicker/btcusdt@aggTrade');
    clock.pass(30_000);
    const sides = new Set(client.of('btcusdt@trade').map(({ m }) => m));
    expect(sides).toEqual(new Set([true, false]));
    let bid: Json | undefined;
    for (const { message } of client.heard) {
      const data = message['data'] as Json;
      if (message['stream'] === 'btcusdt@bookTicker') bid = data;
      if (message['stream'] !== 'btcusdt@trade' || bid === undefined) continue;
      // A sale happens at a bid, and leaves it no higher.
      if (data['m']) expect(Number(data['p'])).toBeLessThan(Number(bid['a']));
      else expect(Number(data['p'])).toBeGreaterThan(Number(bid['b']));
    }
    expect(client.of('btcusdt@aggTrade').map(({ p, q, m }) => [p, q, m])).toEqual(
      client.of('btcusdt@trade').map(({ p, q, m }) => [p, q, m]),
    );
  });
});
