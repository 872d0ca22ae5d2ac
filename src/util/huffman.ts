/** Bits that are looked up at once, at most; a longer code is walked bit by bit. */
const TABLE_BITS = 9;
const MOST_BITS = 15;

/**
 * A prefix code as DEFLATE writes it (RFC 1951, 3.2.2). Room for it is taken once and filled for each block, as a frame of
 * a kilobyte has two.
 */
export interface HuffmanCode {
  /** By the next bits, as many as `mask` has: the symbol, shifted by four, and how many it takes; 0 where that is more. */
  readonly table: Uint16Array;
  mask: number;
  /** How many codes there are of each length. */
  readonly counts: Uint16Array;
  /** The symbols, by the length of their codes, then by value. */
  readonly symbols: Uint16Array;
}

/** Room for a code of at most so many symbols. */
export function roomForHuffman(symbols: number): HuffmanCode {
  return {
    table: new Uint16Array(1 << TABLE_BITS),
    mask: 0,
    counts: new Uint16Array(MOST_BITS + 1),
    symbols: new Uint16Array(symbols),
  };
}

const nextIndex = new Uint16Array(MOST_BITS + 1);

/**
 * Fills a code from the lengths of its symbols, which lie from `start` to `end`; 0 for a symbol that has none. False where no
 * prefix code has these lengths, or one that leaves texts without meaning, but for the code of one bit that DEFLATE allows.
 */
export function fillHuffman(code: HuffmanCode, lengths: Uint8Array, start: number, end: number): boolean {
  const { counts, symbols } = code;
  counts.fill(0);
  for (let at = start; at < end; at++) (counts[lengths[at] as number] as number)++;
  counts[0] = 0;
  let free = 1;
  let total = 0;
  let longest = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    const count = counts[length] as number;
    nextIndex[length] = total;
    total += count;
    if (count > 0) longest = length;
    free = free * 2 - count;
    if (free < 0) return false;
  }
  if (free > 0 && total > (counts[1] as number)) return false;
  for (let at = start; at < end; at++) {
    const length = lengths[at] as number;
    if (length > 0) symbols[(nextIndex[length] as number)++] = at - start;
  }
  fillTable(code, Math.min(longest, TABLE_BITS));
  return true;
}

/** Doubles the table with each length: what a code is followed by does not matter. */
function fillTable(room: HuffmanCode, bits: number): void {
  const { table, counts, symbols } = room;
  let index = 0;
  let code = 0;
  table[0] = 0;
  for (let length = 1; length <= bits; length++) {
    const size = 1 << (length - 1);
    for (let at = 0; at < size; at++) table[size + at] = table[at] as number;
    for (let left = counts[length] as number; left > 0; left--) {
      table[code] = ((symbols[index++] as number) << 4) | length;
      code = following(code, length);
    }
  }
  room.mask = (1 << bits) - 1;
}

/** The code after this one of the same length. Codes are counted from their first bit, which lies lowest. */
function following(code: number, length: number): number {
  let bit = 1 << (length - 1);
  while ((code & bit) !== 0) bit >>= 1;
  return bit === 0 ? 0 : (code & (bit - 1)) | bit;
}

/**
 * The entry of the first code in `bits` where the table has none: of one that is longer. 0 where no symbol
 * has such a code.
 */
export function walkHuffman({ counts, symbols }: HuffmanCode, bits: number): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    const count = counts[length] as number;
    code |= (bits >>> (length - 1)) & 1;
    if (code - first < count) return ((symbols[index + code - first] as number) << 4) | length;
    index += count;
    first = (first + count) * 2;
    code *= 2;
  }
  return 0;
}
