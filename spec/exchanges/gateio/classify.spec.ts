import { describe, expect, it } from '@jest/globals';
import { decoded, dialectOf } from './decoded.ts';

const spot = (frame: object) => dialectOf('spot').classify(decoded(JSON.stringify(frame)));
const usdt = (frame: object) => dialectOf('usdt').classify(decoded(JSON.stringify(frame)));
const success = { result: { status: 'success' } };

describe('a message of Gate.io', () => {
  it('acknowledges by its id, whatever its requestId, and repeats what was asked for', () => {
    const frame = {
      time: 1,
      id: 3,
      channel: 'spot.obu',
      event: 'subscribe',
      payload: ['ob.BTC_USDT.50'],
      requestId: 'x',
    };
    expect(spot({ ...frame, ...success })).toEqual({
      kind: 'ack',
      verb: 'subscribe',
      id: '3',
      echo: { channel: 'book', symbol: 'BTC/USDT', depth: 50 },
    });
  });

  it('says nothing of what it acknowledges where it names several, or nothing', () => {
    const frame = { id: 3, channel: 'spot.trades', event: 'unsubscribe', ...success };
    expect(spot({ ...frame, payload: ['BTC_USDT', 'ETH_USDT'] })).toEqual({
      kind: 'ack',
      verb: 'unsubscribe',
      id: '3',
    });
    expect(spot({ ...frame, id: null })).toEqual({ kind: 'ack', verb: 'unsubscribe' });
  });

  it.each<[unknown, string, boolean]>([
    [{ code: 2, message: 'unknown currency pair: FOO_USDT' }, 'unknown currency pair: FOO_USDT', true],
    [{ code: 4, message: '{"label":"INVALID_KEY","message":"Invalid key provided"}\n' }, 'Invalid key provided', true],
    [{ code: 4, message: 'request timestamp expired' }, 'request timestamp expired', false],
    [{ code: 3, message: 'internal error' }, 'internal error', false],
  ])('refuses with %j', (error, reason, permanent) => {
    const frame = { id: 3, channel: 'spot.trades', event: 'subscribe', payload: ['FOO_USDT'] };
    expect(spot({ ...frame, error, result: { status: 'fail' } })).toEqual({
      kind: 'refusal',
      verb: 'subscribe',
      id: '3',
      reason,
      permanent,
    });
  });

  it('confirms a book that was subscribed already', () => {
    const error = { code: 2, message: 'Alert sub ob.BTC_USDT.50' };
    expect(spot({ id: 3, channel: 'spot.obu', event: 'subscribe', error, result: { status: 'fail' } })).toEqual({
      kind: 'ack',
      verb: 'subscribe',
      id: '3',
    });
  });

  it('is content by its channel and pair, without an event too, each pair by itself', () => {
    expect(spot({ channel: 'spot.obu', result: { s: 'ob.BTC_USDT.50', u: 1 } })).toMatchObject({
      kind: 'data',
      route: 'spot.obu:ob.BTC_USDT.50',
    });
    const rows = [{ contract: 'BTC_USDT' }, { contract: 'ETH_USDT' }, { contract: 'BTC_USDT' }, 'no row'];
    expect(usdt({ channel: 'futures.tickers', event: 'update', result: rows })).toMatchObject({
      kind: 'several',
      items: [
        { route: 'futures.tickers:BTC_USDT', payload: { rows: [{}, {}] } },
        { route: 'futures.tickers:ETH_USDT', payload: { rows: [{}] } },
        { kind: 'unknown' },
      ],
    });
  });

  it('warns of an upgrade, and answers a ping', () => {
    const msg = 'The connection will soon be closed for a service upgrade. Please reconnect.';
    const result = { type: 'upgrade', msg };
    expect(spot({ channel: 'spot.system', event: 'update', result })).toEqual({
      kind: 'notice',
      text: msg,
      action: 'migrate',
    });
    expect(usdt({ channel: 'futures.pong', event: '', result: null })).toEqual({ kind: 'heartbeat' });
  });

  it('is unknown in the language of another market, and whatever it holds', () => {
    for (const frame of [
      { channel: 'futures.trades', event: 'update', result: [] },
      { channel: 'spot.constructor', result: {} },
      [],
      {},
    ])
      expect(spot(frame)).toEqual({ kind: 'unknown' });
    expect(spot({ channel: '', event: '', error: { code: 1, message: 'Unmarshal json string error' } })).toEqual({
      kind: 'notice',
      text: 'Unmarshal json string error',
    });
  });
});

describe('a reply of the order api', () => {
  const { requests, idOf } = dialectOf('spot');
  const reply = (rest: object, status: unknown = '200') =>
    decoded(
      JSON.stringify({ request_id: '42', header: { status, channel: 'spot.order_place', event: 'api' }, ...rest }),
    );

  it('bears the id of its request, which no acknowledgement does', () => {
    expect(idOf(reply({}))).toBe('42');
    expect(idOf(decoded('{"request_id":"a4","id":1,"channel":"spot.tickers","event":"subscribe"}'))).toBeUndefined();
  });

  it('is the last one unless its ack is true, whatever a client calls its orders', () => {
    const data = { result: { text: 't-"ack":true' } };
    expect([requests?.isFinal?.(reply({ ack: true, data })), requests?.isFinal?.(reply({ ack: false, data }))]).toEqual(
      [false, true],
    );
    expect(requests?.isFinal?.(reply({ data }))).toBe(true);
  });

  it('refuses by its status, and does not know by that of a broken venue', () => {
    const data = { errs: { label: 'AUTHENTICATION_FAILED', message: 'Not login' } };
    expect(requests?.rejectionOf?.(reply({ data: { result: {} } }))).toBeUndefined();
    expect(requests?.rejectionOf?.(reply({ data: { result: {} } }, 200))).toBeUndefined();
    expect(requests?.rejectionOf?.(reply({ data }, '400'))).toEqual({
      code: 'AUTHENTICATION_FAILED',
      reason: 'Not login',
    });
    expect(requests?.rejectionOf?.(reply({ data }, '500'))).toMatchObject({ isUnknown: true });
    const broken = { errs: { label: 'SERVER_ERROR', message: 'Internal server error' } };
    expect(requests?.rejectionOf?.(reply({ data: broken }, '400'))).toMatchObject({ isUnknown: true });
  });
});
