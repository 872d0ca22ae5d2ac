import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign } from 'node:crypto';
import { type BinanceClient, binanceRig, type Json } from './binanceRig.ts';
import { signedParams } from './signed.ts';

const MINUTE = 60_000;

const connected = (options: Parameters<typeof binanceRig>[0] = {}, start?: number, path = '/ws-api/v3') => {
  const rig = binanceRig(options, start);
  const client = rig.dial(path);
  rig.clock.pass(50);
  let count = 0;
  const ask = (method: string, params?: object, id: unknown = `${method} ${++count}`): Json => {
    client.send({ id, method, ...(params === undefined ? {} : { params }) });
    rig.clock.pass(100);
    return client.heard.findLast(({ message }) => message['id'] === id)?.message ?? {};
  };
  return { ...rig, client, ask };
};

const rules = ({ venue }: Pick<ReturnType<typeof connected>, 'venue'>) => venue.violations.map(({ rule }) => rule);
const replies = ({ heard }: BinanceClient) => heard.map(({ message }) => message['id']);

describe("the simulated Binance's request sockets", () => {
  it('answer each request once, with what it cost', () => {
    const { ask, client } = connected();
    expect(ask('ping', undefined, 'ping')).toEqual({
      id: 'ping',
      status: 200,
      result: {},
      rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6_000, count: 1 }],
    });
    expect(ask('time')['rateLimits']).toMatchObject([{ count: 2 }]);
    expect(ask('depth', { symbol: 'BTCUSDT', limit: 500 })).toMatchObject({ status: 200, rateLimits: [{ count: 27 }] });
    expect(client.heard.length).toBe(3);
  });

  it('leave out what it cost where they are told to', () => {
    const quiet = connected({}, undefined, '/ws-api/v3?returnRateLimits=false');
    expect(quiet.ask('ping', {}, 'ping')).toEqual({ id: 'ping', status: 200, result: {} });
    expect(connected().ask('ping', { returnRateLimits: false }, 'ping')).toEqual({
      id: 'ping',
      status: 200,
      result: {},
    });
  });

  it('take integers, short strings and null for ids, and refuse without one what they cannot read', () => {
    const session = connected();
    const { client, clock } = session;
    for (const id of ['12', '"a-1"', 'null', '1.5', '{}']) client.send(`{"id":${id},"method":"ping"}`);
    client.send('nonsense');
    client.send('{"id":3}');
    clock.pass(200);
    const told = client.heard.map(({ message }) => [message['id'], message['status']]);
    expect(told).toHaveLength(7);
    expect(told).toEqual(
      expect.arrayContaining([
        [12, 200],
        ['a-1', 200],
        [null, 200],
      ]),
    );
    expect(told.filter(([id, status]) => id === null && status === 400)).toHaveLength(4);
    expect(rules(session)).toEqual(['request-id-form', 'request-id-form', 'request-form', 'request-form']);
  });

  it('refuse what they do not know', () => {
    const { ask } = connected();
    for (const method of ['fly', 'constructor', 'order.modify', 'userDataStream.start']) {
      expect(ask(method)).toMatchObject({ status: 400, error: { code: -1020 } });
    }
  });

  it('may answer one request before another', () => {
    const orders = Array.from({ length: 12 }, (_, seed) => {
      const { client, clock } = connected({ seed });
      for (let id = 1; id <= 4; id++) client.send({ id, method: 'ping' });
      clock.pass(500);
      return replies(client).join('');
    });
    expect(orders.every((order) => order.split('').sort().join('') === '1234')).toBe(true);
    expect(new Set(orders).size).toBeGreaterThan(2);
  });

  it('count an id that is used again before it is answered', () => {
    const session = connected();
    session.client.send({ id: 1, method: 'ping' });
    session.client.send({ id: 1, method: 'ping' });
    session.clock.pass(200);
    expect(rules(session)).toEqual(['request-id-reused']);
    session.ask('ping', {}, 1);
    expect(rules(session)).toEqual(['request-id-reused']);
  });

  it('refuse what costs too much, with the instant to ask again, then ban', () => {
    const session = connected({}, Date.UTC(2026, 7, 1, 0, 0, 10));
    const { ask, clock } = session;
    for (let i = 0; i < 24; i++) ask('depth', { symbol: 'BTCUSDT', limit: 5_000 });
    const refused = ask('depth', { symbol: 'BTCUSDT', limit: 5_000 });
    expect(refused).toMatchObject({
      status: 429,
      error: { code: -1003, data: { retryAfter: Date.UTC(2026, 7, 1, 0, 1) } },
      rateLimits: [{ count: 6_250 }],
    });
    expect(rules(session)).toEqual(['weight']);
    for (let i = 0; i < 10; i++) ask('ping');
    expect(ask('ping')).toMatchObject({ status: 418, error: { code: -1003 } });
    clock.pass(3 * MINUTE);
    expect(ask('ping')['status']).toBe(200);
  });

  it('verify the signature that the venue publishes as an example', () => {
    const key = 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A';
    const secret = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
    const params = {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.01000000',
      price: '52000.00',
      recvWindow: 100,
      timestamp: 1_645_423_376_532,
      apiKey: key,
      signature: 'aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24',
    };
    const session = connected({ accounts: [{ key, secret }] }, 1_645_423_376_532 - 60);
    expect(session.ask('order.test', params)).toMatchObject({ status: 200, result: {} });
    const forged = { ...params, price: '52000.01' };
    expect(session.ask('order.test', forged)).toMatchObject({ status: 400, error: { code: -1022 } });
    expect(rules(session)).toEqual(['signature']);
  });

  it('refuse a request that is late, early, of an unknown key, unsigned or without its instant', () => {
    const { ask, clock } = connected({ accounts: [{ key: 'mine', secret: 's' }] });
    const mine = { key: 'mine', secret: 's' };
    const codeOf = (reply: Json) => [reply['status'], (reply['error'] as Json | undefined)?.['code']];
    const at = clock.now();
    expect(codeOf(ask('account.status', signedParams({}, at, mine)))).toEqual([200, undefined]);
    expect(codeOf(ask('account.status', signedParams({}, at - 6_000, mine)))).toEqual([400, -1021]);
    expect(codeOf(ask('account.status', signedParams({ recvWindow: 10_000 }, at - 6_000, mine)))).toEqual([
      200,
      undefined,
    ]);
    expect(codeOf(ask('account.status', signedParams({ recvWindow: 60_001 }, at, mine)))).toEqual([400, -1131]);
    expect(codeOf(ask('account.status', signedParams({}, at + 3_000, mine)))).toEqual([400, -1021]);
    expect(codeOf(ask('account.status', signedParams({}, at, { key: 'other', secret: 's' })))).toEqual([401, -2015]);
    expect(codeOf(ask('account.status', { apiKey: 'mine', timestamp: at }))).toEqual([400, -1102]);
    expect(codeOf(ask('account.status', { timestamp: at }))).toEqual([401, -2014]);
  });

  it('log on with Ed25519 alone; then neither key nor signature is needed, but the instant is', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const session = connected({
      accounts: [
        { key: 'ed', secret },
        { key: 'mac', secret: 'x' },
      ],
    });
    const { ask, clock } = session;
    const logon = () => {
      const text = `apiKey=ed&timestamp=${clock.now()}`;
      return {
        apiKey: 'ed',
        timestamp: clock.now(),
        signature: sign(null, Buffer.from(text), privateKey).toString('base64'),
      };
    };
    const refused = ask('session.logon', signedParams({}, clock.now(), { key: 'mac', secret: 'x' }));
    expect(refused).toMatchObject({ status: 400, error: { code: -4056 } });
    expect(ask('session.logon', { ...logon(), signature: 'AAAA' })).toMatchObject({ error: { code: -1022 } });
    expect(ask('session.status')).toMatchObject({ result: { apiKey: null, authorizedSince: null } });
    expect(ask('session.logon', logon())).toMatchObject({
      status: 200,
      result: { apiKey: 'ed', authorizedSince: expect.any(Number) as unknown, userDataStream: false },
    });
    expect(ask('account.status', { timestamp: clock.now() })).toMatchObject({ status: 200 });
    expect(ask('account.status')).toMatchObject({ status: 400, error: { code: -1102 } });
    expect(ask('session.logout')).toMatchObject({ result: { apiKey: null } });
    expect(ask('account.status', { timestamp: clock.now() })).toMatchObject({ status: 401 });
  });

  it('end a logon that is no good any more at the next request, without its id', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { ask, clock, venue, client } = connected({ accounts: [{ key: 'ed', secret }] });
    const text = `apiKey=ed&timestamp=${clock.now()}`;
    const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
    ask('session.logon', { apiKey: 'ed', timestamp: clock.now(), signature });
    expect(ask('userDataStream.subscribe')).toMatchObject({ status: 200, result: { subscriptionId: 0 } });
    venue.inject({ t: 0, kind: 'end-login', args: {} });
    expect(client.heard.at(-1)?.message).toMatchObject({ subscriptionId: 0, event: { e: 'eventStreamTerminated' } });
    expect(ask('account.status', { timestamp: clock.now() }, 'lost')).toEqual({});
    expect(client.heard.at(-1)?.message).toEqual({
      id: null,
      status: 401,
      error: { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' },
    });
    expect(ask('ping')['status']).toBe(200);
  });

  it('tell of an account under a number, once for each account', () => {
    const accounts = [
      { key: 'a', secret: 'x' },
      { key: 'b', secret: 'y' },
    ];
    const { ask, clock } = connected({ accounts });
    const follow = (who: number) =>
      ask('userDataStream.subscribe.signature', signedParams({}, clock.now(), accounts[who]));
    expect(follow(0)).toMatchObject({ result: { subscriptionId: 0 } });
    expect(follow(0)).toMatchObject({ status: 400, error: { code: -2035 } });
    expect(follow(1)).toMatchObject({ result: { subscriptionId: 1 } });
    expect(ask('session.subscriptions')['result']).toEqual([{ subscriptionId: 0 }, { subscriptionId: 1 }]);
    expect(ask('userDataStream.unsubscribe', { subscriptionId: 0 })).toMatchObject({ status: 200, result: {} });
    expect(ask('userDataStream.unsubscribe', { subscriptionId: 0 })).toMatchObject({ error: { code: -2036 } });
    expect(follow(0)).toMatchObject({ result: { subscriptionId: 2 } });
    ask('userDataStream.unsubscribe');
    expect(ask('session.subscriptions')['result']).toEqual([]);
    expect(ask('userDataStream.subscribe')).toMatchObject({ status: 400, error: { code: -1002 } });
  });

  it('say on spot that the venue goes away, and go', () => {
    const { client, clock, venue } = connected();
    venue.inject({ t: 0, kind: 'announce-close', args: { in: 3_000 } });
    expect(client.heard.at(-1)?.message).toEqual({ event: { e: 'serverShutdown', E: expect.any(Number) as unknown } });
    clock.pass(2_999);
    expect(client.errors).toEqual([]);
    clock.pass(1);
    expect(client.errors[0]).toMatchObject({ context: { code: 1001 } });
  });
});
