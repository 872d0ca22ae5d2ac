import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { map, of, share, Subject, tap, VirtualTimeScheduler } from 'rxjs';
import { type BookInput, type BookOutput, followBook } from '../../src/book/followBook.ts';
import { spliceSnapshot } from '../../src/book/spliceSnapshot.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { BookFrame, BookRule, RawLevel, RestSnapshot, SequenceRule } from '../../src/protocol/bookRule.ts';
import { textsOf } from './bookSamples.ts';

const FRAMES = '../shared/frames';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

interface Line {
  readonly k: string;
  readonly url?: string;
  readonly raw?: string;
}

/** What a recording says of books, in order: read here by `JSON.parse` and nothing of the library's own. */
type Event =
  | { readonly kind: 'frame'; readonly symbol: string; readonly frame: BookFrame }
  | { readonly kind: 'answer'; readonly symbol: string; readonly frame: BookFrame }
  | { readonly kind: 'top'; readonly symbol: string; readonly last: number; readonly top: string };

type Row = readonly string[];
type Data = {
  readonly [K in 'U' | 'u' | 'pu' | 'id' | 'lastUpdateId' | 'checksum']?: number;
} & { readonly [K in 'b' | 'a' | 'bids' | 'asks']?: readonly Row[] } & { readonly [K in 's' | 'A' | 'B']?: string };

const raws = (rows: readonly Row[] = []): readonly RawLevel[] =>
  rows.map(([priceText = '', sizeText = '']) => ({ priceText, sizeText }));
const answered = ({ bids, asks, lastUpdateId, id }: Data): BookFrame => ({
  kind: 'snapshot',
  bids: raws(bids),
  asks: raws(asks),
  last: lastUpdateId ?? id ?? -1,
});
const changed = ({ b, a, U, u, pu }: Data): BookFrame => ({
  kind: 'delta',
  bids: raws(b),
  asks: raws(a),
  ...(U === undefined ? {} : { first: U }),
  ...(u === undefined ? {} : { last: u }),
  ...(pu === undefined ? {} : { previous: pu }),
});

function linesOf(file: string): readonly Line[] {
  const text = gunzipSync(readFileSync(`${FRAMES}/${file}`)).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function eventsOf(file: string, only: string): readonly Event[] {
  return linesOf(file).flatMap(({ k, url = '', raw = '' }): readonly Event[] => {
    if (k !== 'http' && k !== 'recv') return [];
    const message = JSON.parse(raw) as { readonly data?: Data; readonly result?: Data; readonly event?: string } & Data;
    if (k === 'http') {
      const query = new URLSearchParams(url.split('?')[1]);
      const symbol = query.get('symbol') ?? query.get('currency_pair') ?? only;
      return [{ kind: 'answer', symbol, frame: answered(message) }];
    }
    const data = message.data ?? message.result;
    if (data?.u === undefined) return [];
    const symbol = String(data['s']);
    if (data.U !== undefined) return [{ kind: 'frame', symbol, frame: changed(data) }];
    const top = `${String(data.b)} x ${String(data['B'])} / ${String(data.a)} x ${String(data['A'])}`;
    return [{ kind: 'top', symbol, last: data.u, top }];
  });
}

const topOf = ({ bestBid, bestAsk }: OrderBook): string =>
  `${bestBid?.priceText} x ${bestBid?.sizeText} / ${bestAsk?.priceText} x ${bestAsk?.sizeText}`;

/** One book as it is followed, beside the plain maps it must agree with. */
interface Following {
  readonly frames$: Subject<BookInput>;
  readonly answers$: Subject<BookInput>;
  readonly told: BookOutput[];
  /** A book for each depth event, those that waited for the snapshot as well, which are told as one. */
  readonly changed: OrderBook[];
  readonly plain: Readonly<Record<'bids' | 'asks', Map<number, RawLevel>>>;
  /** What the venue's own quotes said, and up to which change. */
  readonly quotes: { readonly last: number; readonly top: string }[];
}

function following(symbol: string, sequence: SequenceRule, splice: RestSnapshot['splice']): Following {
  const [frames$, answers$] = [new Subject<BookInput>(), new Subject<BookInput>()];
  const [told, changed]: [BookOutput[], OrderBook[]] = [[], []];
  const snapshot: RestSnapshot = { splice, request: () => ({ method: '', url: '' }), read: () => answered({}) };
  const spliced$ = frames$.pipe(
    spliceSnapshot({
      rule: snapshot,
      symbol,
      ready$: of('at once'),
      snapshot$: answers$,
      backoff: { base: 0, cap: 0 },
      scheduler: new VirtualTimeScheduler(),
      random: () => 0,
      onRetry: (error) => {
        throw error;
      },
    }),
    share(),
  );
  const follow = followBook({
    rule: { snapshot, sequence, depths: [], truncates: false },
    depth: Number.POSITIVE_INFINITY,
    exchange: 'x',
    symbol,
    unit: 'base',
  });
  let kind: BookFrame['kind'] | undefined;
  spliced$
    .pipe(
      tap(({ frame }) => (kind = frame.kind)),
      map((input) => ({ ...input, more: false })),
      follow,
    )
    .subscribe((news) => {
      if (news.kind === 'data' && kind === 'delta') changed.push(news.value);
    });
  spliced$.pipe(follow).subscribe((news) => told.push(news));
  return { frames$, answers$, told, changed, plain: { bids: new Map(), asks: new Map() }, quotes: [] };
}

/** Changes the plain maps: what a snapshot has already is in the deltas before it, so all is simply applied. */
function applyPlainly({ plain }: Following, frame: BookFrame): void {
  for (const side of ['bids', 'asks'] as const)
    for (const level of frame[side]) {
      if (Number(level.sizeText) === 0) plain[side].delete(Number(level.priceText));
      else plain[side].set(Number(level.priceText), level);
    }
}

/** The deltas of one book that a snapshot has not, in order; the snapshot itself first. */
function lawful(events: readonly Event[], symbol: string): readonly BookFrame[] {
  const own = events.filter((event) => event.kind !== 'top' && event.symbol === symbol);
  const frames = own.map((event) => (event as { readonly frame: BookFrame }).frame);
  const snapshot = frames.find(({ kind }) => kind === 'snapshot');
  if (snapshot === undefined) return [];
  return [snapshot, ...frames.filter(({ kind, last }) => kind === 'delta' && Number(last) >= Number(snapshot.last))];
}

/** Of each book up to whose change there is a quote: whether it has the best prices and sizes of the last of those. */
function topsOf({ changed, quotes }: Following): readonly boolean[] {
  let next = 0;
  return changed.flatMap((book) => {
    while (quotes[next] !== undefined && Number(quotes[next]?.last) <= Number(book.sequence)) next++;
    const quote = quotes[next - 1];
    return quote === undefined ? [] : [quote.top === topOf(book)];
  });
}

/**
 * `books`: how many are told. `tops`: of the books after each depth event, how many agree with the last quote up to their change,
 * and how many there is one for, as `frames/README.md` has them.
 */
const sessions = [
  { file: 'binance/spot-btcusdt-20240808.jsonl.gz', rules: ['range', 'range'], books: 6_493, tops: [6_491, 6_493] },
  {
    file: 'binance/usdm-btcusdt-20240808.jsonl.gz',
    rules: ['previous-link', 'around'],
    books: 6_546,
    tops: [6_547, 6_547],
  },
  { file: 'binance/spot-multi-20210405.jsonl.gz', rules: ['range', 'range'], books: 4_652, tops: [4_629, 4_629] },
  {
    file: 'binance/coinm-multi-20210722.jsonl.gz',
    rules: ['previous-link', 'around'],
    books: 1_798,
    tops: [1_785, 1_788],
  },
  { file: 'gateio/v4-spot-20210422.jsonl.gz', rules: ['range', 'range'], books: 168, tops: [0, 0] },
] as const;

describe('books spliced from what venues sent', () => {
  recorded.each(sessions)(
    `have no gap, the levels of a plain map and the best prices of the quotes, in $file${notice}`,
    ({ file, rules: [sequence, splice], books: expected, tops }) => {
      const events = eventsOf(file, 'BTCUSDT');
      const books = new Map<string, Following>();
      for (const event of events) {
        const { symbol } = event;
        const book = books.get(symbol) ?? following(symbol, sequence, splice);
        books.set(symbol, book);
        if (event.kind === 'top') book.quotes.push(event);
        else if (event.kind === 'answer') book.answers$.next({ frame: event.frame, receivedAt: 0 });
        else book.frames$.next({ frame: event.frame, receivedAt: 0 });
      }
      const all = [...books.values()].flatMap(({ told }) =>
        told.flatMap((news) => (news.kind === 'data' ? [news.value] : [])),
      );
      const agreed = [...books.values()].flatMap(topsOf);
      expect([all.length, agreed.filter(Boolean).length, agreed.length]).toEqual([expected, ...tops]);
      for (const [symbol, book] of books) {
        for (const frame of lawful(events, symbol)) applyPlainly(book, frame);
        const { told, plain } = book;
        expect(told[0]).toEqual({ kind: 'live' });
        const last = told.at(-1);
        if (last?.kind !== 'data') throw new Error('no book');
        for (const side of ['bids', 'asks'] as const) {
          const sorted = [...plain[side]].sort(([a], [b]) => (side === 'asks' ? a - b : b - a));
          expect(textsOf(last.value[side])).toEqual(sorted.map(([, level]) => level));
        }
      }
    },
    60_000,
  );
});

describe('followBook on what OKX sent while it had checksums', () => {
  recorded(`verifies all 3969 of them${notice}`, () => {
    const rule: BookRule = {
      snapshot: 'in-band',
      sequence: 'previous-link',
      depths: [400],
      truncates: false,
      checksum: { levels: 25, order: 'interleaved', piece: 'colons', crc: 'signed', none: 0 },
    };
    const books = new Map<string, Subject<BookInput>>();
    let [verified, frames] = [0, 0];
    for (const file of ['okx/v5-multi-20220227.jsonl.gz', 'okx/v5-multi-20220513.jsonl.gz'])
      for (const { k, raw = '' } of linesOf(file)) {
        if (k !== 'recv' || !raw.startsWith('{"arg":{"channel":"books')) continue;
        const { arg, action, data } = JSON.parse(raw) as { arg: object; action: string; data: readonly [Data] };
        const [{ bids, asks, checksum = 0 }] = data;
        const key = file + JSON.stringify(arg);
        const frames$ = books.get(key) ?? new Subject<BookInput>();
        if (!books.has(key))
          frames$
            .pipe(followBook({ rule, depth: 400, exchange: 'okx', symbol: key, unit: 'base' }))
            .subscribe((news) => {
              if (news.kind === 'data' && news.value.checksum !== undefined) verified++;
            });
        books.set(key, frames$);
        frames++;
        const kind = action === 'snapshot' ? 'snapshot' : 'delta';
        frames$.next({ frame: { kind, bids: raws(bids), asks: raws(asks), checksum }, receivedAt: 0 });
      }
    expect([verified, frames]).toEqual([3969, 3969]);
  });
});
