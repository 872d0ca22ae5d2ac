/** A level as told: on spot and in books of the second generation a pair, in futures an object. */
export type ToldLevel = readonly [string, string] | { readonly p: string; readonly s: number | string };

/** A book as told by REST. */
export interface ToldSnapshot {
  readonly id: number;
  readonly bids: readonly ToldLevel[];
  readonly asks: readonly ToldLevel[];
}

/** A change as told, of either generation. */
export interface ToldChange {
  readonly full?: true;
  readonly U: number;
  readonly u: number;
  readonly b: readonly ToldLevel[];
  readonly a: readonly ToldLevel[];
}

/** A book kept as the venue's documentation says, and no deeper than it is told. */
export interface NaiveGateioBook {
  readonly bids: () => readonly (readonly [string, string])[];
  readonly asks: () => readonly (readonly [string, string])[];
  readonly last: () => number | undefined;
  readonly begin: (snapshot: ToldSnapshot) => void;
  /** False where a change is missing before it; what is older than the book changes nothing. */
  readonly apply: (change: ToldChange) => boolean;
}

const pair = (level: ToldLevel): readonly [string, string] =>
  'p' in level ? [level.p, String(level.s)] : [level[0], level[1]];

export function naiveGateioBook(depth: number): NaiveGateioBook {
  const sides = { b: new Map<string, string>(), a: new Map<string, string>() };
  let last: number | undefined;
  const sorted = (side: 'a' | 'b'): readonly (readonly [string, string])[] =>
    [...sides[side]].sort(([p], [q]) => (side === 'a' ? Number(p) - Number(q) : Number(q) - Number(p)));
  const set = (side: 'a' | 'b', levels: readonly ToldLevel[]): void => {
    for (const [price, size] of levels.map(pair)) {
      if (Number(size) === 0) sides[side].delete(price);
      else sides[side].set(price, size);
    }
    sides[side] = new Map(sorted(side).slice(0, depth));
  };
  const replace = (bids: readonly ToldLevel[], asks: readonly ToldLevel[], id: number): void => {
    sides.b.clear();
    sides.a.clear();
    set('b', bids);
    set('a', asks);
    last = id;
  };
  return {
    bids: () => sorted('b'),
    asks: () => sorted('a'),
    last: () => last,
    begin: ({ bids, asks, id }) => replace(bids, asks, id),
    apply({ full, U, u, b, a }) {
      if (full === true) replace(b, a, u);
      else {
        if (last === undefined) return false;
        if (u < last + 1) return true;
        if (U > last + 1) return false;
        set('b', b);
        set('a', a);
        last = u;
      }
      return true;
    },
  };
}
