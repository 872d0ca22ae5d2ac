import { delay, map, NEVER, Observable, of, type SchedulerLike } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import type { BookFrame, BookRule, RestSnapshot } from '../../src/protocol/bookRule.ts';
import type { Dialect, RestSide } from '../../src/protocol/dialect.ts';
import { type TinyBehaviour, type TinyClient, tinyClient, tinyDialect, tinyTopic } from './tinyDialect.ts';

/*
 * The tiny venue with books as the large ones have them: deltas over the socket, the snapshot over REST.
 *
 *   {"on":"book","symbol":"A","first":11,"last":12,"bids":[["12","1"]],"asks":[]}       a delta; with "whole" a snapshot
 *   GET https://rest.tiny.example/book?symbol=A   {"last":10,"bids":[["10","1"]],"asks":[]} or {"refused":"why"}
 */
interface Numbered {
  readonly first?: number;
  readonly last: number;
  readonly bids: readonly (readonly [string, string])[];
  readonly asks: readonly (readonly [string, string])[];
  readonly whole?: boolean;
}

function read(kind: BookFrame['kind'], { first, last, bids, asks }: Numbered): BookFrame {
  const levels = (side: Numbered['bids']) => side.map(([priceText, sizeText]) => ({ priceText, sizeText }));
  return { kind, bids: levels(bids), asks: levels(asks), last, ...(first === undefined ? {} : { first }) };
}

const snapshot: RestSnapshot = {
  request: ({ symbol = '' }) => ({ method: 'GET', url: `/book?symbol=${symbol}` }),
  read: (answer) => {
    const { refused: reason } = answer as { readonly refused?: string };
    if (reason !== undefined) throw new ColdwireError('subscription-rejected', { reason });
    return read('snapshot', answer as Numbered);
  },
  refusal: (status, body) => (status === 400 ? body : undefined),
  splice: 'range',
};
const rule: BookRule = { snapshot, sequence: 'range', depths: [10, 25], truncates: false };

/** How the venue differs from the plain one. */
export interface SplicedChanges extends Pick<RestSide, 'limits'> {
  readonly snapshot?: Partial<RestSnapshot>;
  readonly rule?: Partial<BookRule>;
}

/** The language of numbered books. */
export function splicedDialect(changes: SplicedChanges = {}): Dialect {
  const { limits = [] } = changes;
  return {
    ...tinyDialect,
    rest: { live: 'https://rest.tiny.example', limits },
    channels: {
      book: {
        kind: 'book',
        unit: 'base',
        topicOf: tinyTopic,
        rule: { ...rule, snapshot: { ...snapshot, ...changes.snapshot }, ...changes.rule },
        read: (payload) => read((payload as Numbered).whole === true ? 'snapshot' : 'delta', payload as Numbered),
      },
    },
    capacity: { topicsPerSocket: 1_000 },
    liveness: { ...tinyDialect.liveness, within: 600_000 },
  };
}

/** A delta of the changes from `first` to `last`, whose best bid is its last change. */
export function numberedFrame(symbol: string, last: number, first: number = last): object {
  return { on: 'book', symbol, first, last, bids: [[String(last), '1']], asks: [] };
}

/** What REST says. */
export type RestAnswer = Partial<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;

/** A snapshot of change `last`, whose best bid is its number. */
export function numberedAnswer(last: number): RestAnswer {
  return { body: JSON.stringify({ last, bids: [[String(last), '1']], asks: [] }) };
}

/** A client of the venue with what it asked of REST: `at: path`. */
export interface SplicedClient extends TinyClient {
  readonly asked: readonly string[];
  /** How many requests are under way. */
  underWay(): number;
}

/** A client of the venue, whose REST answers request after request as `answer` says, so many milliseconds later. */
export function splicedClient(
  scheduler: SchedulerLike,
  answer: (symbol: string, nth: number) => RestAnswer | undefined,
  { after = 2, ...changes }: SplicedChanges & { readonly after?: number } = {},
  options: ClientOptions = {},
  behaviour: TinyBehaviour = {},
): SplicedClient {
  const asked: string[] = [];
  let underWay = 0;
  const http: ClientOptions['http'] = ({ url }) =>
    new Observable((subscriber) => {
      const { pathname, searchParams } = new URL(url);
      const symbol = searchParams.get('symbol') ?? '';
      asked.push(`${scheduler.now()}: ${pathname} ${symbol}`);
      const said = answer(symbol, asked.length);
      const answer$ = said === undefined ? NEVER : of(said).pipe(delay(after, scheduler));
      underWay++;
      subscriber.add(() => underWay--);
      return answer$
        .pipe(map(({ status = 200, headers = {}, body = '' }) => ({ status, headers, body })))
        .subscribe(subscriber);
    });
  const dialect = splicedDialect(changes);
  const tinies = tinyClient(scheduler, { snapshots: false, dialect, ...behaviour }, { http, ...options });
  return { ...tinies, asked, underWay: () => underWay };
}
