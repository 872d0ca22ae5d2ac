import type { BookSide } from '../../model/orderBook.ts';
import { crc32 } from '../../util/crc32.ts';
import type { ShownBook } from '../market/shownBook.ts';

const LEVELS_CHECKED = 10;

/**
 * CRC32 over the ten best asks, then the ten best bids, each price and size without point and leading zeros. Those are the very
 * digits of the integers that ticks and lots are.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
export function checksumOf(shown: Pick<ShownBook, 'levels'>): number {
  const digits = (side: BookSide): string =>
    shown
      .levels(side)
      .slice(0, LEVELS_CHECKED)
      .map(({ ticks, lots }) => `${ticks}${lots}`)
      .join('');
  return crc32(digits('bid'), crc32(digits('ask')));
}
