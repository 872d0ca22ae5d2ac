import { wireDepth } from '../../../book/wireDepth.ts';
import { ColdwireError } from '../../../errors/coldwireError.ts';
import type { BookFrame, BookRule, RawLevel } from '../../../protocol/bookRule.ts';
import type { BookChannel } from '../../../protocol/dialect.ts';
import { decimalOf, type Row, rowsOf, textOf } from '../../../protocol/fields.ts';
import { bookDepths } from '../bookDepths.ts';
import { itemsOf } from './itemsOf.ts';
import type { V1Payload } from './payload.ts';
import { secondsOf } from './secondsOf.ts';
import { v1Topic } from './topic.ts';

/**
 * The book of v1: the snapshot bears no checksum, every update does, and the rule is that of v2. Recordings of 2019 hold updates
 * from before there were checksums; those are believed, like a snapshot.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-book-v1
 */
const bookRule: BookRule = {
  snapshot: 'in-band',
  depths: bookDepths,
  truncates: true,
  // Absent, never a number: no CRC32 is below zero.
  checksum: { levels: 10, order: 'asks-then-bids', piece: 'digits', crc: 'unsigned', none: -1 },
};

/** The `book` channel: depths 10, 25, 100, 500 and 1000. */
export const book: BookChannel = {
  kind: 'book',
  unit: 'base',
  rule: bookRule,
  topicOf: (subscription) => {
    const depth = wireDepth(bookRule.depths, subscription.depth);
    return v1Topic(`book-${depth}`, subscription, { depth });
  },
  read: (payload) => toBookFrame(rowsOf(payload as V1Payload, 'book')),
};

/**
 * One update may come in two objects, asks then bids, the checksum in the last:
 *
 * ```json
 * {"as":[["5541.30000","2.50700000","1534614248.123678"]],"bs":[["5541.20000","1.52900000","1534614248.765567"]]}
 * {"a":[["5541.30000","2.50700000","1534614248.456738"],["5542.50000","0.40100000","1534614248.456738","r"]]} {"b":[["5541.20000","0.00000000","1534614335.345903"]],"c":"974947235"}
 * ```
 */
function toBookFrame(parts: readonly Row[]): BookFrame {
  if (parts.length === 0) throw new ColdwireError('protocol-violation', { what: 'book elements' });
  const isSnapshot = parts.some((part) => 'as' in part || 'bs' in part);
  const asks = rowsNamed(isSnapshot ? 'as' : 'a', parts);
  const bids = rowsNamed(isSnapshot ? 'bs' : 'b', parts);
  const checksum = parts.find((part) => 'c' in part)?.['c'];
  // A level that is published again, fourth element `r`, keeps the time of when it was new.
  const time = [...asks, ...bids].reduce((latest, [, , at]) => Math.max(latest, secondsOf(at, 'timestamp')), 0);
  return {
    kind: isSnapshot ? 'snapshot' : 'delta',
    asks: asks.map(toRawLevel),
    bids: bids.map(toRawLevel),
    ...(checksum === undefined ? undefined : { checksum: checksumOf(checksum) }),
    ...(time > 0 ? { time } : undefined),
  };
}

function rowsNamed(field: string, parts: readonly Row[]): readonly (readonly unknown[])[] {
  return parts.flatMap((part) => itemsOf(part[field] ?? [], field)).map((row) => itemsOf(row, field));
}

function toRawLevel([price, volume]: readonly unknown[]): RawLevel {
  return { priceText: textOf(price, 'price'), sizeText: textOf(volume, 'volume') };
}

function checksumOf(value: unknown): number {
  const checksum = decimalOf(value, 'c');
  if (Number.isInteger(checksum) && checksum >= 0 && checksum <= 0xffff_ffff) return checksum;
  throw new ColdwireError('protocol-violation', { what: 'field c' });
}
