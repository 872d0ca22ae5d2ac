import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { from } from 'rxjs';
import { type BookInput, type BookOutput, followBook } from '../../src/book/followBook.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { BookFrame, RawLevel } from '../../src/protocol/bookRule.ts';
import { checksummed, textsOf, withChecksums } from './bookSamples.ts';
import { naiveBook } from './naiveBook.ts';

/** Prices of one side: bids below 1000, asks above, now and then over the line. */
const side = (lowest: number, most: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: lowest, max: lowest + 80 }), fc.constantFrom('', '.0', '.50'), fc.nat(300))
      .map(([price, tail, size]): RawLevel => ({ priceText: `${price}${tail}`, sizeText: (size / 100).toFixed(8) }))
      // A third of them deletes.
      .chain((level) => fc.constantFrom(level, level, { ...level, sizeText: '0.00000000' })),
    { maxLength: most },
  );

const frame = (kind: BookFrame['kind'], lowestAsk: number, most: number): fc.Arbitrary<BookFrame> =>
  fc.record({ kind: fc.constant(kind), bids: side(919, most), asks: side(lowestAsk, most) });

const frames = (lowestAsk: number): fc.Arbitrary<readonly BookFrame[]> =>
  fc
    .tuple(
      frame('snapshot', lowestAsk, 60),
      fc.array(
        fc.oneof(
          { weight: 12, arbitrary: frame('delta', lowestAsk, 6) },
          { weight: 1, arbitrary: frame('snapshot', lowestAsk, 60) },
        ),
        { maxLength: 40 },
      ),
    )
    .map(([first, rest]) => [first, ...rest]);

const follow = (inputs: readonly BookFrame[], depth: number): readonly BookOutput[] => {
  const told: BookOutput[] = [];
  from(inputs.map((input, receivedAt): BookInput => ({ frame: input, receivedAt })))
    .pipe(
      followBook({ rule: checksummed, depth, exchange: 'kraken', symbol: 'X', unit: 'base', tolerateCrossed: true }),
    )
    .subscribe((news) => told.push(news));
  return told;
};

const depths = fc.constantFrom(10, 25, 100);

/** What the naive book says of a state, and whether it may be shown. */
const stateOf = (naive: ReturnType<typeof naiveBook>) => {
  const [bids, asks] = [naive.bids(), naive.asks()];
  const [bid, ask] = [bids[0], asks[0]];
  return { bids, asks, isSound: !bid || !ask || Number(bid.priceText) < Number(ask.priceText) };
};

describe('followBook, whatever the frames', () => {
  it('tells the levels, texts and order that a plain map holds', () => {
    fc.assert(
      fc.property(fc.oneof(frames(1001), frames(980)), depths, (all, depth) => {
        const naive = naiveBook(depth);
        const expected: unknown[] = [];
        let trust = '';
        for (const [receivedAt, input] of all.entries()) {
          naive.apply(input);
          const { isSound, ...sides } = stateOf(naive);
          const now = isSound ? 'live' : 'stale';
          if (now !== trust) expected.push(now);
          trust = now;
          if (isSound) expected.push({ receivedAt, ...sides });
        }
        const told = follow(withChecksums(all, depth), depth).map((news) => {
          if (news.kind !== 'data') return news.kind;
          const { receivedAt, bids, asks } = news.value;
          return { receivedAt, bids: textsOf(bids), asks: textsOf(asks) };
        });
        expect(told).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('tells only books that are sorted, uncrossed, finite, within depth and whole', () => {
    fc.assert(
      fc.property(frames(990), depths, (all, depth) => {
        for (const news of follow(withChecksums(all, depth), depth)) {
          if (news.kind !== 'data') continue;
          const { bids, asks, bestBid, bestAsk, mid, spread } = news.value;
          expect(Math.max(bids.length, asks.length)).toBeLessThanOrEqual(depth);
          for (const { price, size, priceText, sizeText } of [...bids, ...asks]) {
            expect([price, size]).toEqual([Number(priceText), Number(sizeText)]);
            expect(size).toBeGreaterThan(0);
          }
          const prices = [...bids.toReversed(), ...asks].map(({ price }) => price);
          expect(prices.every((price, index) => index === 0 || price > (prices[index - 1] as number))).toBe(true);
          expect([bestBid, bestAsk]).toEqual([bids[0], asks[0]]);
          const both = bestBid !== undefined && bestAsk !== undefined;
          expect([mid === undefined, spread === undefined]).toEqual([!both, !both]);
          if (both) {
            expect(mid).toBeCloseTo((bestBid.price + bestAsk.price) / 2, 9);
            expect(spread).toBeCloseTo(bestAsk.price - bestBid.price, 9);
          }
        }
      }),
    );
  });

  it('never changes a book it has told, read at once or only later', () => {
    fc.assert(
      fc.property(frames(1001), depths, (all, depth) => {
        const inputs = withChecksums(all, depth);
        const books: OrderBook[] = [];
        const readAtOnce: string[] = [];
        from(inputs.map((input, receivedAt): BookInput => ({ frame: input, receivedAt })))
          .pipe(followBook({ rule: checksummed, depth, exchange: 'kraken', symbol: 'X', unit: 'base' }))
          .subscribe((news) => {
            if (news.kind !== 'data') return;
            books.push(news.value);
            readAtOnce.push(JSON.stringify(news.value));
          });
        expect(books.map((book) => JSON.stringify(book))).toEqual(readAtOnce);
        expect(books.map((book) => JSON.parse(JSON.stringify(book)))).toEqual(books.map((book) => book.toJSON()));
        const readLater = follow(inputs, depth).flatMap((news) => (news.kind === 'data' ? [news.value] : []));
        expect(readLater.map((book) => JSON.stringify(book))).toEqual(readAtOnce);
      }),
    );
  });

  it('notices any single level it was not told of, if it enters the checksum', () => {
    fc.assert(
      fc.property(frames(1001), (all) => {
        const inputs = withChecksums(all, 10);
        const last = inputs.at(-1) as BookFrame;
        const spoilt = [
          ...inputs.slice(0, -1),
          { ...last, asks: [...last.asks, { priceText: '1000.5', sizeText: '9' }] },
        ];
        expect(() => follow(inputs, 10)).not.toThrow();
        const told: unknown[] = [];
        from(spoilt.map((input): BookInput => ({ frame: input, receivedAt: 0 })))
          .pipe(followBook({ rule: checksummed, depth: 10, exchange: 'kraken', symbol: 'X', unit: 'base' }))
          .subscribe({ error: ({ kind }: { readonly kind: string }) => told.push(kind) });
        expect(told).toEqual(['checksum-mismatch']);
      }),
    );
  });
});
