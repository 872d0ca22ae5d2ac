import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scanLevels } from '../../src/codec/scanLevels.ts';

const scanned = (text: string) => scanLevels(text, 0);

describe('scanLevels', () => {
  it('reads rows of price and size into levels, and tells where it ends', () => {
    const text = '[["61837.63000000","3.78826000"],["7","0.00"]],"next"';
    expect(scanned(text)).toEqual({
      levels: [
        { priceText: '61837.63000000', sizeText: '3.78826000', price: 61837.63, size: 3.78826 },
        { priceText: '7', sizeText: '0.00', price: 7, size: 0 },
      ],
      end: text.indexOf(',"next'),
    });
    expect(scanned('[]x')).toEqual({ levels: [], end: 2 });
    expect(scanLevels('{"b":[["1","2"]]}', 5)?.end).toBe(16);
  });

  it('passes what rows hold behind their size', () => {
    expect(scanned('[["1","2","0","12"],["3","4",0,17],["5","6",""]]')?.levels).toHaveLength(3);
  });

  it('keeps what it is told to keep of the text', () => {
    const { levels = [] } = scanLevels('[["1","2"]]', 0, (part) => `${part}!`) ?? {};
    expect(levels).toEqual([{ priceText: '1!', sizeText: '2!', price: 1, size: 2 }]);
  });

  it.each([
    '[["1","2"]',
    '[["1","2"',
    '[["1","2"]]'.slice(0, 5),
    '[ ["1","2"]]',
    '[["1", "2"]]',
    '[["1","2"] ]',
    '[["1","2"],]',
    '[["1","2"]["3","4"]]',
    '[["1"]]',
    '[[1,2]]',
    '[["1",2]]',
    '[["","2"]]',
    '[["1.","2"]]',
    '[[".1","2"]]',
    '[["1.2.3","2"]]',
    '[["-1","2"]]',
    '[["+1","2"]]',
    '[["1e5","2"]]',
    '[["1","2",01]]',
    '[["1","2",-1]]',
    '[["1","2",]]',
    '[["1","2",null]]',
    '[["1","2","a\\"b"]]',
    '[["1","2","a\\"],["3","4"]]',
    '[["1","2","a\nb"]]',
    '[["1","2","a]]',
    '[["\\u0031","2"]]',
    '[["9007199254740993","2"]]',
    '[["0.00000000000000000000001","2"]]',
    '["1","2"]',
  ])('leaves %j to the parser', (text) => {
    expect(scanned(text)).toBeUndefined();
  });

  it('makes the numbers that Number makes', () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.option(fc.stringMatching(/^\d{1,7}$/)))
      .map(([whole, fraction]) => (fraction === null ? `${whole}` : `${whole}.${fraction}`));
    fc.assert(
      fc.property(decimal, decimal, (price, size) => {
        expect(scanned(`[["${price}","${size}"]]`)?.levels).toEqual([
          { priceText: price, sizeText: size, price: Number(price), size: Number(size) },
        ]);
      }),
    );
  });
});
