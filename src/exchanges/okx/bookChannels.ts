import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Param } from '../../model/subscription.ts';
import { wireDepth } from '../../book/wireDepth.ts';

/** Levels a side of what anybody may subscribe, rising: `bbo-tbt` (10 ms), `books5` and `books` (100 ms). */
const OPEN: Readonly<Record<number, string>> = { 1: 'bbo-tbt', 5: 'books5', 400: 'books' };

/** Levels a side of each channel of books. The last two want a login and a rank: VIP 4 and VIP 5, each 10 ms. */
const DEPTHS: Readonly<Record<string, number>> = {
  'bbo-tbt': 1,
  books5: 5,
  books: 400,
  'books50-l2-tbt': 50,
  'books-l2-tbt': 400,
};

/** Depths on offer without asking for a channel by its name, rising. */
export const bookDepths: readonly number[] = [1, 5, 400];

/** Which channel serves a book, and how deep it is. */
export interface BookWire {
  readonly channel: string;
  readonly depth: number;
}

/**
 * The channel of a book at least `wanted` deep, or the one that is asked for by name. Without a wish it is `books`, the one that
 * tells changes. Throws `unsupported` for more than it has.
 */
export function bookWireOf(wanted: number | undefined, named: Param | undefined): BookWire {
  if (named === undefined) {
    const depth = wireDepth(bookDepths, wanted ?? 400);
    return { channel: OPEN[depth] ?? '', depth };
  }
  const depth = depthOfChannel(String(named));
  if (depth === undefined)
    throw new ColdwireError('invalid-options', { option: 'params.channel', expected: Object.keys(DEPTHS).join(', ') });
  wireDepth([depth], wanted);
  return { channel: String(named), depth };
}

/** How deep a channel of books is; nothing where it is none. */
export function depthOfChannel(channel: string): number | undefined {
  return Object.hasOwn(DEPTHS, channel) ? DEPTHS[channel] : undefined;
}
