import { describe, expect, it } from '@jest/globals';
import { applyFrame, type BookState, isCrossed } from '../../src/book/bookState.ts';
import { bestRows } from '../../src/book/side.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { BookFrame, BookRule } from '../../src/protocol/bookRule.ts';
import { checksummed, delta, raws, snapshot, textsOf, unchecked, withChecksums } from './bookSamples.ts';

const applied = (frames: readonly BookFrame[], rule: BookRule = unchecked, depth = 10): BookState | undefined => {
  let state: BookState | undefined;
  for (const frame of frames) state = applyFrame({ rule, depth, symbol: 'BTC/USD' }, state, frame);
  return state;
};

const textsIn = (state: BookState | undefined) => ({
  bids: state && textsOf(bestRows(state.bids, Infinity)),
  asks: state && textsOf(bestRows(state.asks, Infinity)),
});

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('applyFrame', () => {
  it('makes nothing of a delta before the first snapshot, be it garbage', () => {
    expect(applied([delta({ bids: ['1 x 1'] }), delta({ bids: ['what x ever'] })], checksummed)).toBeUndefined();
  });

  it('applies deltas to the snapshot, the side that is not named staying', () => {
    const state = applied([
      snapshot({ bids: ['4.9 x 1', '4.8 x 1'], asks: ['5.0 x 1'] }),
      delta({ bids: ['4.8 x 0.0', '4.85 x 3'] }),
      delta({ asks: ['5.0 x 2.0'] }),
    ]);
    expect(textsIn(state)).toEqual({ bids: raws('4.9 x 1', '4.85 x 3'), asks: raws('5.0 x 2.0') });
  });

  it('replaces everything by a later snapshot, a side of none included', () => {
    const first = snapshot({ bids: ['4.9 x 1'], asks: ['5.0 x 1'] });
    expect(textsIn(applied([first, snapshot({ asks: ['7 x 1'] })]))).toEqual({ bids: [], asks: raws('7 x 1') });
  });

  it('cuts to the depth after each frame, so that what fell out does not come back', () => {
    const frames = [
      snapshot({ asks: ['1 x 1', '2 x 1', '3 x 1'] }),
      delta({ asks: ['0.5 x 1'] }),
      delta({ asks: ['0.5 x 0'] }),
    ];
    expect(textsIn(applied(frames, unchecked, 2)).asks).toEqual(raws('1 x 1'));
    expect(textsIn(applied(frames, { ...unchecked, truncates: false }, 2)).asks).toEqual(
      raws('1 x 1', '2 x 1', '3 x 1'),
    );
  });

  it('takes a snapshot in any order, its zeros and repetitions included', () => {
    const frame = snapshot({ bids: ['3 x 1', '5 x 1', '4 x 0', '3 x 2'], asks: ['9 x 1', '7 x 1'] });
    expect(textsIn(applied([frame]))).toEqual({ bids: raws('5 x 1', '3 x 2'), asks: raws('7 x 1', '9 x 1') });
  });

  it("keeps the venue's instant of the last frame", () => {
    expect(applied([snapshot({}, { time: 5 }), delta({}, { time: 7 })])?.time).toBe(7);
    expect(applied([snapshot({}, { time: 5 }), delta({})])?.time).toBeUndefined();
  });

  it('verifies every frame, whether or not it touched what enters the checksum', () => {
    const levels = Array.from({ length: 25 }, (_, index) => `${10 + index} x 1`);
    const frames = withChecksums(
      [
        snapshot({ asks: levels }),
        delta({ asks: ['34 x 2'] }),
        delta({ asks: ['19 x 2'] }),
        delta({ asks: ['20 x 2'] }),
        delta({}),
        delta({ bids: ['1 x 1'] }),
        delta({ bids: ['1 x 0'] }),
        snapshot({ bids: ['2 x 2'] }),
      ],
      25,
    );
    for (const [index, frame] of frames.entries()) {
      const before = frames.slice(0, index);
      expect(applied([...before, frame], checksummed, 25)?.verified?.checksum).toBe(frame.checksum);
      const wrong = ((frame.checksum ?? 0) ^ 1) >>> 0;
      expect(thrownBy(() => applied([...before, { ...frame, checksum: wrong }], checksummed, 25))).toMatchObject({
        kind: 'checksum-mismatch',
        context: { symbol: 'BTC/USD', expected: wrong, actual: frame.checksum },
      });
    }
  });

  it('computes no checksum anew for a change below what enters it', () => {
    const levels = Array.from({ length: 25 }, (_, index) => `${10 + index} x 1`);
    const frames = [
      snapshot({ asks: levels, bids: ['1 x 1'] }),
      delta({ asks: ['20 x 2'] }),
      delta({ asks: ['19 x 2'] }),
    ];
    const [first, below, within] = withChecksums(frames, 25) as [BookFrame, BookFrame, BookFrame];
    const settings = { rule: checksummed, depth: 25, symbol: 'BTC/USD' };
    const one = applyFrame(settings, undefined, first);
    const two = applyFrame(settings, one, below);
    const three = applyFrame(settings, two, within);
    expect(two?.verified).toBe(one?.verified);
    expect(three?.verified).not.toBe(two?.verified);
  });

  it('notices a change it should have been told of', () => {
    const [first, , third] = withChecksums([
      snapshot({ asks: ['5 x 1'] }),
      delta({ asks: ['6 x 1'] }),
      delta({ asks: ['7 x 1'] }),
    ]) as [BookFrame, BookFrame, BookFrame];
    expect(thrownBy(() => applied([first, third], checksummed))).toMatchObject({ kind: 'checksum-mismatch' });
  });

  it('verifies nothing, and claims nothing, where the rule has no checksum', () => {
    expect(applied([snapshot({ asks: ['5 x 1'] }, { checksum: 1 })])?.verified).toBeUndefined();
  });

  it.each([undefined, Number.NaN, 1.5, Infinity])('refuses %d for a checksum', (checksum) => {
    const [frame] = withChecksums([snapshot({ asks: ['5 x 1'] })]);
    const { checksum: _right, ...bare } = frame as BookFrame;
    const broken = checksum === undefined ? bare : { ...bare, checksum };
    expect(thrownBy(() => applied([broken], checksummed))).toMatchObject({ kind: 'protocol-violation' });
  });

  it.each(['-1 x 1', '1 x -1', '1 x -0.0', 'NaN x 1', '1 x NaN', '1e3 x 1', ' x 1', '1 x ', '1 x Infinity', '0x1 x 1'])(
    'refuses the level "%s" in a snapshot and in a delta, on both sides',
    (level) => {
      for (const side of ['bids', 'asks'] as const) {
        for (const frames of [[snapshot({ [side]: [level] })], [snapshot({}), delta({ [side]: [level] })]]) {
          const error = thrownBy(() => applied(frames));
          expect(error).toBeInstanceOf(ColdwireError);
          expect(error).toMatchObject({ kind: 'protocol-violation' });
        }
      }
    },
  );

  it('refuses a deletion whose price is none', () => {
    expect(thrownBy(() => applied([snapshot({}), delta({ bids: ['x x 0'] })]))).toMatchObject({
      kind: 'protocol-violation',
    });
  });
});

describe('isCrossed', () => {
  it.each([
    [[], [], false],
    [['5 x 1'], [], false],
    [[], ['5 x 1'], false],
    [['4.99 x 1'], ['5 x 1'], false],
    [['5.00 x 1'], ['5 x 1'], true],
    [['5.01 x 1'], ['5 x 1'], true],
    // One double stands for both.
    [['0.12345678901234567 x 1'], ['0.12345678901234568 x 1'], false],
    [['0.12345678901234568 x 1'], ['0.12345678901234567 x 1'], true],
  ])('of bids %j and asks %j is %p', (bids, asks, crossed) => {
    expect(isCrossed(applied([snapshot({ bids, asks })]) as BookState)).toBe(crossed);
  });
});
