import { describe, expect, it } from '@jest/globals';
import { book } from '../../../src/exchanges/kraken/book.ts';
import { frameOf, payloadOf } from './decoded.ts';

const BIDS = '"bids":[{"price":45283.5,"qty":0.10000000}]';
const ASKS = '"asks":[{"price":45285.0,"qty":0.00100000},{"price":45286.40,"qty":0.00000000}]';
const read = (type: 'snapshot' | 'update', ...fields: readonly string[]): unknown =>
  book.read(payloadOf(frameOf('book', type, `{"symbol":"BTC/USD",${fields.join(',')}}`)));
const violation: unknown = expect.objectContaining({ name: 'ColdwireError', kind: 'protocol-violation' });

describe('the book of Kraken', () => {
  it('is read with the exact texts of both sides', () => {
    const sides = {
      bids: [{ priceText: '45283.5', sizeText: '0.10000000' }],
      asks: [
        { priceText: '45285.0', sizeText: '0.00100000' },
        { priceText: '45286.40', sizeText: '0.00000000' },
      ],
    };
    const fields = [BIDS, ASKS, '"checksum":4294967295', '"timestamp":"2023-10-06T17:35:55.440295Z"'];
    const rest = { ...sides, checksum: 4294967295, time: Date.UTC(2023, 9, 6, 17, 35, 55, 440) };
    expect(read('snapshot', ...fields)).toEqual({ kind: 'snapshot', ...rest });
    expect(read('update', ...fields)).toEqual({ kind: 'delta', ...rest });
  });

  it('takes a side that is left out for unchanged, and a frame without a time', () => {
    const frame = read('update', BIDS, '"checksum":0');
    expect(frame).toEqual({ kind: 'delta', bids: [expect.anything()], asks: [], checksum: 0 });
    expect(frame).not.toHaveProperty('time');
  });

  it('keeps two changes of one price in one frame, in order', () => {
    const twice = '"bids":[{"price":1.0,"qty":2.0},{"price":1.0,"qty":0.0}]';
    expect(read('update', twice, '"checksum":0')).toMatchObject({
      bids: [{ sizeText: '2.0' }, { sizeText: '0.0' }],
    });
  });

  it.each([
    ['no checksum', [BIDS, ASKS]],
    ['a checksum past 32 bits', [BIDS, ASKS, '"checksum":4294967296']],
    ['a checksum below zero', [BIDS, ASKS, '"checksum":-1']],
    ['a broken checksum', [BIDS, ASKS, '"checksum":1.5']],
    ['a checksum that is no number', [BIDS, ASKS, '"checksum":"0x10"']],
    ['a side that is null', [BIDS, '"asks":null', '"checksum":1']],
    ['a side that is no array', [BIDS, '"asks":{}', '"checksum":1']],
    ['a level that is no object', ['"bids":[[1,2]]', ASKS, '"checksum":1']],
    ['a level without price', ['"bids":[{"qty":1.0}]', ASKS, '"checksum":1']],
    ['a level without size', ['"bids":[{"price":1.0}]', ASKS, '"checksum":1']],
    ['an endless number', [`"bids":[{"price":"${'9'.repeat(300)}","qty":1}]`, ASKS, '"checksum":1']],
    ['a time that is none', [BIDS, ASKS, '"checksum":1', '"timestamp":"soon"']],
  ])('with %s is a violation of the protocol', (_, fields) => {
    expect(() => read('update', ...fields)).toThrow(violation);
  });

  it('of two elements in one frame is a violation: nobody could tell which the checksum is of', () => {
    const element = `{"symbol":"BTC/USD",${BIDS},${ASKS},"checksum":1}`;
    expect(() => book.read(payloadOf(frameOf('book', 'update', element, element)))).toThrow(violation);
  });
});
