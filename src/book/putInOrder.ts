import { concatMap, defer, type Observable } from 'rxjs';
import type { BookFrame, BookSequence, Reordering, SequenceRule } from '../protocol/bookRule.ts';
import { changeOrder } from './changeOrder.ts';
import { linkOf } from './linkOf.ts';

/** How frames that may come out of order are put in it. */
export interface PutInOrderOptions {
  /** `sequence`: by how deltas follow on one another. `time`: by the venue's instants, which show nothing of what is missing. */
  readonly by: SequenceRule | 'time';
  /** Most deltas held at once. */
  readonly limit: number;
}

/** Whatever bears a frame. */
interface Framed {
  readonly frame: BookFrame;
}

/** What is to be passed on now that a frame has come. */
type Passing<I> = (input: I) => readonly I[];

/**
 * Puts deltas in order: the `reorder` of a book's rule, for venues whose frames overtake one another. By a sequence rule, one
 * that comes before its time is held until those between have come; copies of what has passed are dropped; once more than
 * `limit` are held they pass as they are, for the hole will not be filled. By `time`, each is held until `limit` later ones have
 * come. A snapshot passes at once, and what it holds already is dropped.
 *
 * Each subscription has an order of its own and subscribes to the source. Completion and errors pass, what is held is then
 * dropped; unsubscribing leaves the source.
 *
 * @example
 * ```ts
 * import { type BookRule, putInOrder } from 'coldwire';
 *
 * const rule: BookRule = {
 *   snapshot: 'in-band',
 *   sequence: 'contiguous',
 *   reorder: putInOrder({ by: 'contiguous', limit: 5 }),
 *   depths: [50],
 *   truncates: false,
 * };
 * console.log(typeof rule.reorder); // function
 * ```
 */
export function putInOrder({ by, limit }: PutInOrderOptions): Reordering {
  return <I extends Framed>(source: Observable<I>): Observable<I> =>
    defer(() => source.pipe(concatMap<I, readonly I[]>(by === 'time' ? byTime(limit) : bySequence(limit, by))));
}

function byTime<I extends Framed>(limit: number): Passing<I> {
  let held: I[] = [];
  return (input) => {
    const { kind, time } = input.frame;
    if (kind === 'snapshot') {
      held = held.filter(({ frame }) => instantOf(frame) > (time ?? Number.POSITIVE_INFINITY));
      return [input];
    }
    const later = held.findLastIndex(({ frame }) => instantOf(frame) <= instantOf(input.frame)) + 1;
    held.splice(later, 0, input);
    return held.splice(0, held.length - limit);
  };
}

function instantOf({ time }: BookFrame): number {
  return time ?? 0;
}

function bySequence<I extends Framed>(limit: number, rule: SequenceRule): Passing<I> {
  let last: BookSequence | undefined;
  let held: I[] = [];
  const pass = (input: I): I => {
    last = input.frame.last ?? last;
    return input;
  };
  /** Where a delta belongs: next, past already, or not yet. */
  const placeOf = ({ frame }: I): 'next' | 'old' | 'early' => {
    const link = last === undefined ? 'next' : linkOf(rule, last, frame);
    if (link !== 'gap') return link;
    return last !== undefined && frame.last !== undefined && changeOrder(frame.last, last) <= 0 ? 'old' : 'early';
  };
  /** A frame and those that waited for it. */
  const passFrom = (input: I): readonly I[] => {
    const passing: I[] = [];
    for (let next: I | undefined = input; next !== undefined; ) {
      passing.push(pass(next));
      held = held.filter((one) => placeOf(one) !== 'old');
      next = held.find((one) => placeOf(one) === 'next');
      held = held.filter((one) => one !== next);
    }
    return passing;
  };
  return (input) => {
    const place = input.frame.kind === 'snapshot' ? 'next' : placeOf(input);
    if (place === 'next') return passFrom(input);
    if (place === 'old') return [];
    held.push(input);
    if (held.length <= limit) return [];
    const lost = held.toSorted((a, b) => changeOrder(a.frame.last ?? 0, b.frame.last ?? 0));
    held = [];
    return lost.map(pass);
  };
}
