import { describe, expect, it } from '@jest/globals';
import { book } from '../../../src/exchanges/okx/book.ts';
import { bookSnapshot } from '../../../src/exchanges/okx/bookSnapshot.ts';
import { payloadOf } from './decoded.ts';

const asks = [['8476.98', '415', '0', '13']];
const bids = [['8476.97', '256', '0', '12']];
const row = { asks, bids, ts: '1597026383085', checksum: 0, prevSeqId: -1, seqId: 123_456 };
const sides = {
  asks: [{ priceText: '8476.98', sizeText: '415' }],
  bids: [{ priceText: '8476.97', sizeText: '256' }],
  time: 1_597_026_383_085,
};

describe('books of OKX', () => {
  it('begin with a snapshot that follows on nothing', () => {
    expect(book.read(payloadOf('books', [row], { action: 'snapshot' }))).toEqual({
      kind: 'snapshot',
      ...sides,
      last: 123_456,
      checksum: 0,
    });
  });

  it('go on with changes that name the one before', () => {
    const update = { ...row, prevSeqId: 123_456, seqId: 123_457 };
    expect(book.read(payloadOf('books', [update], { action: 'update' }))).toEqual({
      kind: 'delta',
      ...sides,
      previous: 123_456,
      last: 123_457,
      checksum: 0,
    });
  });

  it('are told whole each time where there is no action', () => {
    expect(book.read(payloadOf('books5', [{ asks, bids, ts: row.ts, seqId: 9 }]))).toEqual({
      kind: 'snapshot',
      ...sides,
      last: 9,
    });
    expect(() => book.read(payloadOf('books', [{ ...row, prevSeqId: 7 }]))).toThrow(
      expect.objectContaining({ kind: 'protocol-violation' }),
    );
  });

  it.each([
    ['two elements', [row, row]],
    ['none', []],
    ['a sequence that no double holds', [{ ...row, seqId: 2 ** 53 }]],
    ['a checksum beyond 32 bits', [{ ...row, checksum: 2 ** 31 }]],
    ['a level without size', [{ ...row, bids: [['1']] }]],
    ['no side', [{ ...row, bids: undefined }]],
    ['an instant that is none', [{ ...row, ts: 'now' }]],
  ])('are not believed with %s', (_, data) => {
    expect(() => book.read(payloadOf('books', data, { action: 'snapshot' }))).toThrow(
      expect.objectContaining({ kind: 'protocol-violation' }),
    );
  });

  it('are served by the channel that is deep enough, or by the one that is named', () => {
    const topicOf = (depth?: number, channel?: string) => {
      const params = channel === undefined ? {} : { params: { channel } };
      const { route, subscription } = book.topicOf({
        channel: 'book',
        symbol: 'BTC/USDT',
        ...params,
        ...(depth === undefined ? {} : { depth }),
      });
      return [route, subscription.depth];
    };
    expect([topicOf(1), topicOf(2), topicOf(6), topicOf()]).toEqual([
      ['bbo-tbt:BTC-USDT', 1],
      ['books5:BTC-USDT', 5],
      ['books:BTC-USDT', 400],
      ['books:BTC-USDT', 400],
    ]);
    expect([topicOf(undefined, 'books50-l2-tbt'), topicOf(400, 'books-l2-tbt')]).toEqual([
      ['books50-l2-tbt:BTC-USDT', 50],
      ['books-l2-tbt:BTC-USDT', 400],
    ]);
    expect(() => topicOf(401)).toThrow(expect.objectContaining({ kind: 'unsupported' }));
    expect(() => topicOf(51, 'books50-l2-tbt')).toThrow(expect.objectContaining({ kind: 'unsupported' }));
    expect(() => topicOf(1, 'trades')).toThrow(expect.objectContaining({ kind: 'invalid-options' }));
  });

  it('count contracts of swaps, the base on spot', () => {
    const { unit } = book;
    expect(typeof unit === 'function' && [unit('BTC/USDT'), unit('BTC/USDT:USDT'), unit('BTC/USD:BTC')]).toEqual([
      'base',
      'contract',
      'contract',
    ]);
  });

  it('are asked of REST as deep as they are', () => {
    expect(bookSnapshot.request({ channel: 'book', symbol: 'BTC/USDT:USDT', depth: 5 }).url).toBe(
      '/api/v5/market/books?instId=BTC-USDT-SWAP&sz=5&source=0',
    );
    const headersIn = (environment: 'live' | 'test') =>
      bookSnapshot.request({ channel: 'book', symbol: 'BTC/USDT' }, environment).headers;
    expect([headersIn('live'), headersIn('test')]).toEqual([{}, { 'x-simulated-trading': '1' }]);
    const answer = { code: '0', msg: '', data: [{ asks, bids, ts: row.ts, seqId: 5 }] };
    expect(bookSnapshot.read(answer)).toEqual({ kind: 'snapshot', ...sides, last: 5 });
    for (const data of [[], [{ asks, bids, ts: row.ts }]])
      expect(() => bookSnapshot.read({ ...answer, data })).toThrow(
        expect.objectContaining({ kind: 'protocol-violation' }),
      );
    expect(() => bookSnapshot.read({ code: '50011', msg: 'Too many requests', data: answer.data })).toThrow(
      expect.objectContaining({ kind: 'protocol-violation' }),
    );
  });
});
