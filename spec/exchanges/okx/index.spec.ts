import { describe, expect, it } from '@jest/globals';
import { okx } from '../../../src/exchanges/okx/index.ts';
import { frameBytes } from '../../../src/subscription/frameBytes.ts';
import type { Channel } from '../../../src/model/subscription.ts';
import { defineExchange } from '../../../src/protocol/defineExchange.ts';
import { publicDialect } from '../../../src/exchanges/okx/publicDialect.ts';

const nobody = { time: 0, nonce: 0, key: '', uid: '', passphrase: '', signature: '', token: '' };

describe('OKX', () => {
  it('is what a description of a venue must be', () => {
    expect(() => defineExchange(okx)).not.toThrow();
  });

  it.each([
    ['trades', 'public'],
    ['book', 'public'],
    ['funding', 'public'],
    ['candles', 'business'],
    ['orders', 'private'],
    ['fills', 'private'],
    ['constructor', undefined],
  ])('serves %s by its socket %s', (channel, route) => {
    expect(okx.route({ channel: channel as Channel, symbol: 'BTC/USDT' })).toBe(route);
  });

  it('serves what wants a rank or a channel by name where that is', () => {
    const routeOf = (channel: Channel, name: string) =>
      okx.route({ channel, symbol: 'BTC/USDT', params: { channel: name } });
    expect([routeOf('book', 'books-l2-tbt'), routeOf('book', 'books5'), routeOf('trades', 'trades-all')]).toEqual([
      'ranked',
      'public',
      'business',
    ]);
    const { public: open, ranked } = okx.dialects;
    expect([open?.auth, ranked?.gate?.map(({ kind }) => kind), ranked?.url]).toEqual([undefined, ['login'], open?.url]);
  });

  it('asks for as much as a frame may hold, by one id', () => {
    const { subscribing, codec, channels } = publicDialect;
    const topics = ['BTC/USDT', 'BTC/USDT:USDT'].flatMap(
      (symbol) => channels.book?.topicOf({ channel: 'book', symbol }) ?? [],
    );
    const frame = subscribing.subscribe(topics, { ...nobody, id: 7 });
    expect(frame).toEqual({
      id: '7',
      op: 'subscribe',
      args: [
        { channel: 'books', instId: 'BTC-USDT' },
        { channel: 'books', instId: 'BTC-USDT-SWAP' },
      ],
    });
    expect(frameBytes(codec)(frame)).toBeLessThan(subscribing.maxBytes ?? 0);
    expect(subscribing.unsubscribe(topics, { ...nobody, id: 8 })).toMatchObject({ id: '8', op: 'unsubscribe' });
  });

  it('shares its limits of the address among its sockets', () => {
    const rules = Object.values(okx.dialects).map(({ limits = [] }) =>
      limits.filter(({ scope, counts }) => scope === 'address' && counts === 'connects'),
    );
    expect(new Set(rules.flat()).size).toBe(1);
    expect(rules.flat()).toHaveLength(4);
  });
});
