import { describe, expect, it } from '@jest/globals';
import { type BareClient, rig } from '../bareClient.ts';

const connected = (options: Parameters<typeof rig>[0] = {}) => {
  const { clock, venue, dial } = rig(options);
  const client = dial();
  clock.pass(50);
  return { clock, venue, client };
};

const messages = (client: BareClient): readonly unknown[] => client.answers().map(({ message }) => message);
const rulesOf = ({ venue }: Pick<ReturnType<typeof connected>, 'venue'>) => venue.violations.map(({ rule }) => rule);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

describe("the simulated venue's side of a Kraken session", () => {
  it('greets with its status and an id beyond what a double holds', () => {
    const { client } = connected();
    const [greeting] = client.heard;
    expect(greeting?.message).toMatchObject({
      channel: 'status',
      type: 'update',
      data: [{ system: 'online', api_version: 'v2', version: '2.0.10' }],
    });
    const id = /"connection_id":(\d+)/.exec(greeting?.text ?? '')?.[1] ?? '';
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    expect(client.heard.length).toBe(1);
  });

  it('acknowledges each symbol on its own, under the same id, with what was asked', () => {
    const { clock, client } = connected();
    client.subscribe('book', ['BTC/USD', 'FOO/BAR', 'ETH/USD'], { depth: 25 }, 1);
    clock.pass(1_000);
    const times = { time_in: expect.stringMatching(TIME), time_out: expect.stringMatching(TIME), req_id: 1 };
    expect(messages(client)).toEqual([
      {
        method: 'subscribe',
        result: { channel: 'book', depth: 25, snapshot: true, symbol: 'BTC/USD' },
        success: true,
        ...times,
      },
      {
        method: 'subscribe',
        success: false,
        error: 'Currency pair not supported FOO/BAR',
        symbol: 'FOO/BAR',
        ...times,
      },
      {
        method: 'subscribe',
        result: { channel: 'book', depth: 25, snapshot: true, symbol: 'ETH/USD' },
        success: true,
        ...times,
      },
    ]);
    expect(new Set(client.of('book').map(({ message }) => message.data?.[0]?.symbol))).toEqual(
      new Set(['BTC/USD', 'ETH/USD']),
    );
  });

  it('repeats the options of each channel', () => {
    const { clock, client } = connected();
    client.subscribe('ticker', 'BTC/USD', { event_trigger: 'bbo' });
    client.subscribe('trade', 'BTC/USD', { snapshot: false });
    client.subscribe('ohlc', 'BTC/USD', { interval: 60 });
    clock.pass(200);
    expect(client.answers().map(({ message }) => message.result)).toEqual([
      { channel: 'ticker', event_trigger: 'bbo', snapshot: true, symbol: 'BTC/USD' },
      { channel: 'trade', snapshot: false, symbol: 'BTC/USD' },
      {
        channel: 'ohlc',
        interval: 60,
        snapshot: true,
        symbol: 'BTC/USD',
        warnings: ['timestamp is deprecated, use interval_begin'],
      },
    ]);
    expect(client.answers()[0]?.text).not.toContain('req_id');
  });

  it('may send data of one symbol before the acknowledgement of another', () => {
    const between = Array.from({ length: 20 }, (_, seed) => {
      const { clock, client } = connected({ seed });
      client.subscribe('book', ['BTC/USD', 'ETH/USD', 'FOO/BAR', 'FOO/BAZ', 'FOO/BAT'], {}, 1);
      clock.pass(1_000);
      const lastAnswer = client.heard.findLastIndex(({ message }) => message.method === 'subscribe');
      return client.heard.slice(0, lastAnswer).some(({ message }) => message.channel === 'book');
    });
    expect(new Set(between)).toEqual(new Set([true, false]));
  });

  it('confirms what is unsubscribed, and sends no more of it', () => {
    const { clock, client } = connected();
    client.subscribe('book', ['BTC/USD', 'ETH/USD'], { depth: 100 });
    clock.pass(1_000);
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'], depth: 100 }, req_id: 9 });
    clock.pass(1_000);
    const after = client.heard.findIndex(({ message }) => message.method === 'unsubscribe');
    expect(client.heard[after]?.message).toMatchObject({
      result: { channel: 'book', depth: 100, symbol: 'BTC/USD' },
      success: true,
      req_id: 9,
    });
    const later = client.heard.slice(after + 1).map(({ message }) => message.data?.[0]?.symbol);
    expect(later.length).toBeGreaterThan(1);
    expect(later).not.toContain('BTC/USD');
  });

  it('sends no snapshot for what is unsubscribed before it came, and a new one after each subscription', () => {
    const { clock, client } = connected();
    const ask = (method: string): void => client.send({ method, params: { channel: 'book', symbol: ['BTC/USD'] } });
    for (const method of ['subscribe', 'unsubscribe', 'subscribe']) ask(method);
    clock.pass(500);
    const early = client.of('book', 'snapshot').length;
    ask('unsubscribe');
    ask('subscribe');
    clock.pass(500);
    expect(client.of('book', 'snapshot').length).toBe(early + 1);
    expect(early).toBeLessThanOrEqual(2);
  });

  it.each([
    ['an unknown depth', { channel: 'book', symbol: ['BTC/USD'], depth: 27 }, 'Subscription depth not supported'],
    [
      'an unknown interval',
      { channel: 'ohlc', symbol: ['BTC/USD'], interval: 7 },
      'Subscription ohlc interval not supported',
    ],
    [
      'an unknown trigger',
      { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'x' },
      'Event trigger not supported',
    ],
    ['an unknown channel', { channel: 'nope', symbol: ['BTC/USD'] }, 'Channel not supported'],
    ['a channel of the prototype', { channel: 'constructor', symbol: ['BTC/USD'] }, 'Channel not supported'],
    ['no symbol', { channel: 'book' }, 'Symbol missing'],
    ['symbols that are none', { channel: 'book', symbol: [1] }, 'Symbol missing'],
  ])('refuses %s once, naming no symbol', (_, params, error) => {
    const { clock, client } = connected();
    client.send({ method: 'subscribe', params, req_id: 4 });
    clock.pass(500);
    expect(messages(client)).toEqual([
      expect.objectContaining({ method: 'subscribe', success: false, error, req_id: 4 }),
    ]);
    expect(client.answers()[0]?.message).not.toHaveProperty('symbol');
  });

  it('refuses a second subscription of the same, another depth included, and counts it', () => {
    const session = connected();
    const { clock, client } = session;
    client.subscribe('book', 'BTC/USD', { depth: 10 });
    client.subscribe('book', 'BTC/USD', { depth: 25 });
    client.subscribe('ohlc', 'BTC/USD', { interval: 1 });
    client.subscribe('ohlc', 'BTC/USD', { interval: 5 });
    clock.pass(500);
    expect(client.answers().map(({ message }) => message.error)).toEqual([
      undefined,
      'Already subscribed',
      undefined,
      undefined,
    ]);
    expect(rulesOf(session)).toEqual(['duplicate-subscription']);
  });

  it('refuses to unsubscribe what is not subscribed, another depth included, and counts it', () => {
    const session = connected();
    const { clock, client } = session;
    client.subscribe('book', 'BTC/USD', { depth: 25 });
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'] } });
    client.send({ method: 'unsubscribe', params: { channel: 'trade', symbol: ['BTC/USD'] } });
    clock.pass(500);
    expect(client.answers().map(({ message }) => message.error)).toEqual([
      undefined,
      'Subscription Not Found',
      'Subscription Not Found',
    ]);
    expect(rulesOf(session)).toEqual(['unknown-unsubscription', 'unknown-unsubscription']);
  });

  it('answers what is no request without an id', () => {
    const { clock, client } = connected();
    for (const text of ['not json', '[]', '"x"', 'null', '{"method":"fly"}']) client.send(text);
    client.socket()?.send(Uint8Array.of(1, 2, 3));
    clock.pass(500);
    expect(client.answers().map(({ message }) => message.error)).toEqual([
      'Malformed request',
      'Malformed request',
      'Malformed request',
      'Malformed request',
      'Method not supported',
      'Malformed request',
    ]);
  });

  it('wants an unsigned integer for an id, gives it back exactly, and counts what is none', () => {
    const session = connected();
    const { clock, client } = session;
    for (const id of ['"7"', '1.5', '-1', '18446744073709551616']) client.send(`{"method":"ping","req_id":${id}}`);
    client.send('{"method":"ping","req_id":18446744073709551615}');
    client.send('{"method":"ping"}');
    clock.pass(500);
    expect(client.answers().map(({ message }) => message.error)).toEqual([
      ...Array.from({ length: 4 }, () => 'Request id must be an unsigned integer'),
      undefined,
      undefined,
    ]);
    expect(client.answers()[4]?.text).toContain('"req_id":18446744073709551615,');
    expect(client.answers()[5]?.text).not.toContain('req_id');
    expect(rulesOf(session)).toEqual(Array.from({ length: 4 }, () => 'request-id-form'));
  });

  it('counts an id that is used while an answer under it is owed, not one that is free again', () => {
    const session = connected();
    const { clock, client } = session;
    client.subscribe('book', ['BTC/USD', 'ETH/USD'], {}, 5);
    client.send({ method: 'ping', req_id: 5 });
    clock.pass(500);
    expect(rulesOf(session)).toEqual(['request-id-reused']);
    client.send({ method: 'ping', req_id: 5 });
    clock.pass(500);
    expect(rulesOf(session)).toEqual(['request-id-reused']);
  });

  it('answers a ping with a pong', () => {
    const { clock, client } = connected();
    client.send({ method: 'ping', req_id: 42 });
    clock.pass(100);
    expect(messages(client)).toEqual([
      { method: 'pong', req_id: 42, time_in: expect.stringMatching(TIME), time_out: expect.stringMatching(TIME) },
    ]);
  });

  it('sends a heartbeat after each second without data, once something is subscribed', () => {
    const { clock, venue, client } = connected();
    clock.pass(5_000);
    expect(client.of('heartbeat')).toEqual([]);
    client.subscribe('book', 'BTC/USD');
    clock.pass(10_000);
    expect(client.of('heartbeat')).toEqual([]);
    venue.inject({ t: 0, kind: 'freeze', args: {} });
    clock.pass(10_000);
    const beats = client.of('heartbeat').map(({ at }) => at);
    expect(beats.length).toBeGreaterThanOrEqual(9);
    expect(beats.slice(1).map((at, index) => at - (beats[index] ?? 0))).toEqual(beats.slice(1).map(() => 1_000));
    client.send({ method: 'unsubscribe', params: { channel: 'book', symbol: ['BTC/USD'] } });
    clock.pass(1_000);
    const count = client.of('heartbeat').length;
    clock.pass(5_000);
    expect(client.of('heartbeat').length).toBe(count);
  });

  it('complains of too many messages, ignores them, and counts each', () => {
    const session = connected();
    const { clock, client } = session;
    for (let id = 0; id < 60; id++) client.send({ method: 'ping', req_id: id });
    clock.pass(900);
    expect(client.heard.filter(({ text }) => text === '{"Error":"Exceeded msg rate"}').length).toBe(1);
    expect(client.answers().length).toBe(50);
    expect(rulesOf(session)).toEqual(Array.from({ length: 10 }, () => 'message-rate'));
    clock.pass(200);
    client.send({ method: 'ping' });
    clock.pass(100);
    expect(client.answers().length).toBe(51);
  });

  it('lets in no more dials than the venue bears, and then nobody for a while', () => {
    const { clock, venue, dial } = rig();
    for (let i = 0; i < 150; i++) dial();
    clock.pass(100);
    expect(venue.violations).toEqual([]);
    const one = dial();
    clock.pass(60_000);
    const two = dial();
    clock.pass(100);
    expect(one.errors).toEqual([
      expect.objectContaining({
        kind: 'dial-failed',
        context: expect.objectContaining({ status: 429, retryAfterMs: 600_000 }),
      }),
    ]);
    expect(two.errors.length).toBe(1);
    expect(new Set(venue.violations.map(({ rule }) => rule))).toEqual(new Set(['connect-rate']));
    clock.pass(1_300_000);
    const three = dial();
    clock.pass(100);
    expect(three.errors).toEqual([]);
  });
});
