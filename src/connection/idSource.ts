/** Where a connection's ids come from. */
export interface IdSource {
  /** The next integer, from 1, never given before. */
  readonly next: () => number;
  /** Notes an id that was chosen by hand, so that it is not given as well. */
  readonly note: (id: number | string) => void;
}

/** How far ahead of the count a chosen id is heeded. The count cannot reach those beyond, and must not leap to them. */
const REACH = 2 ** 32;

/** A count of ids that no chosen id comes twice by. */
export function idSource(): IdSource {
  let last = 0;
  return {
    next: () => ++last,
    note: (id) => {
      const chosen = Number(id);
      if (Number.isSafeInteger(chosen) && chosen > last && chosen - last < REACH) last = chosen;
    },
  };
}
