import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import type { OrderBook } from '../../src/model/orderBook.ts';
import { bookFrame, marked, tinyClient, tinyDialect, tradesFrame } from '../helpers/tinyDialect.ts';

const bookOf = (rows: string): string => `{"on":"book","symbol":"A","bids":[["1","1"]],"asks":[],"checksum":0${rows}}`;
/** A book whose checksum is right, so that nothing but its numbers is wrong. */
const priced = (price: string, size: string): string => JSON.stringify(bookFrame('A', { bids: [[price, size]] }));

/** What may come over a wire that somebody else has a hand on, as text. */
const hostile: readonly (readonly [string, string])[] = [
  ['a key __proto__', '{"__proto__":{"polluted":1},"on":"book","symbol":"A"}'],
  ['a __proto__ inside rows', bookOf(',"__proto__":{"snapshot":true,"polluted":1}')],
  ['a whole book inside __proto__', `{"__proto__":${priced('1', '1')}}`],
  ['a constructor', '{"constructor":{"prototype":{"polluted":1}},"on":"book","symbol":"A"}'],
  ['a route of Object.prototype', '{"on":"__proto__","symbol":"toString"}'],
  ['an id of Object.prototype', '{"did":"subscribe","id":"__proto__","symbol":"constructor"}'],
  ['a symbol that is an object', '{"did":"subscribe","id":1,"symbol":{"toString":1}}'],
  ['1e999 for a price', priced('1e999', '1')],
  ['NaN for a price', priced('NaN', '1')],
  ['a bare NaN', '{"on":"book","symbol":"A","bids":[[NaN,1]]}'],
  ['a negative size', priced('1', '-1')],
  ['an empty price', priced('', '1')],
  ['a hexadecimal price', priced('0x10', '1')],
  ['a megabyte of digits for a price', priced('1'.repeat(1_000_000), '1')],
  ['a megabyte of digits for an id', `{"re":${'9'.repeat(1_000_000)}}`],
  ['a megabyte of digits for a sequence', `{"beat":${'9'.repeat(1_000_000)}}`],
  ['deep nesting of arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['deep nesting of objects', '{"on":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
  ['duplicate keys', '{"on":"book","on":"book","symbol":"B","symbol":"A","bids":[],"bids":[["9","9"]],"asks":[]}'],
  ['nothing', ''],
  ['half a message', '{"on":"book","sym'],
  ['null', 'null'],
  ['a number past 2^53', '{"re":9007199254740993}'],
];

/** A client of a book and of trades, a good while after a frame came. */
function after(frame: string, numbers: 'text' | 'number') {
  const scheduler = new VirtualTimeScheduler();
  const dialect = { ...tinyDialect, codec: { kind: 'json', numbers } } as const;
  const { client, venue } = tinyClient(scheduler, { dialect, snapshots: false });
  const books: OrderBook[] = [];
  const trades: string[] = [];
  client.book('A').subscribe((book) => books.push(book));
  marked(client.feed({ channel: 'trades', symbol: 'A' })).subscribe((letter) => trades.push(letter));
  scheduler.schedule(() => {
    venue.last().sayFrame(frame);
    venue.last().sayFrame(new TextEncoder().encode(frame));
    venue.last().say(tradesFrame('A', '7'));
  }, 5);
  scheduler.maxFrames = 8;
  scheduler.flush();
  return { books, trades, venue };
}

describe.each(['text', 'number'] as const)('a hostile frame, numbers read as %s', (numbers) => {
  it('is told from a good one', () => {
    const good = JSON.stringify(bookFrame('A', { bids: [['1', '1']] }));
    const { books } = after(good, 'number');
    expect(books.map(({ bestBid }) => bestBid?.priceText)).toEqual(['1', '1']);
  });

  it.each(hostile)('%s costs no more than its topic a start, and makes no book valid', (_, frame) => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const { books, trades, venue } = after(frame, numbers);
    expect(books).toEqual([]);
    expect([trades, venue.sockets.length, venue.open()]).toEqual([['c', 'L', '7'], 1, 1]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
