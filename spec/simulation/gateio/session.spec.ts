import { describe, expect, it } from '@jest/globals';
import { demoAccount } from '../../../src/simulation/index.ts';
import { gateioRig, hmac512 } from './gateioRig.ts';

describe("the simulated venue's conversation in Gate's language", () => {
  it('acknowledges once a frame: the id and the payload come back, and a number that is no reply id', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.tickers', ['BTC_USDT', 'ETH_USDT'], 7);
    clock.pass(100);
    expect(client.acks()).toEqual([
      {
        time: 1_790_000_000,
        time_ms: expect.any(Number),
        id: 7,
        conn_id: expect.stringMatching(/^[\da-f]{16}$/),
        trace_id: expect.stringMatching(/^[\da-f]{32}$/),
        channel: 'spot.tickers',
        event: 'subscribe',
        payload: ['BTC_USDT', 'ETH_USDT'],
        result: { status: 'success' },
        requestId: expect.stringMatching(/^[\da-f]{32}$/),
      },
    ]);
  });

  it('says no id where none was sent', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.tickers', ['BTC_USDT']);
    client.unsubscribe('spot.tickers', ['BTC_USDT']);
    clock.pass(200);
    expect(client.acks().map(({ event, result }) => [event, result])).toEqual([
      ['subscribe', { status: 'success' }],
      ['unsubscribe', { status: 'success' }],
    ]);
    expect(client.acks().some((ack) => 'id' in ack)).toBe(false);
  });

  it('fails a whole frame for one pair that it does not know', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.trades', ['BTC_USDT', 'LUNARLENS_USDT', 'ETH_USDT'], 1);
    clock.pass(10_000);
    expect(client.acks()).toMatchObject([
      {
        id: 1,
        payload: ['BTC_USDT', 'LUNARLENS_USDT', 'ETH_USDT'],
        error: { code: 2, message: 'unknown currency pair: LUNARLENS_USDT' },
        result: { status: 'fail' },
      },
    ]);
    expect(client.rows('spot.trades')).toEqual([]);
  });

  it.each([
    ['spot', 'spot.candlesticks', ['1m', 'BTC_USDT', 'ETH_USDT']],
    ['spot', 'spot.candlesticks', ['2m', 'BTC_USDT']],
    ['spot', 'spot.order_book', ['BTC_USDT', '7', '100ms']],
    ['spot', 'spot.order_book_update', ['BTC_USDT', '100ms', '100']],
    ['spot', 'spot.order_book_update', ['BTC_USDT', 'ETH_USDT']],
    ['spot', 'spot.obu', ['ob.BTC_USDT.50', 'ob.ETH_USDT.50']],
    ['spot', 'spot.obu', ['ob.BTC_USDT.100']],
    ['spot', 'spot.positions', ['!all']],
    ['spot', 'spot.trades', []],
    ['spot', 'futures.trades', ['BTC_USDT']],
    ['futures', 'spot.trades', ['BTC_USDT']],
    ['futures', 'futures.order_book_update', ['BTC_USDT', '20ms', '100']],
  ] as const)('refuses at the %s path %s with %j', (product, channel, payload) => {
    const { clock, dial } = gateioRig();
    const client = dial(product);
    client.subscribe(channel, payload, 1);
    clock.pass(5_000);
    expect(client.acks()).toMatchObject([{ id: 1, error: { code: 2 }, result: { status: 'fail' } }]);
    expect(client.heard).toHaveLength(1);
  });

  it('refuses a book of the second generation that is subscribed already, and goes on with it', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.obu', ['ob.BTC_USDT.50'], 1);
    clock.pass(1_000);
    client.subscribe('spot.obu', ['ob.BTC_USDT.50'], 2);
    clock.pass(2_000);
    expect(client.acks()[1]).toMatchObject({ id: 2, error: { code: 2, message: 'Alert sub ob.BTC_USDT.50' } });
    expect(client.rows('spot.obu').filter(({ full }) => full === true)).toHaveLength(1);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['duplicate-subscription']);
  });

  it('pongs under the prefix of the path, without an id', () => {
    const { clock, venue, dial } = gateioRig();
    const [spot, futures] = [dial(), dial('futures')];
    spot.send({ time: 1, channel: 'spot.ping', id: 5 });
    futures.send({ time: 1, channel: 'futures.ping' });
    clock.pass(100);
    expect([spot, futures].map(({ heard }) => heard.map(({ message }) => message))).toEqual(
      ['spot.pong', 'futures.pong'].map((channel) => [
        { time: 1_790_000_000, time_ms: expect.any(Number), channel, event: '', result: null },
      ]),
    );
    spot.send({ time: 1, channel: 'futures.ping' });
    clock.pass(100);
    expect(spot.heard.at(-1)?.message).toMatchObject({ error: { code: 2 } });
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['request-form']);
  });

  it('complains of what it cannot read, and converses on', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.send('{"channel":');
    client.send({ channel: 'spot.trades', event: 'shout', payload: [] });
    client.subscribe('spot.trades', ['BTC_USDT'], 3);
    clock.pass(200);
    expect(client.heard.slice(0, 3).map(({ message: { error, result } }) => error?.code ?? result)).toEqual([
      1,
      2,
      { status: 'success' },
    ]);
  });

  it('notes ids that do not fit in 32 bits, and repeats them all the same', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.trades', ['BTC_USDT'], 2 ** 31);
    clock.pass(100);
    expect(client.acks()).toMatchObject([{ id: 2 ** 31, result: { status: 'success' } }]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['request-id-form']);
  });

  it('lets in a hundred sockets at once, and one more when one has left', () => {
    const { clock, venue, dial } = gateioRig();
    const clients = Array.from({ length: 100 }, () => dial());
    clock.pass(1_000);
    const tooMany = dial('futures');
    clock.pass(1_000);
    expect(tooMany.errors).toMatchObject([{ kind: 'dial-failed', context: { status: 429 } }]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['connections']);
    clients[0]?.leave();
    const next = dial();
    clock.pass(1_000);
    expect(next.errors).toEqual([]);
  });

  it.each(['/ws/v4/', '/ws/v4', '/v4/ws/usdt', '/v4/ws/usdt/'])('is dialled at %s', (path) => {
    const { clock, venue } = gateioRig();
    const opened: unknown[] = [];
    venue.transport({ url: `wss://api.gateio.ws${path}` }).subscribe((socket) => opened.push(socket));
    clock.pass(100);
    expect(opened).toHaveLength(1);
  });
});

describe("Gate's signatures at the simulated venue", () => {
  const AT = 1_700_000_000_000;
  const accounts = [{ key: 'key', secret: 'secret', uid: '42' }];

  it('are those of the vectors: a subscription and a login', () => {
    const { clock, venue, dial } = gateioRig({ accounts }, AT);
    const SIGN =
      '0dc17b76097b2726573e30bde2a792ce238bbd452f414d949a5f71d5bf1dd50e8e8166a762af6614f0228360882c6e35df2ac39ed0eba1be8b02d9ca1ec9c6c9';
    const signature =
      'fda6efd05e40791f1059365daecc597f520349bd009ecaa64454e137d73a181e6bcdeb466148db04b38adfc8800a2e46ab4e4ac02eee77a8a2a2ece43d6d720c';
    const client = dial();
    client.subscribeSigned('spot.orders', ['!all'], { auth: { method: 'api_key', KEY: 'key', SIGN } });
    client.login({ api_key: 'key', signature });
    clock.pass(200);
    expect(client.acks()).toMatchObject([{ result: { status: 'success' } }]);
    expect(client.repliesTo('login')).toMatchObject([
      {
        header: { status: '200', channel: 'spot.login', event: 'api' },
        data: { result: { api_key: 'key', uid: '42' } },
      },
    ]);
    const texts = ['channel=spot.orders&event=subscribe&time=1700000000', 'api\nspot.login\n\n1700000000'];
    expect(texts.map((text) => [...(venue.signer(text) as readonly string[])])).toEqual([[SIGN], [signature]]);
  });

  it('of a login cover the parameters as they were sent', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    const timestamp = '1790000000';
    const signed = { signature: hmac512(`api\nspot.login\n{}\n${timestamp}`), timestamp };
    client.send({
      channel: 'spot.login',
      event: 'api',
      payload: { req_id: 'a', api_key: demoAccount.key, req_param: {}, ...signed },
    });
    client.send({ channel: 'spot.login', event: 'api', payload: { req_id: 'b', api_key: demoAccount.key, ...signed } });
    clock.pass(200);
    expect(client.repliesTo('a')).toMatchObject([{ header: { status: '200' } }]);
    expect(client.repliesTo('b')).toMatchObject([
      { header: { status: '401' }, data: { errs: { label: 'INVALID_SIGNATURE' } } },
    ]);
  });

  it.each([
    ['no signature', { auth: undefined }, 'MISSING_REQUIRED_HEADER'],
    ['a key nobody has', { auth: { KEY: 'nobody', SIGN: 'ab' } }, 'INVALID_KEY'],
    ['a wrong signature', { auth: { KEY: demoAccount.key, SIGN: 'ab' } }, 'INVALID_SIGNATURE'],
    ['a time other than the signed one', { time: 1_790_000_001 }, 'INVALID_SIGNATURE'],
    ['a time more than a minute off', { time: 1_790_000_062 }, 'REQUEST_EXPIRED'],
  ])('are needed for private channels: %s is refused in a text of JSON', (_, fields, label) => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.subscribeSigned('spot.orders', ['!all'], fields);
    clock.pass(100);
    const [ack] = client.acks();
    expect(ack).toMatchObject({ error: { code: 4 }, result: { status: 'fail' } });
    expect(JSON.parse(ack?.error?.message ?? '')).toMatchObject({ label });
    expect(ack?.error?.message).toMatch(/\n$/);
  });

  it('are needed for each private subscription, logged in or not, and in futures the user id is', () => {
    const { clock, dial } = gateioRig();
    const client = dial('futures');
    client.login();
    client.subscribe('futures.orders', [demoAccount.uid, '!all'], 1);
    client.subscribeSigned('futures.orders', ['7', '!all'], { id: 2 });
    client.subscribeSigned('futures.orders', [Number(demoAccount.uid), '!all'], { id: 3 });
    client.subscribeSigned('futures.balances', [demoAccount.uid], { id: 4 });
    clock.pass(200);
    expect(client.acks().map(({ id, error }) => [id, error?.code])).toEqual([
      [1, 4],
      [2, 2],
      [3, undefined],
      [4, undefined],
    ]);
  });
});

describe("the faults of a simulated venue in Gate's language", () => {
  it('announce the end of a socket to it, and end it', () => {
    const { clock, venue, dial } = gateioRig();
    const first = dial();
    clock.pass(100);
    const second = dial('futures');
    clock.pass(100);
    venue.inject({ t: 0, kind: 'announce-close', target: 's2', args: {} });
    clock.pass(4_000);
    expect(second.heard.map(({ message }) => message)).toEqual([
      {
        time: 1_790_000_000,
        time_ms: expect.any(Number),
        channel: 'futures.system',
        event: 'update',
        result: {
          type: 'upgrade',
          msg: 'The connection will soon be closed for a service upgrade. Please reconnect.',
        },
      },
    ]);
    expect(second.errors).toEqual([]);
    clock.pass(2_000);
    expect(second.errors).toMatchObject([{ kind: 'connection-lost', context: { code: 1001 } }]);
    expect([first.heard, first.errors]).toEqual([[], []]);
  });

  it('lose, delay and repeat acknowledgements, while the data comes', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    venue.inject({ t: 0, kind: 'lose-ack', target: 'BTC/USDT', args: {} });
    client.subscribe('spot.trades', ['BTC_USDT'], 1);
    clock.pass(5_000);
    expect(client.acks()).toEqual([]);
    expect(client.rows('spot.trades').length).toBeGreaterThan(0);
    venue.inject({ t: 0, kind: 'delay-ack', args: { by: 3_000 } });
    client.subscribe('spot.obu', ['ob.BTC_USDT.50'], 2);
    clock.pass(2_000);
    expect(client.acks()).toEqual([]);
    expect(client.rows('spot.obu').length).toBeGreaterThan(0);
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'repeat-ack', args: {} });
    client.unsubscribe('spot.trades', ['BTC_USDT'], 3);
    clock.pass(100);
    expect(client.acks().map(({ id }) => id)).toEqual([2, 3, 3]);
  });

  it('refuse a symbol for a while as if something were broken, or for ever as if it were none', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    venue.inject({ t: 0, kind: 'refuse-symbol', target: 'BTC/USDT', args: { for: 1_000 } });
    venue.inject({ t: 0, kind: 'refuse-symbol', target: 'ETH/USDT', args: {} });
    client.subscribe('spot.trades', ['BTC_USDT'], 1);
    client.subscribe('spot.trades', ['ETH_USDT'], 2);
    clock.pass(1_500);
    client.subscribe('spot.trades', ['BTC_USDT'], 3);
    clock.pass(100);
    expect(client.acks().map(({ id, error }) => [id, error?.code, error?.message])).toEqual([
      [1, 3, 'internal server error'],
      [2, 2, 'unknown currency pair: ETH_USDT'],
      [3, undefined, undefined],
    ]);
  });

  it('freeze, end and outlive subscriptions', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    const count = () => client.rows('spot.obu').length;
    client.subscribe('spot.obu', ['ob.BTC_USDT.50'], 1);
    clock.pass(2_000);
    venue.inject({ t: 0, kind: 'freeze', args: { channel: 'obu', for: 2_000 } });
    const frozen = count();
    clock.pass(1_900);
    expect(count()).toBe(frozen);
    clock.pass(2_000);
    expect(count()).toBeGreaterThan(frozen);
    venue.inject({ t: 0, kind: 'unsubscribe', args: {} });
    const ended = count();
    expect(client.acks().at(-1)).toMatchObject({ event: 'unsubscribe', payload: ['ob.BTC_USDT.50'] });
    client.subscribe('spot.obu', ['ob.BTC_USDT.50'], 2);
    clock.pass(1_000);
    expect(count()).toBeGreaterThan(ended);
    venue.inject({ t: 0, kind: 'late-data', args: {} });
    client.unsubscribe('spot.obu', ['ob.BTC_USDT.50'], 3);
    clock.pass(3_000);
    const at = client.heard.findIndex(({ message }) => message.id === 3);
    expect(client.heard.slice(at + 1)).toHaveLength(1);
    expect(venue.violations).toEqual([]);
  });

  it('send what nobody knows', () => {
    const { clock, venue, dial } = gateioRig();
    const client = dial();
    clock.pass(100);
    venue.inject({ t: 0, kind: 'unknown-frame', args: {} });
    expect(client.heard.at(-1)?.message).toMatchObject({ channel: 'spot.novelty', event: 'update' });
  });
});
