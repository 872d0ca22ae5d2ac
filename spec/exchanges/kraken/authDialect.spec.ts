import { describe, expect, it } from '@jest/globals';
import { authDialect } from '../../../src/exchanges/kraken/authDialect.ts';
import { kraken, krakenMarkets } from '../../../src/exchanges/kraken/index.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import type { Subscription } from '../../../src/model/subscription.ts';
import { defineExchange } from '../../../src/protocol/defineExchange.ts';

const context = { id: 7, time: 0, nonce: 0, key: '', uid: '', passphrase: '', signature: '', token: 'T' };
const { channels, subscribing, requests, limits } = authDialect;
const topicOf = (subscription: Subscription) => {
  const channel = channels[subscription.channel as 'orders' | 'fills' | 'balances'];
  if (channel === undefined) throw new Error(subscription.channel);
  return channel.topicOf(subscription);
};

describe('the private side of Kraken', () => {
  it('is what a description of a venue must be', () => {
    expect(() => defineExchange(kraken)).not.toThrow();
    expect(() => defineExchange(krakenMarkets)).not.toThrow();
  });

  it('serves orders and fills, of whatever symbol, by one wire subscription, and balances by another', () => {
    const keys = (['orders', 'fills', 'balances'] as const).map((channel) => topicOf({ channel }).key);
    expect([keys[0] === keys[1], keys[0] === keys[2]]).toEqual([true, false]);
    expect(topicOf({ channel: 'orders', symbol: 'BTC/USD', params: { market: 'spot' } }).key).toBe(keys[0]);
    expect(channels.orders).toBe(channels.fills);
    const counted = topicOf({ channel: 'orders', params: { ratecounter: true } });
    expect([counted.key === keys[0], counted.exclusive]).toEqual([false, topicOf({ channel: 'fills' }).exclusive]);
  });

  it.each<[Subscription, string]>([
    [{ channel: 'orders', symbol: 'BTC/USD:USD' }, 'unsupported'],
    [{ channel: 'orders', params: { market: 'futures' } }, 'unsupported'],
    [{ channel: 'orders', symbol: 'xbtusd' }, 'option: symbol'],
    [{ channel: 'fills', params: { snap_trades: false } }, 'option: params.snap_trades'],
    [{ channel: 'balances', params: { token: 'mine' } }, 'option: params.token'],
  ])('does not serve %j', (subscription, error) => {
    expect(() => topicOf(subscription)).toThrow(error);
  });

  it('asks with the token, and ends with it', () => {
    const asked = (channel: 'orders' | 'balances', verb: 'subscribe' | 'unsubscribe', params = {}) =>
      subscribing[verb]([topicOf({ channel, params })], context);
    expect(asked('orders', 'subscribe', { ratecounter: true })).toEqual({
      method: 'subscribe',
      params: { snap_orders: true, snap_trades: true, ratecounter: true, channel: 'executions', token: 'T' },
      req_id: 7,
    });
    expect(asked('balances', 'subscribe')).toEqual({
      method: 'subscribe',
      params: { snapshot: true, channel: 'balances', token: 'T' },
      req_id: 7,
    });
    expect(asked('orders', 'unsubscribe')).toEqual({
      method: 'unsubscribe',
      params: { channel: 'executions', token: 'T' },
      req_id: 7,
    });
  });

  it('puts the token into every request but a ping', () => {
    const { isPrivate, complete } = requests ?? {};
    const add = { method: 'add_order', params: { symbol: 'BTC/USD' }, req_id: 7 };
    expect([isPrivate?.(add), isPrivate?.({ method: 'ping' })]).toEqual([true, false]);
    expect(complete?.(add, context)).toEqual({ ...add, params: { symbol: 'BTC/USD', token: 'T' } });
    expect(complete?.({ method: 'cancel_all', req_id: 7 }, context)).toMatchObject({ params: { token: 'T' } });
    expect(complete?.({ method: 'ping', req_id: 7 }, { ...context, token: '' })).toEqual({ method: 'ping', req_id: 7 });
  });

  it('knows a refusal that is of the token, and takes an empty snapshot for content', () => {
    const refusal = (error: string) =>
      authDialect.classify({ method: 'subscribe', success: false, error, req_id: '1' });
    expect(refusal('ESession:Invalid session')).toMatchObject({ permanent: false, tokenRefused: true });
    expect(refusal('EGeneral:Permission denied')).toMatchObject({ permanent: true });
    expect(refusal('EGeneral:Permission denied')).not.toHaveProperty('tokenRefused');
    expect(authDialect.classify({ channel: 'executions', type: 'snapshot', data: [], sequence: '1' })).toEqual({
      kind: 'data',
      route: 'executions',
      payload: { snapshot: true, rows: [], sequence: '1' },
    });
  });

  it('shares with the public side what counts by address and account', () => {
    const shared = (limits ?? []).filter(({ scope }) => scope !== 'socket');
    expect(shared.every((rule) => publicDialect.limits?.includes(rule))).toBe(true);
    expect(authDialect.rest).toBe(publicDialect.rest);
  });

  it('is asked what is about orders, and nothing else', () => {
    const routes = ['add_order', 'amend_order', 'batch_add', 'cancel_all', 'cancel_all_orders_after', 'ping', 7].map(
      (method) => kraken.requestRouteOf?.({ method }),
    );
    expect(routes).toEqual(['auth', 'auth', 'auth', 'auth', 'auth', undefined, undefined]);
    expect([kraken.requestRouteOf?.(undefined), kraken.requestRoute, kraken.orderRoute?.('BTC/USD')]).toEqual([
      undefined,
      'public',
      'auth',
    ]);
  });
});
