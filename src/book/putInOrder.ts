import { concatMap, defer, type MonoTypeOperatorFunction } from 'rxjs';
import type { BookFrame, BookSequence, Reordering, SequenceRule } from '../protocol/bookRule.ts';
import { changeOrder } from './changeOrder.ts';
import type { BookInput } from './followBook.ts';
import { linkOf } from './linkOf.ts';

/** What is to be passed on now that a frame has come. */
type Passing = (input: BookInput) => readonly BookInput[];

/**
 * Puts deltas in order. By `sequence`, one that comes before its time is held until those between have come; copies of what has
 * passed are dropped; once more than `limit` are held they pass as they are, for the hole will not be filled. By
 * `time`, each is held until `limit` later ones have come. A snapshot passes at once, and what it holds already is dropped.
 *
 * Each subscription has an order of its own and subscribes to the source. Completion and errors pass, what is held is then
 * dropped; unsubscribing leaves the source.
 *
 * @param rule How deltas follow on one another; without it their order is that of their instants.
 */
export function putInOrder(
  { by, limit }: Reordering,
  rule: SequenceRule | undefined,
): MonoTypeOperatorFunction<BookInput> {
  return (source) =>
    defer(() => source.pipe(concatMap(by === 'time' || rule === undefined ? byTime(limit) : bySequence(limit, rule))));
}

function byTime(limit: number): Passing {
  let held: BookInput[] = [];
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

function bySequence(limit: number, rule: SequenceRule): Passing {
  let last: BookSequence | undefined;
  let held: BookInput[] = [];
  const pass = (input: BookInput): BookInput => {
    last = input.frame.last ?? last;
    return input;
  };
  /** Where a delta belongs: next, past already, or not yet. */
  const placeOf = ({ frame }: BookInput): 'next' | 'old' | 'early' => {
    const link = last === undefined ? 'next' : linkOf(rule, last, frame);
    if (link !== 'gap') return link;
    return last !== undefined && frame.last !== undefined && changeOrder(frame.last, last) <= 0 ? 'old' : 'early';
  };
  /** A frame and those that waited for it. */
  const passFrom = (input: BookInput): readonly BookInput[] => {
    const passing: BookInput[] = [];
    for (let next: BookInput | undefined = input; next !== undefined; ) {
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
