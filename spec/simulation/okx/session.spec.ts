import { describe, expect, it } from '@jest/globals';
import { type OkxClient, okxRig, signed } from './okxRig.ts';

const connected = (endpoint: Parameters<ReturnType<typeof okxRig>['dial']>[0] = 'public') => {
  const { clock, venue, dial } = okxRig();
  const client = dial(endpoint);
  clock.pass(50);
  return { clock, venue, client, dial };
};

const errorsOf = (client: OkxClient) =>
  client.events().flatMap(({ event, code, msg }) => (event === 'error' ? [[code, msg]] : []));
const acks = (client: OkxClient) => client.events().filter(({ event }) => event === 'subscribe');
const connId = expect.stringMatching(/^[\da-f]{8}$/);

describe("the simulated venue's side of an OKX session", () => {
  it('says nothing until it is asked something', () => {
    const { clock, client } = connected();
    clock.pass(20_000);
    expect(client.heard).toEqual([]);
  });

  it('acknowledges each argument apart, under the id, and names no argument where there is no such channel', () => {
    const { clock, client } = connected();
    const [trades, foo, books] = [
      { channel: 'trades', instId: 'BTC-USDT' },
      { channel: 'ticker', instId: 'BTC-USDT' },
      { instId: 'BTC-USDT-SWAP', channel: 'books' },
    ];
    client.send({ id: '1512', op: 'subscribe', args: [trades, foo, books] });
    clock.pass(1_000);
    expect(client.events()).toEqual([
      { id: '1512', event: 'subscribe', arg: trades, connId },
      { event: 'error', code: '60018', msg: "channel:ticker,instId:BTC-USDT doesn't exist", connId },
      { id: '1512', event: 'subscribe', arg: books, connId },
    ]);
    // The fields of an argument come back in the order they were sent.
    expect(client.heard.some(({ text }) => text.includes('{"instId":"BTC-USDT-SWAP","channel":"books"}'))).toBe(true);
    expect(client.rows('trades', 'BTC-USDT').length).toBeGreaterThan(0);
    expect(client.rows('books', 'BTC-USDT-SWAP').length).toBeGreaterThan(0);
  });

  it('acknowledges without an id where none was sent', () => {
    const { clock, client } = connected();
    client.subscribe('status', 'BTC-USDT');
    clock.pass(100);
    expect(client.events()).toEqual([{ event: 'subscribe', arg: { channel: 'status', instId: 'BTC-USDT' }, connId }]);
  });

  it('answers ping with pong, in bare text', () => {
    const { clock, client } = connected();
    client.send('ping');
    clock.pass(50);
    expect(client.heard.map(({ text }) => text)).toEqual(['pong']);
  });

  it.each([
    ['text that is no JSON', '{"op":'],
    ['JSON that is no object', '[1]'],
    ['arguments that are text', '{"op":"subscribe","args":["spot/ticker:BTC-USDT"]}'],
    ['no arguments', '{"op":"subscribe","args":[]}'],
    ['an operation it does not know', '{"op":"describe","args":[{}]}'],
    ['an id that is a number', '{"id":7,"op":"subscribe","args":[{"channel":"trades","instId":"BTC-USDT"}]}'],
    ['an id of other signs than letters and digits', '{"id":"a-1","op":"subscribe","args":[{"channel":"status"}]}'],
    ['an id of 33 signs', `{"id":"${'a'.repeat(33)}","op":"subscribe","args":[{"channel":"status"}]}`],
  ])('refuses %s with 60012 and the request inside the words', (_, text) => {
    const { clock, client } = connected();
    client.send(text);
    clock.pass(100);
    expect(client.events()).toEqual([{ event: 'error', code: '60012', msg: `Illegal request: ${text}`, connId }]);
  });

  it('takes a request of 4,096 bytes and refuses one of 4,097', () => {
    const { clock, venue, client } = connected();
    const text = (bytes: number): string => {
      const bare = JSON.stringify({ op: 'subscribe', args: [{ channel: 'status', note: '' }] });
      return bare.replace(
        '""',
        `"${'é'.repeat(Math.floor((bytes - bare.length) / 2))}${'e'.repeat((bytes - bare.length) % 2)}"`,
      );
    };
    client.send(text(4_096));
    clock.pass(100);
    expect([acks(client).length, errorsOf(client).length, venue.violations.length]).toEqual([1, 0, 0]);
    client.send(text(4_097));
    clock.pass(100);
    expect(errorsOf(client).map(([code]) => code)).toEqual(['60012']);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['frame-bytes']);
  });

  it('serves bars and raw trades on the business endpoint alone, and nothing else there', () => {
    const { clock, client, dial } = connected('public');
    const business = dial('business');
    clock.pass(1_000);
    client.subscribe('candle1m', 'BTC-USDT');
    business.subscribe('candle1m', 'BTC-USDT');
    business.subscribe('trades', 'BTC-USDT');
    clock.pass(200);
    expect(errorsOf(client)).toEqual([
      [
        '60018',
        "Wrong URL or channel:candle1m,instId:BTC-USDT doesn't exist. Please use the correct URL, channel and parameters referring to API document.",
      ],
    ]);
    expect(acks(business).map(({ arg }) => arg?.channel)).toEqual(['candle1m']);
    expect(errorsOf(business).map(([code]) => code)).toEqual(['60018']);
  });

  it('stops at an unsubscription, which it acknowledges', () => {
    const { clock, client } = connected();
    client.subscribe('books', ['BTC-USDT', 'ETH-USDT']);
    clock.pass(2_000);
    client.unsubscribe('books', 'BTC-USDT', 'u1');
    clock.pass(60);
    const before = client.of('books', 'BTC-USDT').length;
    clock.pass(3_000);
    expect(client.events().at(-1)).toEqual({
      id: 'u1',
      event: 'unsubscribe',
      arg: { channel: 'books', instId: 'BTC-USDT' },
      connId,
    });
    expect(client.of('books', 'BTC-USDT').length).toBe(before);
    expect(client.of('books', 'ETH-USDT').at(-1)?.at).toBeGreaterThan(clock.now() - 1_000);
  });

  it('serves what is subscribed twice anew, once more acknowledged, and holds it against the client', () => {
    const { clock, venue, client } = connected();
    client.subscribe('books', 'BTC-USDT');
    clock.pass(2_000);
    client.send({ op: 'subscribe', args: [{ instId: 'BTC-USDT', channel: 'books' }] });
    clock.pass(2_000);
    expect(acks(client).length).toBe(2);
    expect(client.of('books').filter(({ message }) => message.action === 'snapshot').length).toBe(2);
    const seqIds = client.rows('books').map(({ seqId }) => seqId);
    expect(new Set(seqIds.slice(-5)).size).toBe(5);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['duplicate-subscription']);
  });

  it('counts leaving what was never subscribed as a mistake', () => {
    const { clock, venue, client } = connected();
    client.unsubscribe('books', 'BTC-USDT');
    clock.pass(100);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['unknown-unsubscription']);
  });

  it('bears 480 subscriptions, unsubscriptions and logins an hour of a connection, pings not counted', () => {
    const { clock, venue, client } = connected();
    client.login();
    for (let i = 0; i < 240; i++) {
      client.subscribe('books5', 'BTC-USDT');
      client.send('ping');
      if (i < 239) client.unsubscribe('books5', 'BTC-USDT');
    }
    clock.pass(30_000);
    expect([acks(client).length, errorsOf(client), venue.violations]).toEqual([240, [], []]);
    client.unsubscribe('books5', 'BTC-USDT');
    clock.pass(100);
    expect(errorsOf(client)).toEqual([['60014', 'Requests too frequent']]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['message-rate']);
    venue.inject({ t: 0, kind: 'halt', args: { for: 3_600_000 } });
    for (let passed = 0; passed < 3_600_000; passed += 25_000) {
      client.send('ping');
      clock.pass(25_000);
    }
    client.unsubscribe('books5', 'BTC-USDT');
    clock.pass(100);
    expect(client.events().at(-1)?.event).toBe('unsubscribe');
  });

  it('bears three dials a second, whatever the endpoint', () => {
    const { clock, venue, dial } = okxRig();
    const clients = (['public', 'private', 'business', 'public'] as const).map((endpoint) => dial(endpoint));
    clock.pass(100);
    expect(clients.filter((client) => client.socket() !== undefined).length).toBe(3);
    expect(clients.flatMap(({ errors }) => errors)).toMatchObject([{ kind: 'dial-failed', context: { status: 429 } }]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['connect-rate']);
    clock.pass(2_000);
    const later = dial();
    clock.pass(100);
    expect(later.errors).toEqual([]);
  });

  it('closes with 4004 after thirty seconds in which nothing passed', () => {
    const { clock, client } = connected();
    clock.pass(29_900);
    expect(client.errors).toEqual([]);
    clock.pass(100);
    expect(client.errors).toMatchObject([{ kind: 'connection-lost', context: { code: 4004 } }]);
  });

  it.each([
    ['pings', (client: OkxClient) => client.send('ping')],
    ['data', (client: OkxClient) => client.subscribe('tickers', 'BTC-USDT')],
  ])('lives on %s', (what, keep) => {
    const { clock, client } = connected();
    if (what === 'data') keep(client);
    for (let i = 0; i < 5; i++) {
      if (what === 'pings') keep(client);
      clock.pass(25_000);
    }
    expect(client.errors).toEqual([]);
  });
});

describe("the simulated venue's login", () => {
  it('believes the signature of the timestamp, and then serves what needs a login', () => {
    const { clock, client } = connected();
    client.subscribe('books-l2-tbt', 'BTC-USDT');
    clock.pass(100);
    expect(errorsOf(client)).toEqual([['60011', 'Please log in']]);
    client.login();
    clock.pass(100);
    expect(client.events().at(-1)).toEqual({ event: 'login', code: '0', msg: '', connId });
    client.subscribe('books-l2-tbt', 'BTC-USDT');
    client.subscribe('books50-l2-tbt', 'BTC-USDT');
    clock.pass(1_000);
    expect(client.rows('books-l2-tbt')[0]?.asks.length).toBe(400);
    expect(client.rows('books50-l2-tbt')[0]?.asks.length).toBe(50);
  });

  it('holds the signature of the documentation for right', () => {
    expect(signed('1700000000', 'secret')).toBe('lhmJXK08fk9SI1ZwFXKFRrPtzfbNOwC+D1xMJJ/1KZg=');
    const { clock, dial } = okxRig({ accounts: [{ key: 'key', secret: 'secret' }] }, 1_700_000_000_000);
    const client = dial('private');
    client.login({ apiKey: 'key', sign: 'lhmJXK08fk9SI1ZwFXKFRrPtzfbNOwC+D1xMJJ/1KZg=', timestamp: '1700000000' });
    clock.pass(100);
    expect(client.events().map(({ event }) => event)).toEqual(['login']);
  });

  it.each([
    ['60005', 'another key', { apiKey: 'somebody', sign: 'AAAA' }],
    ['60006', 'a timestamp of half a minute ago', { timestamp: '1789999969.9' }],
    ['60006', 'a timestamp in milliseconds', { timestamp: '1790000000000' }],
    ['60007', 'another signature', { sign: signed('1790000000', 'another secret') }],
    ['60024', 'another passphrase', { passphrase: 'open sesame' }],
  ])('refuses with %s %s', (code, _, fields) => {
    const { clock, client } = connected('private');
    client.login(fields);
    clock.pass(100);
    expect(errorsOf(client).map(([first]) => first)).toEqual([code]);
  });

  it('refuses with 60009 a login that lacks something', () => {
    const { clock, client } = connected('private');
    client.send({ op: 'login', args: [{ apiKey: 'demo-key' }] });
    clock.pass(100);
    expect(errorsOf(client).map(([code]) => code)).toEqual(['60009']);
  });

  it('bears a fraction of a second and a clock thirty seconds away', () => {
    for (const timestamp of ['1790000029.5', '1789999971']) {
      const { clock, client } = connected('private');
      client.login({ timestamp });
      clock.pass(100);
      expect(client.events().map(({ event }) => event)).toEqual(['login']);
    }
  });
});
