import { nextSequence } from '../../operators/internal/sequence.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { BookFrame, BookSequence, RestSnapshot, SequenceRule } from '../protocol/bookRule.ts';
import { changeOrder, isNextChange } from './changeOrder.ts';

/** How a delta stands to a book: it follows on it, it holds nothing new to it, or there is a hole between them. */
export type Link = 'next' | 'old' | 'gap';

/** A rule by which deltas follow. */
export type LinkRule = SequenceRule | RestSnapshot['splice'];

/** What each rule says of a delta to a book whose last change is `last`. */
const links: Readonly<Record<LinkRule, (last: BookSequence, delta: BookFrame) => Link>> = {
  contiguous: (last, { first }) => (isNextChange(last, known(first)) ? 'next' : 'gap'),
  'previous-link': (last, { previous }) => (changeOrder(known(previous), last) === 0 ? 'next' : 'gap'),
  range: (last, delta) => {
    if (changeOrder(known(delta.last), last) <= 0) return 'old';
    const first = known(delta.first);
    return isNextChange(last, first) || changeOrder(first, last) <= 0 ? 'next' : 'gap';
  },
  around: (last, delta) => {
    if (changeOrder(known(delta.last), last) < 0) return 'old';
    // Its first change may be a later one where nothing lies between: the one before it tells.
    return changeOrder(delta.previous ?? known(delta.first), last) <= 0 ? 'next' : 'gap';
  },
  'previous-range': (last, delta) => {
    if (changeOrder(known(delta.last), last) <= 0) return 'old';
    return changeOrder(known(delta.previous), last) <= 0 ? 'next' : 'gap';
  },
};

/** How a delta stands to a book whose last change is `last`. Throws `protocol-violation` where it does not say what the rule needs. */
export function linkOf(rule: LinkRule, last: BookSequence | undefined, delta: BookFrame): Link {
  return links[rule](known(last), delta);
}

/** Where a hole is. */
interface Gap {
  readonly expected: string;
  readonly received: string;
}

/** What was expected in the place of a delta that does not follow, and what came. */
export function gapOf(rule: LinkRule, last: BookSequence | undefined, delta: BookFrame): Gap {
  const after = String(last);
  const links = rule === 'contiguous' || rule === 'range';
  return links
    ? { expected: nextSequence(after), received: String(delta.first) }
    : { expected: after, received: String(delta.previous ?? delta.first) };
}

function known(sequence: BookSequence | undefined): BookSequence {
  if (sequence === undefined) throw new ColdwireError('protocol-violation', { what: 'sequence of a book' });
  return sequence;
}
