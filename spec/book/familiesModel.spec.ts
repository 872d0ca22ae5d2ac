import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identity, of, Subject, take, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { type BookInput, type BookOutput, followBook } from '../../src/book/followBook.ts';
import { putInOrder } from '../../src/book/putInOrder.ts';
import { spliceSnapshot } from '../../src/book/spliceSnapshot.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { BookFrame, BookRule, BookSequence, RawLevel, RestSnapshot } from '../../src/protocol/bookRule.ts';
import { textsOf } from './bookSamples.ts';

/** A change sets a price that no other sets, or deletes one: a book that missed any shows it. */
interface Change {
  readonly side: 'bids' | 'asks';
  readonly level: RawLevel;
}

/** Changes 1, 2, ... of a venue's book; asks lie above all bids. */
const changes: fc.Arbitrary<readonly Change[]> = fc
  .array(fc.record({ ask: fc.boolean(), deletes: fc.option(fc.nat({ max: 5 }), { freq: 3 }) }), {
    minLength: 4,
    maxLength: 40,
  })
  .map((drawn) =>
    drawn.map(({ ask, deletes }, index) => {
      const price = 1 + (deletes === null ? index : Math.max(0, index - deletes));
      const side = ask ? 'asks' : 'bids';
      return {
        side,
        level: { priceText: String(ask ? 1_000 + price : price), sizeText: deletes === null ? '1' : '0.00' },
      };
    }),
  );

/** The venue's book after its first `count` changes: best first. */
function truth(all: readonly Change[], count: number): Record<'bids' | 'asks', readonly RawLevel[]> {
  const sides = { bids: new Map<number, RawLevel>(), asks: new Map<number, RawLevel>() };
  for (const { side, level } of all.slice(0, count)) {
    if (Number(level.sizeText) === 0) sides[side].delete(Number(level.priceText));
    else sides[side].set(Number(level.priceText), level);
  }
  const sorted = (side: 'bids' | 'asks', sign: number) =>
    [...sides[side]].sort(([a], [b]) => sign * (a - b)).map(([, level]) => level);
  return { bids: sorted('bids', -1), asks: sorted('asks', 1) };
}

/** What happens to a frame on its way. */
type Fate = 'comes' | 'lost' | 'twice' | 'late';

interface Script {
  readonly all: readonly Change[];
  /** Changes a frame, one frame after the other. */
  readonly lengths: readonly number[];
  readonly fates: readonly Fate[];
  /** Snapshots: after which frame each comes, and how many changes it is behind (or ahead of) what was sent by then. */
  readonly snapshots: readonly { readonly after: number; readonly behind: number }[];
  /** Ids of changes begin here; past 2^53 they come as texts. */
  readonly from: bigint;
}

const script = (fates: fc.Arbitrary<Fate>): fc.Arbitrary<Script> =>
  fc.record({
    all: changes,
    lengths: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40, maxLength: 40 }),
    fates: fc.array(fates, { minLength: 40, maxLength: 40 }),
    snapshots: fc.array(fc.record({ after: fc.nat({ max: 12 }), behind: fc.integer({ min: -3, max: 6 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    from: fc.constantFrom(0n, 2n ** 53n - 10n, 10n ** 24n),
  });

const faultless = script(fc.constant('comes'));
const faulty = script(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant('comes' as const) },
    { weight: 1, arbitrary: fc.constantFrom<Fate>('lost', 'twice', 'late') },
  ),
);

const rest = (splice: RestSnapshot['splice']): RestSnapshot => ({
  splice,
  request: () => ({ method: 'GET', url: '/' }),
  read: () => ({ kind: 'snapshot', bids: [], asks: [] }),
});
const common = { depths: [], truncates: false };
const families: Readonly<Record<string, BookRule>> = {
  'F2 previous link': { ...common, snapshot: 'in-band', sequence: 'previous-link' },
  'F3 contiguous': { ...common, snapshot: 'in-band', sequence: 'contiguous' },
  'F3 contiguous, put in order': {
    ...common,
    snapshot: 'in-band',
    sequence: 'contiguous',
    reorder: putInOrder({ by: 'contiguous', limit: 3 }),
  },
  'F5 range and REST': { ...common, snapshot: rest('range'), sequence: 'range' },
  'F5b range and REST, previous link': { ...common, snapshot: rest('around'), sequence: 'previous-link' },
  'F5b previous link and REST': { ...common, snapshot: rest('previous-range'), sequence: 'previous-link' },
};

/** A number of a change as a venue writes it. */
const written = (from: bigint, change: number): BookSequence => {
  const id = from + BigInt(change);
  return id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : String(id);
};

/** The frames as they are sent, and the snapshots: what a venue that makes no mistake would say. */
function sent({ all, lengths, from }: Script): readonly BookFrame[] {
  let held = 0;
  return lengths.flatMap((length): readonly BookFrame[] => {
    const [first, last] = [held + 1, Math.min(held + length, all.length)];
    if (first > last) return [];
    const own = all.slice(held, last);
    const side = (name: Change['side']) => own.flatMap(({ side: on, level }) => (on === name ? [level] : []));
    const frame = { first: written(from, first), last: written(from, last), previous: written(from, held) };
    held = last;
    return [{ kind: 'delta', bids: side('bids'), asks: side('asks'), ...frame }];
  });
}

/** A step of a play: a frame arrives, or a snapshot that holds so many changes. */
type Step =
  | { readonly kind: 'frame'; readonly frame: BookFrame }
  | { readonly kind: 'snapshot'; readonly count: number };

function stepsOf(script: Script, inBand: boolean): readonly Step[] {
  const frames = sent(script);
  const ends = [0, ...frames.map(({ last = 0 }) => Number(BigInt(last) - script.from))];
  const snapshotsAfter = (after: number): readonly Step[] =>
    script.snapshots
      .filter((one) => one.after === after)
      .map(({ behind }) => ({
        kind: 'snapshot',
        count: Math.min(Math.max((ends[after] ?? 0) - (inBand ? 0 : behind), 0), script.all.length),
      }));
  const steps: Step[] = [...snapshotsAfter(0)];
  let late: Step[] = [];
  for (const [index, frame] of frames.entries()) {
    const fate = script.fates[index];
    const step: Step = { kind: 'frame', frame };
    if (fate === 'late') late.push(step);
    else {
      if (fate !== 'lost') steps.push(step);
      if (fate === 'twice') steps.push(step);
      steps.push(...late);
      late = [];
    }
    steps.push(...snapshotsAfter(index + 1));
  }
  return [...steps, ...late];
}

/** Plays a script to a book; gives what it told, and its end if it had one. */
function play(script: Script, rule: BookRule) {
  const { snapshot } = rule;
  const { all, from } = script;
  const [frames$, answers$] = [new Subject<BookInput>(), new Subject<BookInput>()];
  const scheduler = new VirtualTimeScheduler(VirtualAction, Number.POSITIVE_INFINITY);
  const told: BookOutput[] = [];
  const ends: string[] = [];
  const spliced =
    snapshot === 'in-band'
      ? identity
      : spliceSnapshot({
          rule: snapshot,
          symbol: 'A',
          ready$: of('at once'),
          snapshot$: answers$.pipe(take(1)),
          backoff: { base: 0, cap: 0 },
          scheduler,
          random: () => 0,
          onRetry: () => {},
        });
  frames$
    .pipe(
      rule.reorder ?? identity,
      spliced,
      followBook({ rule, depth: Number.POSITIVE_INFINITY, exchange: 'x', symbol: 'A', unit: 'base' }),
    )
    .subscribe({
      next: (news) => told.push(news),
      error: ({ kind }: { readonly kind: string }) => ends.push(kind),
    });
  for (const step of stepsOf(script, snapshot === 'in-band')) {
    if (step.kind === 'frame') frames$.next({ frame: step.frame, receivedAt: 0 });
    else {
      const frame = { kind: 'snapshot', ...truth(all, step.count), last: written(from, step.count) } as const;
      (snapshot === 'in-band' ? frames$ : answers$).next({ frame, receivedAt: 0 });
    }
    scheduler.flush();
  }
  const books = told.flatMap((news) => (news.kind === 'data' ? [news.value] : []));
  const changesOf = ({ sequence }: OrderBook): number => Number(BigInt(sequence ?? '-1') - from);
  return { kinds: told.map(({ kind }) => kind), ends, books, counts: books.map(changesOf) };
}

describe.each(Object.entries(families))('a book of the family %s', (_family, rule) => {
  it('is the venue own at each change it tells, whatever was lost, came twice or late', () => {
    fc.assert(
      fc.property(faulty, (script) => {
        const { kinds, ends, books, counts } = play(script, rule);
        for (const [index, book] of books.entries()) {
          const { bids, asks } = truth(script.all, counts[index] ?? -1);
          expect({ bids: textsOf(book.bids), asks: textsOf(book.asks) }).toEqual({ bids, asks });
        }
        expect(kinds.slice(0, 1)).toEqual(kinds.length > 0 ? ['live'] : []);
        expect(kinds.filter((kind) => kind === 'live').length).toBeLessThanOrEqual(1);
        expect(ends.filter((kind) => kind !== 'sequence-gap')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never ends where nothing went wrong, and tells the last change', () => {
    fc.assert(
      fc.property(faultless, (script) => {
        const { ends, counts } = play(script, rule);
        expect(ends).toEqual([]);
        expect(counts).toEqual(counts.toSorted((a, b) => a - b));
        const last = Number(BigInt(sent(script).at(-1)?.last ?? script.from) - script.from);
        if (counts.length > 0) expect(counts.at(-1)).toBeGreaterThanOrEqual(last);
      }),
      { numRuns: 300 },
    );
  });

  it('is missed by none of the plays', () => {
    const told = fc.sample(faulty, { numRuns: 200, seed: 1 }).map((script) => play(script, rule));
    expect(told.filter(({ books }) => books.length > 2).length).toBeGreaterThan(50);
    expect(told.filter(({ ends }) => ends.length > 0).length).toBeGreaterThan(0);
  });
});
