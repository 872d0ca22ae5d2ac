import type { Product } from './product.ts';

/** The numbers of the changes of one book. */
export interface UpdateIds {
  readonly last: () => number;
  readonly next: () => number;
}

/** Between two changes of one of the futures lie so many of the others, at most. */
const OTHERS = 250;

/** Spot numbers the changes of each book without a hole; futures number those of all books together, so that each has holes. */
export function updateIds(product: Product, random: () => number): UpdateIds {
  let last = Math.floor((product === 'spot' ? 1e10 : 5e12) * (1 + random()));
  return {
    last: () => last,
    next() {
      last += product === 'spot' ? 1 : 1 + Math.floor(random() * OTHERS);
      return last;
    },
  };
}
