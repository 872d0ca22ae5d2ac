import { describe, expect, it } from '@jest/globals';
import { classify } from '../../../src/exchanges/okx/classify.ts';
import { idOf } from '../../../src/exchanges/okx/idOf.ts';
import { decoded } from './decoded.ts';

const meant = (frame: string): unknown => classify(decoded(frame));
const illegal = (request: string): string =>
  JSON.stringify({ event: 'error', code: '60012', msg: `Illegal request: ${request}`, connId: 'a4d3ae55' });

describe('what frames of OKX mean', () => {
  it('content belongs to a channel and an instrument, an account’s to its channel', () => {
    expect(meant('{"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[]}')).toMatchObject({
      kind: 'data',
      route: 'trades:BTC-USDT',
    });
    expect(
      meant('{"arg":{"channel":"orders","instType":"SPOT","instId":"BTC-USDT","uid":"7"},"data":[]}'),
    ).toMatchObject({ kind: 'data', route: 'orders' });
  });

  it('an acknowledgement is of one arg, with the id of its request where there is one', () => {
    const ack = { kind: 'ack', verb: 'subscribe', item: 'books:BTC-USDT-SWAP' };
    const echo = { channel: 'book', symbol: 'BTC/USDT:USDT', depth: 400 };
    expect(meant('{"event":"subscribe","arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"connId":"a"}')).toEqual({
      ...ack,
      echo,
    });
    expect(
      meant('{"id":"7","event":"subscribe","arg":{"channel":"books","instId":"BTC-USDT-SWAP"},"connId":"a"}'),
    ).toEqual({ ...ack, echo, id: '7' });
    expect(meant('{"event":"unsubscribe","arg":{"channel":"tickers","instId":"BTC-USDT"}}')).toMatchObject({
      verb: 'unsubscribe',
      item: 'tickers:BTC-USDT',
    });
  });

  it('an error is told by the request that it repeats, and its words do not repeat it', () => {
    expect(meant(illegal('{"id":"7","op":"subscribe","args":["spot/ticker:BTC-USDT"]}'))).toEqual({
      kind: 'refusal',
      verb: 'subscribe',
      id: '7',
      reason: 'Illegal request',
      permanent: true,
    });
    expect(meant(illegal('{"op": "subscribe", "args":[{"channel":"books","instId":"FOO-BAR"}]}'))).toEqual({
      kind: 'refusal',
      verb: 'subscribe',
      item: 'books:FOO-BAR',
      reason: 'Illegal request',
      permanent: true,
    });
  });

  it('an error of a request that is no subscription is its reply', () => {
    const frame = illegal('{"id":"7","op":"order","args":[]}');
    expect([meant(frame), idOf(decoded(frame))]).toEqual([{ kind: 'reply' }, '7']);
    const order = '{"id":"8","op":"order","code":"0","msg":"","data":[]}';
    expect([meant(order), idOf(decoded(order))]).toEqual([{ kind: 'reply' }, '8']);
  });

  it('an error without arg names its channel in words, or nothing', () => {
    const error = (msg: string, code = '60018') => meant(JSON.stringify({ event: 'error', code, msg }));
    expect(error("channel:tickers,instId:FOO-USDT doesn't exist")).toMatchObject({
      item: 'tickers:FOO-USDT',
      permanent: true,
    });
    expect(error('Wrong URL or channel:books,instId:FOO-USDT doesn’t exist.')).toMatchObject({
      item: 'books:FOO-USDT',
    });
    expect(error('Too many requests', '60014')).toEqual({
      kind: 'refusal',
      reason: 'Too many requests',
      permanent: false,
    });
    expect(error('')).toMatchObject({ reason: 'error 60018' });
  });

  it('a notice of an upgrade asks to move, any other to be told', () => {
    const notice = (code: string) => meant(JSON.stringify({ event: 'notice', code, msg: 'Please reconnect.' }));
    expect(notice('64008')).toEqual({ kind: 'notice', text: 'Please reconnect.', action: 'migrate' });
    expect(notice('1')).toEqual({ kind: 'notice', text: 'Please reconnect.' });
  });

  it('one connection too many ends the subscription that was made last', () => {
    const count = { channel: 'orders', connCount: '30', connId: 'a' };
    expect(meant(JSON.stringify({ event: 'channel-conn-count-error', ...count }))).toEqual({
      kind: 'several',
      items: [
        { kind: 'notice', text: 'orders is on 30 connections already' },
        { kind: 'ack', verb: 'unsubscribe', item: 'orders' },
      ],
    });
    expect(meant(JSON.stringify({ event: 'channel-conn-count', ...count }))).toEqual({ kind: 'heartbeat' });
  });

  it('the bare pong is a sign of life', () => {
    expect(meant('pong')).toEqual({ kind: 'heartbeat' });
  });

  it.each([
    '{}',
    '[]',
    '1',
    'null',
    '{"event":"news"}',
    '{"arg":{"channel":"index-tickers","instId":"A-B"},"data":[]}',
    '{"event":"subscribe"}',
  ])('%s is nothing known', (frame) => {
    expect(meant(frame)).toEqual({ kind: 'unknown' });
  });
});
