import { describe, expect, it } from '@jest/globals';
import { paint } from '../../../src/cli/view/paint.ts';
import { screen } from '../../../src/cli/view/screen.ts';
import { printLine } from '../../../src/cli/view/styledLine.ts';
import { initialView, type Panel, type ViewState } from '../../../src/cli/view/viewState.ts';
import type { ClientStatus } from '../../../src/model/clientStatus.ts';
import { levels, tradeOf } from '../samples.ts';

const now = new Date(2026, 7, 2, 14, 3, 6).getTime();
const subscriptions = [
  { channel: 'book', symbol: 'BTC/USD' },
  { channel: 'trades', symbol: 'BTC/USD' },
] as const;
const status: ClientStatus = {
  sockets: [
    {
      id: 'kraken-1',
      route: 'public',
      url: 'ws://127.0.0.1:9001/v2',
      phase: 'waiting',
      epoch: 2,
      wanted: 2,
      live: 0,
      pending: 0,
      attempt: 1,
      retryAt: now + 1_400,
      lastDataAt: now - 300,
    },
  ],
  counters: {
    framesIn: 1234,
    framesOut: 3,
    reconnects: 1,
    resyncs: 0,
    undecodable: 0,
    unknownFrames: 0,
    lateReplies: 0,
    dropped: 0,
  },
};

function stateOf(extra: Partial<Panel>): ViewState {
  const initial = initialView(subscriptions);
  const panel = { ...(initial.panels.get('BTC/USD') as Panel), ...extra };
  return { panels: new Map([['BTC/USD', panel]]), status, notes: [{ at: now, text: 'kraken-1: ready, epoch 2' }] };
}

const plain = (state: ViewState): readonly string[] =>
  screen('coldwire', state, now).map((line) => printLine(line, 79, false).trimEnd());

describe('screen', () => {
  it('shows a live symbol, the sockets, the totals and what happened', () => {
    const live = { kind: 'live', epoch: 2 } as const;
    const state = stateOf({
      feeds: new Map([
        ['book', live],
        ['trades', live],
      ]),
      top: { bid: levels('63388.7 x 0.25761908')[0], ask: levels('63388.8 x 0.34890000')[0] } as Panel['top'],
      books: 214,
      verified: 214,
      trades: 12,
      lastTrades: [tradeOf(), tradeOf({ side: 'sell', priceText: '63388.7', sizeText: '1.2' })],
    });
    expect(plain(state)).toEqual([
      'coldwire',
      '',
      ' BTC/USD   LIVE epoch 2                          books 214 verified   trades 12',
      '   bid    63388.7 x 0.25761908     ask    63388.8 x 0.34890000     spread 0.1',
      '   14:03:05 buy     63388.8 x 0.01000000',
      '   14:03:05 sell    63388.7 x 1.2',
      '',
      '',
      ' socket      route     phase          epoch    live attempt next dial',
      ' kraken-1    public    waiting            2     0/2       1      1.4s',
      ' frames in 1234   out 3   reconnects 1',
      ' resyncs 0   undecodable 0   unknown 0   late replies 0   dropped 0',
      '',
      ' 14:03:06 kraken-1: ready, epoch 2',
      '',
      '',
      '',
    ]);
  });

  it('is as high before anything has come', () => {
    const state = stateOf({});
    expect(plain(state)).toHaveLength(17);
    expect(plain(state).slice(2, 5)).toEqual([
      ' BTC/USD   STALE                                    books 0 verified   trades 0',
      '   bid          -                  ask          -                  spread -',
      '   no trade yet',
    ]);
  });

  it('shows what was last known faintly while stale', () => {
    const stale = { kind: 'stale', epoch: 2, reason: 'silence', since: now - 2_000 } as const;
    const state = stateOf({
      feeds: new Map([['book', stale]]),
      top: { bid: levels('63388.7 x 0.2')[0] } as Panel['top'],
    });
    const [head, prices] = screen('coldwire', state, now).slice(2);
    expect(head?.[1]).toEqual({ text: 'STALE silence 2.0s', tone: 'bad' });
    expect(prices?.[1]).toEqual({ text: '   63388.7 x 0.2         ', tone: 'faint' });
  });

  it('fits 79 columns', () => {
    for (const line of screen('coldwire', stateOf({ books: 123456, trades: 123456 }), now))
      expect(line.map(({ text }) => text).join('').length).toBeLessThanOrEqual(79);
  });
});

describe('printLine', () => {
  const line = [{ text: 'bid ', tone: 'faint' }, { text: '100.5' }] as const;

  it('colours only where colours are welcome', () => {
    expect(printLine(line, 80, true)).toBe('\u001b[2mbid \u001b[0m100.5');
    expect(printLine(line, 80, false)).toBe('bid 100.5');
  });

  it('cuts by what is seen', () => {
    expect(printLine(line, 6, true)).toBe('\u001b[2mbid \u001b[0m1…');
    expect(printLine(line, 3, true)).toBe('\u001b[2mbi\u001b[0m…');
  });

  it('lets no text steer the terminal', () => {
    expect(printLine([{ text: 'a\u001b[2Jb' }], 80, true)).toBe('a?[2Jb');
  });
});

describe('paint', () => {
  it('draws first where the cursor stands, then over what it drew', () => {
    expect(paint(['a', 'b'], 0)).toBe('\ra\u001b[K\nb\u001b[K\n\u001b[J');
    expect(paint(['a'], 2)).toBe('\u001b[2A\ra\u001b[K\n\u001b[J');
  });
});
