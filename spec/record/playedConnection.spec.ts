import { describe, expect, it } from '@jest/globals';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { publicDialect } from '../../src/exchanges/kraken/publicDialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { acked, open, recv, retold, trade, tradesOf } from './session.ts';

describe('a connection without a url', () => {
  /** Says everything under another name, and is greeted alike. */
  const other: Exchange['dialects'][string] = {
    ...publicDialect,
    name: 'other',
    classify: (message) => {
      const { said } = message as { readonly said?: unknown };
      return said === undefined && (message as { readonly channel?: unknown }).channel !== 'heartbeat'
        ? { kind: 'unknown' }
        : publicDialect.classify(said ?? message);
    },
  };
  const exchange: Exchange = { ...kraken, dialects: { other, public: publicDialect } };
  const disguised = (frame: string): string => `{"said":${frame}}`;

  it('is of the dialect in which a frame first tells something', async () => {
    const heartbeat = recv(1, '{"channel":"heartbeat"}');
    for (const disguise of [disguised, (frame: string) => frame]) {
      const lines = [open(0, ''), heartbeat, recv(2, disguise(trade(7))), recv(3, disguise(trade(8)))];
      const { feeds, reports } = await retold(lines, { exchange });
      expect(feeds).toEqual({ 'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7', '8'] });
      expect(reports).toEqual([]);
    }
  });

  it('keeps to that dialect', async () => {
    const { feeds, reports } = await retold([recv(1, trade(7)), recv(2, disguised(trade(8)))], { exchange });
    expect(feeds).toEqual({ 'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7'] });
    expect(reports).toEqual([{ kind: 'unknown-frame', socket: 'kraken-public' }]);
  });

  it('reports frames that mean nothing in any', async () => {
    const { reports } = await retold([recv(1, '{"channel":"mystery"}'), recv(2, '{')], { exchange });
    expect(reports).toEqual([
      { kind: 'unknown-frame', socket: 'kraken-unknown' },
      { kind: 'undecodable', socket: 'kraken-unknown', error: expect.objectContaining({ kind: 'protocol-violation' }) },
    ]);
  });

  it('is of the dialect of its url once it says one', async () => {
    const moved: Exchange = {
      ...exchange,
      dialects: { public: publicDialect, other: { ...other, url: { live: 'wss://other.venue/v3' } } },
    };
    const lines = [recv(0, '{}'), open(1, 'wss://other.venue/v3'), recv(2, trade(6)), recv(3, disguised(trade(7)))];
    const { feeds, reports } = await retold(lines, { exchange: moved });
    expect(feeds).toEqual({ 'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7'] });
    expect(reports).toEqual([
      { kind: 'unknown-frame', socket: 'kraken-unknown' },
      { kind: 'unknown-frame', socket: 'kraken-other' },
    ]);
  });

  it('believes content before a notice, and a notice before nothing', async () => {
    const told = (kind: 'notice' | 'unknown'): Exchange => ({
      ...exchange,
      dialects: { other: { ...other, classify: () => ({ kind, text: 'hello' }) }, public: publicDialect },
    });
    const status = recv(0, '{"channel":"status","data":[{"system":"online"}]}');
    const texts = async (kind: 'notice' | 'unknown'): Promise<unknown> => {
      const { feeds, reports } = await retold([status, recv(1, trade(7))], { exchange: told(kind) });
      expect(feeds).toEqual({ 'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7'] });
      return reports;
    };
    const socket = 'kraken-unknown';
    expect(await texts('notice')).toEqual([{ kind: 'notice', socket, text: 'hello' }]);
    expect(await texts('unknown')).toEqual([{ kind: 'notice', socket, text: 'system online' }]);
  });
});

describe('a frame that holds several messages', () => {
  const exchange: Exchange = {
    ...kraken,
    dialects: {
      public: {
        ...publicDialect,
        classify: (message) =>
          Array.isArray(message)
            ? { kind: 'several', items: message.map((item) => publicDialect.classify(item)) }
            : publicDialect.classify(message),
      },
    },
  };

  it('is played as one after the other', async () => {
    const messages = [
      acked('subscribe', tradesOf()),
      trade(7),
      acked('unsubscribe', tradesOf()),
      acked('subscribe', tradesOf()),
      trade(8),
    ];
    expect((await retold([recv(1, `[${messages.join()}]`)], { exchange })).feeds).toEqual({
      'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7', 'stale unsubscribed-by-venue 1', 'live 1', '8'],
    });
  });
});
