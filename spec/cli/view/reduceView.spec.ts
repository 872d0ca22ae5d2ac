import { describe, expect, it } from '@jest/globals';
import { reduceView } from '../../../src/cli/view/reduceView.ts';
import { initialView, type Panel, trustOf, type ViewState } from '../../../src/cli/view/viewState.ts';
import type { WatchEvent } from '../../../src/cli/watchEvent.ts';
import { ColdwireError } from '../../../src/errors/coldwireError.ts';
import type { FeedEvent } from '../../../src/model/feedEvent.ts';
import { bookOf, levels, tradeOf } from '../samples.ts';

const book = { channel: 'book', symbol: 'BTC/USD' } as const;
const trades = { channel: 'trades', symbol: 'BTC/USD' } as const;
const other = { channel: 'book', symbol: 'ETH/USD' } as const;

const feed = (event: FeedEvent<unknown>): WatchEvent => ({ kind: 'feed', event });
const after = (...events: readonly WatchEvent[]): ViewState =>
  events.reduce((state, event) => reduceView(state, event, 1_000), initialView([book, trades, other]));
const panelAfter = (...events: readonly WatchEvent[]): Panel => after(...events).panels.get('BTC/USD') as Panel;

describe('reduceView', () => {
  it('makes one panel a symbol, in the order asked for', () => {
    const { panels } = after();
    expect([...panels.keys()]).toEqual(['BTC/USD', 'ETH/USD']);
    expect([...(panels.get('BTC/USD') as Panel).feeds.keys()]).toEqual(['book', 'trades']);
  });

  it('trusts a symbol no further than the worst of its feeds', () => {
    const live = [
      feed({ kind: 'live', subscription: book, epoch: 1 }),
      feed({ kind: 'live', subscription: trades, epoch: 1 }),
    ];
    expect(trustOf(panelAfter())).toBeUndefined();
    expect(trustOf(panelAfter(live[0] as WatchEvent))).toBeUndefined();
    expect(trustOf(panelAfter(...live))).toEqual({ kind: 'live', epoch: 1 });
    const stale = feed({ kind: 'stale', subscription: trades, epoch: 1, reason: 'silence', since: 5 });
    expect(trustOf(panelAfter(...live, stale))).toEqual({ kind: 'stale', epoch: 1, reason: 'silence', since: 5 });
    const failed: WatchEvent = {
      kind: 'failed',
      subscription: book,
      error: new ColdwireError('subscription-rejected', { reason: 'no such pair' }),
    };
    expect(trustOf(panelAfter(...live, stale, failed))).toEqual({ kind: 'failed', reason: 'subscription-rejected' });
  });

  it('counts books and those that were verified, and keeps the best prices of the last', () => {
    const value = bookOf(levels('100.0 x 1'), levels('100.5 x 2'), { checksum: 0 });
    const panel = panelAfter(
      feed({ kind: 'data', subscription: book, value }),
      feed({ kind: 'data', subscription: book, value: bookOf(levels('99.0 x 3'), []) }),
    );
    expect([panel.books, panel.verified]).toEqual([2, 1]);
    expect(panel.top).toEqual({ bid: levels('99.0 x 3')[0] });
  });

  it('forgets the prices of before when it turns live, and only then', () => {
    const told = [
      feed({ kind: 'data', subscription: book, value: bookOf(levels('99.0 x 3'), []) }),
      feed({ kind: 'stale', subscription: book, epoch: 1, reason: 'silence', since: 5 }),
    ];
    expect(panelAfter(...told).top.bid?.priceText).toBe('99.0');
    expect(panelAfter(...told, feed({ kind: 'live', subscription: trades, epoch: 2 })).top.bid).toBeDefined();
    expect(panelAfter(...told, feed({ kind: 'live', subscription: book, epoch: 2 })).top).toEqual({});
  });

  it('keeps the last three trades, newest first, and counts them all', () => {
    const panel = panelAfter(
      ...['1', '2', '3', '4'].map((id) => feed({ kind: 'data', subscription: trades, value: tradeOf({ id }) })),
    );
    expect(panel.trades).toBe(4);
    expect(panel.lastTrades.map(({ id }) => id)).toEqual(['4', '3', '2']);
  });

  it('takes the best prices from a ticker too', () => {
    const value = { ...tradeOf(), kind: 'ticker', lastText: '1.0', bidText: '0.9', bidSize: 5, askText: '1.1' };
    const subscription = { channel: 'ticker', symbol: 'BTC/USD' } as const;
    expect(panelAfter(feed({ kind: 'data', subscription, value })).top).toEqual({
      bid: { priceText: '0.9', sizeText: '5' },
      ask: { priceText: '1.1', sizeText: '?' },
    });
  });

  it('touches no other symbol', () => {
    const before = after();
    const event = feed({ kind: 'live', subscription: other, epoch: 1 });
    expect(reduceView(before, event, 0).panels.get('BTC/USD')).toBe(before.panels.get('BTC/USD'));
  });

  it('keeps the last four notes', () => {
    const reports = [1, 2, 3, 4, 5].map(
      (epoch): WatchEvent => ({ kind: 'report', report: { kind: 'ready', socket: 'k', epoch } }),
    );
    expect(after(...reports).notes.map(({ text }) => text)).toEqual([2, 3, 4, 5].map((n) => `k: ready, epoch ${n}`));
  });
});
