import { describe, expect, it } from '@jest/globals';
import type { Fault, FaultArgs, FaultKind } from '../../../src/simulation/index.ts';
import { binanceRig, type Json } from './binanceRig.ts';

const DEPTH = 'btcusdt@depth@100ms';

const connected = (path: string, options: Parameters<typeof binanceRig>[0] = {}) => {
  const rig = binanceRig(options);
  const client = rig.dial(path);
  rig.clock.pass(2_000);
  const inject = <K extends FaultKind>(kind: K, args: FaultArgs[K], target?: string): void =>
    rig.venue.inject({ t: 0, kind, args, ...(target === undefined ? {} : { target }) } as unknown as Fault);
  return { ...rig, client, inject };
};

const n = (value: unknown): number => Number(value);
const holes = (events: readonly Json[]): number =>
  events.slice(1).filter(({ U }, index) => n(U) !== n(events[index]?.['u']) + 1).length;

describe("the simulated Binance's faults", () => {
  it('leave out a change, or tell it twice', () => {
    const { client, clock, inject } = connected(`/stream?streams=${DEPTH}`);
    expect(holes(client.of(DEPTH))).toBe(0);
    inject('drop-delta', {}, 'BTC/USDT');
    clock.pass(2_000);
    expect(holes(client.of(DEPTH))).toBe(1);
    inject('duplicate-delta', {}, 's1');
    clock.pass(2_000);
    const ids = client.of(DEPTH).map(({ u }) => u);
    expect(ids.length - new Set(ids).size).toBe(1);
  });

  it('have REST tell books that are older than what streams tell', () => {
    const { client, clock, inject, rest } = connected('/ws');
    inject('stale-snapshot', { for: 10_000 }, 'BTC/USDT');
    clock.pass(3_000);
    client.send({ method: 'SUBSCRIBE', params: [DEPTH], id: 1 });
    clock.pass(3_000);
    const first = client.heard.find(({ message }) => message['e'] === 'depthUpdate')?.message;
    const snapshot = () => n(rest('GET', '/api/v3/depth?symbol=BTCUSDT').body['lastUpdateId']);
    expect(snapshot()).toBeLessThan(n(first?.['U']) - 1);
    clock.pass(5_000);
    expect(snapshot()).toBeGreaterThan(n(first?.['u']));
  });

  it('have REST tell books that are newer, for changes come late, and still in order', () => {
    const { client, clock, inject, rest } = connected(`/stream?streams=${DEPTH}`);
    inject('slow-deltas', { by: 1_500, for: 4_000 });
    clock.pass(3_000);
    const behind =
      n(rest('GET', '/api/v3/depth?symbol=BTCUSDT').body['lastUpdateId']) - n(client.of(DEPTH).at(-1)?.['u']);
    expect(behind).toBeGreaterThan(3);
    clock.pass(10_000);
    expect(holes(client.of(DEPTH))).toBe(0);
    expect(client.of(DEPTH).at(-1)?.['u']).toBe(rest('GET', '/api/v3/depth?symbol=BTCUSDT').body['lastUpdateId']);
  });

  it('freeze streams for a while, or end them without a word', () => {
    const { client, clock, inject } = connected(`/stream?streams=${DEPTH}/btcusdt@trade`);
    const count = () => [client.of(DEPTH).length, client.of('btcusdt@trade').length];
    inject('freeze', { channel: 'depth', for: 5_000 });
    const frozen = count();
    clock.pass(4_000);
    expect(count()[0]).toBe(frozen[0]);
    expect(count()[1]).toBeGreaterThan(frozen[1] ?? 0);
    clock.pass(4_000);
    expect(count()[0]).toBeGreaterThan(frozen[0] ?? 0);
    inject('unsubscribe', { channel: 'trade' });
    const [, ended] = count();
    clock.pass(4_000);
    expect(count()[1]).toBe(ended);
  });

  it('leave a symbol unserved: in silence, or with words', () => {
    const { client, clock, inject } = connected('/ws');
    inject('refuse-symbol', { for: 5_000 }, 'BTC/USDT');
    client.send({ method: 'SUBSCRIBE', params: [DEPTH], id: 1 });
    clock.pass(2_000);
    expect(client.heard.map(({ text }) => text)).toEqual(['{"result":null,"id":1}']);
    inject('refuse-symbol', { for: 5_000, error: 'busy' }, 'ETH/USDT');
    client.send({ method: 'SUBSCRIBE', params: ['ethusdt@trade'], id: 2 });
    clock.pass(2_000);
    expect(client.heard.at(-1)?.message).toEqual({ code: 2, msg: 'busy', id: 2 });
    client.send({ method: 'UNSUBSCRIBE', params: [DEPTH], id: 3 });
    clock.pass(2_000);
    client.send({ method: 'SUBSCRIBE', params: [DEPTH], id: 4 });
    clock.pass(2_000);
    expect(client.heard.some(({ message }) => message['e'] === 'depthUpdate')).toBe(true);
  });

  it('lose, delay and repeat acknowledgements; data comes all the same', () => {
    const { client, clock, inject } = connected('/ws');
    const subscribe = (id: number): void => client.send({ method: 'SUBSCRIBE', params: [DEPTH], id });
    const acks = () =>
      client.heard.filter(({ text }) => text.startsWith('{"result"')).map(({ message }) => message['id']);
    inject('lose-ack', {});
    subscribe(1);
    clock.pass(1_000);
    expect(acks()).toEqual([]);
    expect(client.heard.length).toBeGreaterThan(0);
    inject('delay-ack', { by: 3_000 }, 'BTC/USDT');
    subscribe(2);
    clock.pass(2_900);
    expect(acks()).toEqual([]);
    clock.pass(1_000);
    expect(acks()).toEqual([2]);
    inject('repeat-ack', {});
    subscribe(3);
    clock.pass(1_000);
    expect(acks()).toEqual([2, 3, 3]);
  });

  it('send one more frame of what was unsubscribed', () => {
    const { client, clock, inject } = connected(`/stream?streams=${DEPTH}`);
    inject('late-data', {});
    const before = client.of(DEPTH).length;
    client.send({ method: 'UNSUBSCRIBE', params: [DEPTH], id: 1 });
    clock.pass(3_000);
    expect(client.of(DEPTH).length).toBe(before + 1);
  });

  it.each([
    ['/ws', { e: 'serverShutdown', E: expect.any(Number) as unknown }],
    ['/stream', { stream: '!serverShutdown', data: { e: 'serverShutdown', E: expect.any(Number) as unknown } }],
  ])('announce on %s that the venue goes away, then go', (path, notice) => {
    const { client, clock, inject } = connected(path);
    inject('announce-close', { in: 2_000 });
    expect(client.heard.map(({ message }) => message)).toEqual([notice]);
    clock.pass(1_999);
    expect(client.errors).toEqual([]);
    clock.pass(1);
    expect(client.errors[0]).toMatchObject({ context: { code: 1001 } });
  });

  it('end sockets of futures without announcing it', () => {
    const { client, clock, inject } = connected('/public/ws');
    inject('announce-close', {});
    clock.pass(60_000);
    expect(client.heard).toEqual([]);
    expect(client.errors[0]).toMatchObject({ context: { code: 1001 } });
  });

  it('say something unheard of, or cut who says too much', () => {
    const { client, inject, rest } = connected('/ws');
    inject('unknown-frame', {}, 's1');
    expect(client.heard.at(-1)?.message['e']).toBe('nothingYouKnow');
    inject('exceeded-rate', {}, 's1');
    expect(client.errors[0]).toMatchObject({ context: { code: 1008 } });
    expect(rest('GET', '/api/v3/ping').status).toBe(200);
    inject('exceeded-rate', {});
    expect(rest('GET', '/api/v3/ping').status).toBe(429);
  });

  it('are drawn from nothing but the seed: the same journal, byte for byte', () => {
    const journal = (seed: number): string => {
      const { client, clock, venue } = connected(`/stream?streams=${DEPTH}/btcusdt@trade/ethusdt@bookTicker`, {
        seed,
        faults: [
          { t: 1_000, kind: 'drop-delta', args: {} },
          { t: 4_000, kind: 'announce-close', args: {} },
        ],
      });
      client.send({ method: 'SUBSCRIBE', params: ['ethusdt@kline_1m'], id: 1 });
      clock.pass(8_000);
      return JSON.stringify(venue.journal);
    };
    expect(journal(1)).toBe(journal(1));
    expect(journal(1)).not.toBe(journal(2));
  });
});
