import { ColdwireError } from '../../errors/coldwireError.ts';
import type { BookFrame, BookRule, RawLevel } from '../../protocol/bookRule.ts';
import type { BookChannel } from '../../protocol/dialect.ts';
import { type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import { wireDepth } from '../../book/wireDepth.ts';
import { parseRfc3339 } from '../../util/rfc3339.ts';
import type { KrakenPayload } from './classify.ts';
import { krakenTopic } from './topic.ts';

/**
 * Kraken's book: the snapshot comes on the channel, there are no sequence ids, and integrity is the CRC32 that every
 * frame carries. Levels past the subscribed depth fall out without a word.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
export const bookRule: BookRule = {
  snapshot: 'in-band',
  depths: [10, 25, 100, 500, 1000],
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
function toBookFrame(snapshot: boolean, row: Row): BookFrame {
  const { timestamp } = row;
  return {
    kind: snapshot ? 'snapshot' : 'delta',
    bids: rowsOf(row, 'bids').map(toRawLevel),
    asks: rowsOf(row, 'asks').map(toRawLevel),
    checksum: Number(textOf(row, 'checksum')),
    ...(typeof timestamp === 'string' ? { time: parseRfc3339(timestamp) } : {}),
  };
}

function toRawLevel(row: Row): RawLevel {
  return { priceText: textOf(row, 'price'), sizeText: textOf(row, 'qty') };
}
