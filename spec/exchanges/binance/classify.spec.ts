import { describe, expect, it } from '@jest/globals';
import { binance } from '../../../src/exchanges/binance/index.ts';
import type { Incoming } from '../../../src/protocol/incoming.ts';

const SHUTDOWN: Incoming = { kind: 'notice', text: 'serverShutdown', action: 'migrate' };
const classified = (dialect: string, message: unknown): Incoming | undefined =>
  binance.dialects[dialect]?.classify(message);

describe('what messages of Binance mean', () => {
  it.each<[string, unknown, Incoming]>([
    ['spot', { result: null, id: 1_000_000_007 }, { kind: 'ack', id: '7' }],
    // Of a request that is no subscription.
    ['spot', { id: 7, result: null }, { kind: 'reply' }],
    ['spot', { result: ['btcusdt@trade'], id: 7 }, { kind: 'ack', items: ['btcusdt@trade'] }],
    ['spot', { result: true, id: 2 }, { kind: 'reply' }],
    [
      'spot',
      { code: 2, msg: 'Invalid request: unknown variant', id: 1_000_000_003 },
      { kind: 'refusal', id: '3', reason: 'Invalid request: unknown variant', permanent: true },
    ],
    // It names nothing, so is of the oldest that waits.
    ['spot', { code: 3, msg: 'Invalid JSON: x' }, { kind: 'refusal', reason: 'Invalid JSON: x', permanent: false }],
    [
      'spot',
      { error: { code: 0, msg: 'Too many requests' }, id: 1_000_000_004 },
      { kind: 'refusal', id: '4', reason: 'Too many requests', permanent: false },
    ],
    ['spot', { e: 'serverShutdown', E: 1 }, SHUTDOWN],
    ['spot', { stream: '!serverShutdown', data: { e: 'serverShutdown', E: 1 } }, SHUTDOWN],
    ['spot-api', { event: { e: 'serverShutdown', E: 1 } }, SHUTDOWN],
    [
      'usdm-private',
      { e: 'listenKeyExpired', E: 1 },
      { kind: 'notice', text: 'listenKeyExpired', action: 'reconnect' },
    ],
    ['spot-api', { id: 'ask-9', status: 200, result: { subscriptionId: 0 } }, { kind: 'ack', id: '9' }],
    ['spot-api', { id: 'ask-9', status: 200, result: {} }, { kind: 'ack', id: '9' }],
    ['spot-api', { id: 'ask-9', status: 200, result: [] }, { kind: 'ack', items: [] }],
    ['spot-api', { id: 'ask-9', status: 200, result: [{ subscriptionId: 0 }] }, { kind: 'ack', items: ['account'] }],
    [
      'spot-api',
      { id: 'ask-9', status: 401, error: { code: -2015, msg: 'Invalid API-key.' } },
      { kind: 'refusal', id: '9', reason: 'Invalid API-key.', permanent: true },
    ],
    // Of a request whose id was taken from a clock.
    ['spot-api', { id: 1_764_034_810_000, status: 200, result: { orderId: 1 } }, { kind: 'reply' }],
    ['spot-api', { id: 9, status: 400, error: { code: -2010, msg: 'x' } }, { kind: 'reply' }],
    [
      'spot-api',
      { subscriptionId: 0, event: { e: 'eventStreamTerminated', E: 1 } },
      { kind: 'ack', verb: 'unsubscribe', echo: { channel: 'orders' } },
    ],
  ])('%s: %j', (dialect, message, meaning) => expect(classified(dialect, message)).toEqual(meaning));

  it.each(['spot', 'usdm-public', 'usdm-market', 'coinm', 'spot-api', 'usdm-api', 'usdm-private'])(
    'nothing to %s, which throws at none',
    (dialect) => {
      for (const message of [null, 1, 'x', [], {}, [{}], { stream: 1 }, { data: {} }, { error: null }, { event: 1 }])
        expect(classified(dialect, message)).toEqual({ kind: 'unknown' });
    },
  );

  it('are of the market whose marks they bear', () => {
    const tellers = (data: object): readonly string[] =>
      ['spot', 'usdm-public', 'coinm'].filter((name) => classified(name, { stream: 'x@y', data })?.kind === 'data');
    expect(tellers({ e: 'depthUpdate', s: 'BTCUSDT', U: 1, u: 2 })).toEqual(['spot']);
    expect(tellers({ e: 'depthUpdate', s: 'BTCUSDT', U: 1, u: 2, pu: 0 })).toEqual(['usdm-public']);
    expect(tellers({ e: 'depthUpdate', s: 'BTCBUSD_210129', U: 1, u: 2, pu: 0 })).toEqual(['usdm-public']);
    expect(tellers({ e: 'depthUpdate', s: 'BTCUSD_PERP', U: 1, u: 2, pu: 0 })).toEqual(['coinm']);
    for (const s of ['BNBUSD_PERP', 'BNBUSD_210326'])
      expect(tellers({ e: 'depthUpdate', s, U: 1, u: 2, pu: 0 })).toEqual(['coinm']);
    expect(tellers({ u: 1, s: 'BTCUSDT', b: '1', B: '1', a: '2', A: '1' })).toEqual(['spot']);
    expect(tellers({ e: 'bookTicker', u: 1, s: 'BTCUSDT' })).toEqual(['usdm-public']);
    expect(tellers({ e: 'trade', s: 'BTCUSDT', M: true })).toEqual(['spot']);
  });

  it('answer the request of that id, which a caller may have taken from a clock', () => {
    const { idOf } = binance.dialects['spot-api'] ?? {};
    expect(idOf?.({ id: 1_764_034_810_000, status: 200, result: { orderId: 1 } })).toBe('1764034810000');
    expect(idOf?.({ id: 'ask-9', status: 200, result: {} })).toBeUndefined();
  });

  it('end the login where the venue revoked it', () => {
    const { auth } = binance.dialects['spot-api'] ?? {};
    expect(auth?.lost?.({ id: null, status: 401, error: { code: -2015, msg: 'Invalid API-key.' } })).toBe(
      'Invalid API-key.',
    );
    expect(auth?.lost?.({ id: 1, status: 401, error: { code: -2015, msg: 'Invalid API-key.' } })).toBeUndefined();
    expect(auth?.lost?.({ id: null, status: 400, error: { code: -1102, msg: 'x' } })).toBeUndefined();
  });
});
