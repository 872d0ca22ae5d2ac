import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checksumOf } from '../../src/book/checksum.ts';
import { type PieceRow, pieceRow } from '../../src/book/row.ts';
import type { ChecksumRule } from '../../src/protocol/bookRule.ts';
import { crc32 } from '../../src/util/crc32.ts';
import { raws } from './bookSamples.ts';

const kraken: ChecksumRule = { levels: 10, order: 'asks-then-bids', piece: 'digits', crc: 'unsigned' };
const okx: ChecksumRule = { levels: 25, order: 'interleaved', piece: 'colons', crc: 'signed' };

const rows = (...texts: readonly string[]): readonly PieceRow[] =>
  raws(...texts).map((raw) => pieceRow(raw, Number(raw.priceText), Number(raw.sizeText)));

describe('checksumOf', () => {
  it("agrees with the venue's own example", () => {
    const ask = (index: number): string => `0.05${String(5 + 5 * index).padStart(3, '0')} x 0.00000500`;
    const bids = ['0.05000', '0.04995', '0.04990', '0.04980', '0.04975', '0.04970', '0.04965', '0.04960', '0.04955'];
    const sides = {
      asks: rows(...Array.from({ length: 10 }, (_, index) => ask(index))),
      bids: rows(...[...bids, '0.04950'].map((price) => `${price} x 0.00000500`)),
    };
    expect(sides.asks.map(({ priceText }) => priceText).slice(0, 2)).toEqual(['0.05005', '0.05010']);
    expect(checksumOf(kraken, sides)).toBe(974947235);
  });

  it('needs every trailing zero', () => {
    const asks = [
      '45285.2 x 0.00100000',
      '45286.4 x 1.54571953',
      '45286.6 x 1.54571109',
      '45289.6 x 1.54560911',
      '45290.2 x 0.15890660',
      '45291.8 x 1.54553491',
      '45294.7 x 0.04454749',
      '45296.1 x 0.35380000',
      '45297.5 x 0.09945542',
      '45299.5 x 0.18772827',
    ];
    const bids = [
      '45283.5 x 0.10000000',
      '45283.4 x 1.54582015',
      '45282.1 x 0.10000000',
      '45281.0 x 0.10000000',
      '45280.3 x 1.54592586',
      '45279.0 x 0.07990000',
      '45277.6 x 0.03310103',
      '45277.5 x 0.30000000',
      '45277.3 x 1.54602737',
      '45276.6 x 0.15445238',
    ];
    expect(checksumOf(kraken, { bids: rows(...bids), asks: rows(...asks) })).toBe(3310070434);
    const shortened = bids.map((text) => text.replace('45281.0', '45281'));
    expect(checksumOf(kraken, { bids: rows(...shortened), asks: rows(...asks) })).not.toBe(3310070434);
  });

  it.each([
    [[], [], ''],
    [['4.90 x 0.010'], [], '49010'],
    [[], ['5.00 x 0.100'], '500100'],
    [['4.90 x 0.010', '4.80 x 2'], ['5.00 x 0.100'], '500100490104802'],
    [['0.0 x 0.00'], ['10 x 020.0'], '10200'],
  ])('takes what there is: bids %j, asks %j', (bids, asks, text) => {
    expect(checksumOf(kraken, { bids: rows(...bids), asks: rows(...asks) })).toBe(crc32(text));
  });

  it.each([
    [['3366.1 x 7'], ['3366.8 x 9', '3368 x 8'], -1471518219],
    [['3366.1 x 7', '3366 x 6'], ['3366.8 x 9'], crc32('3366.1:7:3366.8:9:3366:6') | 0],
    [[], ['0.10 x 0.5', '0.2 x 1'], crc32('0.10:0.5:0.2:1') | 0],
    [[], [], 0],
  ])('interleaves sides as long as both last, and writes the sign: bids %j, asks %j', (bids, asks, checksum) => {
    expect(checksumOf(okx, { bids: rows(...bids), asks: rows(...asks) })).toBe(checksum);
  });

  it('does not care which row was the first one when it last was asked', () => {
    const [best, next] = rows('2 x 1', '1 x 1');
    if (best === undefined || next === undefined) throw new Error('two rows');
    expect(checksumOf(okx, { bids: [best, next], asks: [] })).toBe(crc32('2:1:1:1') | 0);
    expect(checksumOf(okx, { bids: [next], asks: [] })).toBe(crc32('1:1') | 0);
    expect(checksumOf(okx, { bids: [best, next], asks: [best] })).toBe(crc32('2:1:2:1:1:1') | 0);
  });

  it('is the same when it is asked again, and for other rows of the same texts', () => {
    const text = fc.tuple(fc.nat(), fc.nat()).map(([price, size]) => `${price / 100} x ${size / 1000}`);
    const side = fc.array(text, { maxLength: 25 });
    fc.assert(
      fc.property(side, side, (bids, asks) => {
        const sides = { bids: rows(...bids), asks: rows(...asks) };
        const first = checksumOf(kraken, sides);
        expect(checksumOf(kraken, sides)).toBe(first);
        expect(checksumOf(kraken, { bids: rows(...bids), asks: rows(...asks) })).toBe(first);
      }),
    );
  });
});
