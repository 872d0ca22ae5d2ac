import { crc32 } from '../../../src/util/crc32.ts';

/** One element of a book frame, as JSON has it. */
export interface WireBook {
  readonly asks: readonly (readonly string[])[];
  readonly bids: readonly (readonly string[])[];
  readonly checksum?: number;
}

/** A book kept the simplest way, for comparison: maps of texts, sorted when looked at. */
export function naiveBook(): {
  apply(action: string, frame: WireBook): void;
  sides(): { readonly bids: readonly string[]; readonly asks: readonly string[] };
  checksum(): number;
} {
  const bids = new Map<string, string>();
  const asks = new Map<string, string>();
  const change = (side: Map<string, string>, rows: WireBook['asks']): void => {
    for (const [price = '', size = ''] of rows) {
      if (Number(size) === 0) side.delete(price);
      else side.set(price, size);
    }
  };
  const rows = (side: Map<string, string>, sign: number): readonly string[] =>
    [...side].sort(([a], [b]) => sign * (Number(a) - Number(b))).map((level) => level.join(':'));
  const sides = () => ({ bids: rows(bids, -1), asks: rows(asks, 1) });
  return {
    apply: (action, frame) => {
      if (action === 'snapshot') for (const side of [bids, asks]) side.clear();
      change(bids, frame.bids);
      change(asks, frame.asks);
    },
    sides,
    checksum: () => {
      const { bids: best, asks: lowest } = sides();
      const levels = Array.from({ length: 25 }, (_, at) => [best[at], lowest[at]]).flat();
      return crc32(levels.filter((level) => level !== undefined).join(':')) | 0;
    },
  };
}
