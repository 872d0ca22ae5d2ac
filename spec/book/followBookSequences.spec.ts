import { describe, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import { type BookInput, type BookOutput, followBook } from '../../src/book/followBook.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { BookRule, RestSnapshot } from '../../src/protocol/bookRule.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { crc32 } from '../../src/util/crc32.ts';
import { delta, numbered, raws, snapshot, unchecked } from './bookSamples.ts';

/** Frames by letter, as told; `m` before a text: more follows at once, `f`: from REST. */
const inputs = (texts: Readonly<Record<string, string>>): Readonly<Record<string, BookInput>> =>
  Object.fromEntries(
    Object.entries(texts).map(([letter, text]) => {
      const [, marks = '', numbers = ''] = /^([mf]*)(.*)$/.exec(text) ?? [];
      const input: BookInput = { frame: numbered(numbers), receivedAt: 0 };
      return [letter, { ...input, more: marks.includes('m'), fetched: marks.includes('f') }];
    }),
  );

/** A book in a word: its sequence and its best bid, where that is another. */
const words = map((news: BookOutput): string => {
  if (news.kind !== 'data') return news.kind === 'live' ? 'L' : 'z';
  const { sequence = '-', bestBid } = news.value;
  return bestBid?.priceText === sequence ? sequence : `${sequence} by ${bestBid?.priceText ?? '-'}`;
});

const ruled = (source$: Observable<BookInput>, rule: Partial<BookRule>): Observable<string> =>
  source$.pipe(
    followBook({ rule: { ...unchecked, ...rule }, depth: 10, exchange: 'x', symbol: 'A', unit: 'base' }),
    words,
  );
const gap = (expected: string, received: string) =>
  new ColdwireError('sequence-gap', { symbol: 'A', expected, received });
const missing = new ColdwireError('protocol-violation', { what: 'sequence of a book' });

describe('followBook by sequences', () => {
  it(
    'takes whole books as they come, whatever their numbers',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const pushes$ = cold('a---b-c-|', inputs({ a: '=5', b: '=9', c: '=2' }));
      expectObservable(ruled(pushes$, {})).toBe('(La)b-c-|', { L: 'L', a: '5', b: '9', c: '2' });
      expectSubscriptions(pushes$.subscriptions).toBe('^-------!');
      const counted$ = cold('a---b-c-|', inputs({ a: '=5', b: '=9', c: '=2' }));
      expectObservable(ruled(counted$, { sequence: 'contiguous' })).toBe('(La)b-c-|', {
        L: 'L',
        a: '5',
        b: '9',
        c: '2',
      });
    }),
  );

  it(
    'goes on while deltas are contiguous, and from a snapshot in the midst of them',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const frames = inputs({ s: '=5', a: '6-6', b: '7-9', S: '=20', c: '21-21', g: '23-23' });
      const source$ = cold('s---a-b-S-c-g-a', frames);
      const told = { L: 'L', s: '5', a: '6', b: '9', S: '20', c: '21' };
      expectObservable(ruled(source$, { sequence: 'contiguous' })).toBe('(Ls)a-b-S-c-#', told, gap('22', '23'));
      expectSubscriptions(source$.subscriptions).toBe('^-----------!');
    }),
  );

  it.each([
    ['one that came before', '6-6', '7', '6'],
    ['one too early', '8-8', '7', '8'],
    ['one that overlaps', '6-7', '7', '6'],
  ])('ends at %s where deltas must be contiguous', (_, text, expected, received) => {
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('s---a-g', inputs({ s: '=5', a: '6-6', g: text }));
      const end = gap(expected, received);
      expectObservable(ruled(source$, { sequence: 'contiguous' })).toBe('(Ls)a-#', { L: 'L', s: '5', a: '6' }, end);
    })();
  });

  it(
    'goes on while deltas are linked: by signs of life, and where the venue counts anew',
    marbles(({ cold, expectObservable }) => {
      const frames = inputs({ s: '=5', a: '5>9', k: '9>9', r: '9>3', b: '3>4', g: '9>10' });
      const source$ = cold('s---a-k-r-b-g', frames);
      const told = { L: 'L', s: '5', a: '9', k: '9', r: '3 by 9', b: '4 by 9' };
      expectObservable(ruled(source$, { sequence: 'previous-link' })).toBe('(Ls)a-k-r-b-#', told, gap('4', '9'));
    }),
  );

  it(
    'passes over what a range holds already, in part or in whole',
    marbles(({ cold, expectObservable }) => {
      const frames = inputs({ s: '=5', o: '3-5', a: '4-7', b: '8-8', d: '8-8', g: '10-10' });
      const source$ = cold('s---o-a-b-d-g', frames);
      const told = { L: 'L', s: '5', a: '7', b: '8' };
      expectObservable(ruled(source$, { sequence: 'range' })).toBe('(Ls)--a-b---#', told, gap('9', '10'));
    }),
  );

  it(
    'joins the first delta on a fetched snapshot by the splice, the others by the sequence',
    marbles(({ cold, expectObservable }) => {
      const rest: RestSnapshot = {
        splice: 'around',
        request: () => ({ method: '', url: '' }),
        read: () => numbered('=1'),
      };
      const rule = { snapshot: rest, sequence: 'previous-link' } as const;
      const told = { L: 'L', s: '5', a: '8', b: '9' };
      const lawful$ = cold('s---o-a-b-|', inputs({ s: 'f=5', o: '1>2-4', a: '4>5-8', b: '8>9-9' }));
      expectObservable(ruled(lawful$, rule)).toBe('(Ls)--a-b-|', told);
      const late$ = cold('s---g', inputs({ s: 'f=5', g: '6>7-8' }));
      expectObservable(ruled(late$, rule)).toBe('(Ls)#', told, gap('5', '6'));
      const around$ = cold('s---a-g', inputs({ s: 'f=5', a: '4>5-8', g: '7>8-9' }));
      expectObservable(ruled(around$, rule)).toBe('(Ls)a-#', told, gap('8', '7'));
    }),
  );

  it(
    'tells nothing while more follows at once, and then the book it comes to, be the last of it old or not',
    marbles(({ cold, expectObservable }) => {
      const frames = inputs({ s: 'm=5', a: 'm6-6', b: '7-7', O: 'm6-6', o: '5-6' });
      const told = { L: 'L', a: '6', b: '7' };
      expectObservable(ruled(cold('s-a-b---|', frames), { sequence: 'range' })).toBe('----(Lb)|', told);
      expectObservable(ruled(cold('s-a-O-o---o|', frames), { sequence: 'range' })).toBe('------(La)-|', told);
    }),
  );

  it(
    'does not believe a frame without the numbers that hold the book together',
    marbles(({ cold, expectObservable }) => {
      const bare = {
        s: { frame: snapshot({ bids: ['5 x 1'] }), receivedAt: 0 },
        d: { frame: delta({}), receivedAt: 0 },
      };
      const numberless$ = cold('s---d', { ...bare, s: { frame: numbered('=5'), receivedAt: 0 } });
      expectObservable(ruled(numberless$, { sequence: 'range' })).toBe('(La)#', { L: 'L', a: '5' }, missing);
      const nameless$ = cold('s---d', { ...bare, d: { frame: numbered('6-6'), receivedAt: 0 } });
      expectObservable(ruled(nameless$, { sequence: 'range' })).toBe('(La)#', { L: 'L', a: '- by 5' }, missing);
    }),
  );

  it(
    'takes the checksum for proof where a frame has no number, and the number where the checksum means none',
    marbles(({ cold, expectObservable }) => {
      const checksum = { levels: 25, order: 'interleaved', piece: 'colons', crc: 'signed', none: 0 } as const;
      const rule = { sequence: 'previous-link', checksum } as const;
      const of = (more: object): BookInput => ({
        frame: { kind: 'snapshot', bids: raws('5 x 1'), asks: [], ...more },
        receivedAt: 0,
      });
      // crc32('5:1') and crc32('6:1:5:1'), signed.
      const [five, six] = [crc32('5:1') | 0, crc32('6:1:5:1') | 0];
      const change = { kind: 'delta', bids: raws('6 x 1') };
      const told = { L: 'L', a: '- by 5', b: '- by 6', c: '7 by 5', d: '8 by 6' };
      const old$ = cold('s---d', { s: of({ checksum: five }), d: of({ ...change, checksum: six }) });
      expectObservable(ruled(old$, rule)).toBe('(La)b', told);
      const wrong$ = cold('s---d', { s: of({ checksum: five }), d: of({ ...change, checksum: 7 }) });
      const mismatch = new ColdwireError('checksum-mismatch', { symbol: 'A', expected: 7, actual: six });
      expectObservable(ruled(wrong$, rule)).toBe('(La)#', told, mismatch);
      const today$ = cold('s---d', {
        s: of({ checksum: 0, last: 7 }),
        d: of({ ...change, checksum: 0, previous: 7, last: 8 }),
      });
      expectObservable(ruled(today$, rule)).toBe('(Lc)d', told);
      const bare$ = cold('s---d', { s: of({ checksum: 0, last: 7 }), d: of({ ...change, checksum: 0 }) });
      expectObservable(ruled(bare$, rule)).toBe('(Lc)#', told, missing);
    }),
  );
});
