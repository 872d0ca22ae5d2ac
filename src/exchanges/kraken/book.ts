import { ColdwireError } from '../../errors/coldwireError.ts';
import type { BookFrame, BookRule, RawLevel } from '../../protocol/bookRule.ts';
import type { BookChannel } from '../../protocol/dialect.ts';
import { decimalOf, optionalInstant, type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import { wireDepth } from '../../book/wireDepth.ts';
import { bookDepths } from './bookDepths.ts';
import type { KrakenPayload } from './payload.ts';
import { krakenTopic } from './topic.ts';

/**
 * Kraken's book: the snapshot comes on the channel, there are no sequence ids, and integrity is the CRC32 that every
 * frame carries. Levels past the subscribed depth fall out without a word.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
const bookRule: BookRule = {
  snapshot: 'in-band',
  depths: bookDepths,
  truncates: true,
  checksum: { levels: 10, order: 'asks-then-bids', piece: 'digits', crc: 'unsigned' },
};

/** The `book` channel: depths 10, 25, 100, 500 and 1000. */
export const book: BookChannel = {
  kind: 'book',
  unit: 'base',
  rule: bookRule,
  topicOf: (subscription) => {
    const depth = wireDepth(bookRule.depths, subscription.depth);
    return krakenTopic('book', subscription, { subscription: { depth }, text: String(depth), inFrames: false });
  },
  read: (payload) => {
    const { snapshot, rows } = payload as KrakenPayload;
    const row = rows[0];
    // One element a frame (docs, websocket-v2/book); two would leave it open which of them the checksum is of.
    if (row === undefined || rows.length > 1) throw new ColdwireError('protocol-violation', { what: 'book elements' });
    return toBookFrame(snapshot, row);
  },
};

/** A Kraken book element in our words; its numbers arrive as their exact wire text. */
function toBookFrame(snapshot: boolean, { bids, asks, checksum, timestamp }: Row): BookFrame {
  const time = optionalInstant(timestamp, 'timestamp');
  return {
    kind: snapshot ? 'snapshot' : 'delta',
    bids: levelsOf(bids, 'bids'),
    asks: levelsOf(asks, 'asks'),
    checksum: checksumOf(checksum),
    ...(time === undefined ? undefined : { time }),
  };
}

/** The levels of a side. One that is left out changes nothing; had it been lost, the checksum would not agree. */
function levelsOf(side: unknown, field: string): readonly RawLevel[] {
  return side === undefined ? [] : rowsOf(side, field).map(toRawLevel);
}

function toRawLevel({ price, qty }: Row): RawLevel {
  return { priceText: textOf(price, 'price'), sizeText: textOf(qty, 'qty') };
}

/** Always there, as nothing else vouches for a book: a frame without one is no frame to believe. */
function checksumOf(value: unknown): number {
  const checksum = decimalOf(value, 'checksum');
  if (Number.isInteger(checksum) && checksum >= 0 && checksum <= 0xffff_ffff) return checksum;
  throw new ColdwireError('protocol-violation', { what: 'field checksum' });
}
