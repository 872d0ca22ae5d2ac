import { describe, expect, it } from '@jest/globals';
import { plainLine } from '../../../src/cli/view/plainLine.ts';
import { spreadText } from '../../../src/cli/view/spreadText.ts';
import { initialView, type Panel, type Trust } from '../../../src/cli/view/viewState.ts';
import type { Candle, Ticker } from '../../../src/model/values.ts';
import type { Channel } from '../../../src/model/subscription.ts';
import { levels, tradeOf } from '../samples.ts';

const now = new Date(2026, 7, 2, 14, 3, 5).getTime();
const LIVE: Trust = { kind: 'live', epoch: 2 };

function panelOf(channels: readonly Channel[], trust: Trust | undefined, extra: Partial<Panel> = {}): Panel {
  const [panel] = initialView([{ channel: 'book', symbol: 'BTC/USD' }]).panels.values();
  return { ...(panel as Panel), feeds: new Map(channels.map((channel) => [channel, trust])), ...extra };
}

const top = { bid: levels('63388.7 x 0.25761908')[0], ask: levels('63388.8 x 0.34890000')[0] } as Panel['top'];

describe('plainLine', () => {
  it('says all of a live book with trades', () => {
    const panel = panelOf(['book', 'trades'], LIVE, {
      top,
      books: 214,
      verified: 214,
      trades: 12,
      lastTrades: [tradeOf()],
    });
    expect(plainLine(panel, now)).toBe(
      '14:03:05 BTC/USD LIVE bid 63388.7 x 0.25761908 ask 63388.8 x 0.34890000 spread 0.1 last buy 63388.8 x 0.01000000 books 214 verified trades 12 epoch 2',
    );
  });

  it('says how many books were verified where not all were', () => {
    const panel = panelOf(['book'], LIVE, { top: {}, books: 3, verified: 0 });
    expect(plainLine(panel, now)).toBe('14:03:05 BTC/USD LIVE books 3 (0 verified) epoch 2');
  });

  it('leaves out prices that cannot be trusted', () => {
    const stale = { kind: 'stale', epoch: 2, reason: 'connection-lost', since: now - 840 } as const;
    const panel = panelOf(['book', 'trades'], stale, { top, books: 7, verified: 7, lastTrades: [tradeOf()] });
    expect(plainLine(panel, now)).toBe('14:03:05 BTC/USD STALE connection-lost 0.8s books 7 verified trades 0 epoch 2');
  });

  it('says why a feed ended', () => {
    const panel = panelOf(['book'], { kind: 'failed', reason: 'subscription-rejected' });
    expect(plainLine(panel, now)).toBe('14:03:05 BTC/USD FAILED subscription-rejected books 0 verified');
  });

  it('has nothing to say before the first event', () => {
    expect(plainLine(panelOf(['ticker'], undefined), now)).toBe('14:03:05 BTC/USD STALE');
  });

  it('knows tickers and candles', () => {
    const ticker = { lastText: '63388.8' } as Ticker;
    expect(plainLine(panelOf(['ticker'], LIVE, { ticker }), now)).toBe('14:03:05 BTC/USD LIVE last 63388.8 epoch 2');
    const candle = { openText: '1', highText: '4', lowText: '0.5', closeText: '2', volumeText: '9' } as Candle;
    expect(plainLine(panelOf(['candles'], LIVE, { candle }), now)).toBe(
      '14:03:05 BTC/USD LIVE open 1 high 4 low 0.5 close 2 volume 9 epoch 2',
    );
  });
});

describe('spreadText', () => {
  it('has the decimals the venue writes', () => {
    expect(spreadText(top)).toBe('0.1');
    const [bid, ask] = levels('0.00010 x 1', '0.0003 x 1');
    expect(spreadText({ bid, ask } as Panel['top'])).toBe('0.00020');
  });

  it('needs both sides', () => {
    expect(spreadText({})).toBeUndefined();
  });
});
