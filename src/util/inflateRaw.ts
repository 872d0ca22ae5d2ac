import { ColdwireError } from '../errors/coldwireError.ts';
import { fillHuffman, type HuffmanCode, roomForHuffman, walkHuffman } from './huffman.ts';

/** How a stream of blocks is read, and what is made of it. */
interface Inflation {
  /** The input with a few zeros behind it, so that looking ahead needs no check. */
  readonly input: Uint8Array;
  readonly view: DataView;
  /** Bits of the input proper. */
  readonly bits: number;
  readonly most: number;
  /** The next bit. */
  at: number;
  output: Uint8Array;
  /** Bytes of the output that are filled. */
  size: number;
}

/** What {@link inflateBlocks} made of a stream. */
export interface Inflated {
  readonly bytes: Uint8Array;
  /** Where the input goes on after the stream. */
  readonly end: number;
}

const END_OF_BLOCK = 256;
const LOOK_AHEAD = 8;

/** RFC 1951, 3.2.5: by the symbol less 257, then by the distance symbol. */
const LENGTH_EXTRA = Uint8Array.of(
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  2,
  3,
  3,
  3,
  3,
  4,
  4,
  4,
  4,
  5,
  5,
  5,
  5,
  0,
);
const LENGTH_BASE = basesOf(LENGTH_EXTRA, 3).fill(258, 28);
const DISTANCE_EXTRA = Uint8Array.from({ length: 30 }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));
const DISTANCE_BASE = basesOf(DISTANCE_EXTRA, 1);
/** RFC 1951, 3.2.7: the order in which the lengths of the code of lengths come. */
const LENGTHS_ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

const lengths = new Uint8Array(320);
const lengthsCode = roomForHuffman(19);
const literals = roomForHuffman(286);
const distances = roomForHuffman(30);
/** RFC 1951, 3.2.6. */
const fixedLiterals = filledHuffman(
  new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288),
);
const fixedDistances = filledHuffman(new Uint8Array(32).fill(5));

/**
 * Inflates a raw DEFLATE stream (RFC 1951), at once and wholly, in any runtime: no promise, no native code.
 *
 * Throws `protocol-violation` where it is none, is cut off, or has something behind it, and as soon as it would give more
 * than `most` bytes; what it holds by then is at most twice that.
 */
export function inflateRaw(bytes: Uint8Array, most: number): Uint8Array {
  const { bytes: inflated, end } = inflateBlocks(bytes, 0, most);
  if (end !== bytes.length) refuse(bytes.length);
  return inflated;
}

/** Inflates the DEFLATE stream from `start` on; `expected` bytes, where somebody said how many. Throws as {@link inflateRaw} does. */
export function inflateBlocks(bytes: Uint8Array, start: number, most: number, expected: number = 0): Inflated {
  const length = bytes.length - start;
  const input = new Uint8Array(length + LOOK_AHEAD);
  input.set(start === 0 ? bytes : bytes.subarray(start));
  const room = Math.min(most, expected === 0 ? 4 * length : expected);
  const state: Inflation = {
    input,
    view: new DataView(input.buffer),
    bits: length * 8,
    most,
    at: 0,
    output: new Uint8Array(room),
    size: 0,
  };
  while (!readBlock(state));
  return { bytes: state.output.subarray(0, state.size), end: start + ((state.at + 7) >>> 3) };
}

function filledHuffman(lengths: Uint8Array): HuffmanCode {
  const code = roomForHuffman(lengths.length);
  fillHuffman(code, lengths, 0, lengths.length);
  return code;
}

function basesOf(extra: Uint8Array, first: number): Uint16Array {
  let base = first;
  return Uint16Array.from(extra, (bits) => {
    base += 1 << bits;
    return base - (1 << bits);
  });
}

function refuse(length: number, what = 'deflate'): never {
  throw new ColdwireError('protocol-violation', { what, length });
}

/** The next bits, 25 at least; those past the end are zeros. */
function peek(view: DataView, at: number): number {
  return view.getInt32(at >>> 3, true) >> (at & 7);
}

function take(state: Inflation, count: number): number {
  if (state.at + count > state.bits) refuse(state.bits >>> 3);
  const value = peek(state.view, state.at) & ((1 << count) - 1);
  state.at += count;
  return value;
}

/** Reads one block; true when it was the last. */
function readBlock(state: Inflation): boolean {
  const head = take(state, 3);
  switch (head >>> 1) {
    case 0:
      readStored(state);
      break;
    case 1:
      readSymbols(state, fixedLiterals, fixedDistances);
      break;
    case 2:
      readCodes(state);
      readSymbols(state, literals, distances);
      break;
    default:
      refuse(state.bits >>> 3);
  }
  return (head & 1) === 1;
}

function readStored(state: Inflation): void {
  state.at = (state.at + 7) & ~7;
  const length = take(state, 16);
  if ((take(state, 16) ^ length) !== 0xffff || state.at + length * 8 > state.bits) refuse(state.bits >>> 3);
  reserve(state, length);
  const from = state.at >>> 3;
  state.output.set(state.input.subarray(from, from + length), state.size);
  state.size += length;
  state.at += length * 8;
}

/** RFC 1951, 3.2.7. */
function readCodes(state: Inflation): void {
  const literalCount = take(state, 5) + 257;
  const distanceCount = take(state, 5) + 1;
  const lengthCount = take(state, 4) + 4;
  if (literalCount > 286 || distanceCount > 30) refuse(state.bits >>> 3);
  lengths.fill(0, 0, 19);
  for (let index = 0; index < lengthCount; index++) lengths[LENGTHS_ORDER[index] as number] = take(state, 3);
  if (!fillHuffman(lengthsCode, lengths, 0, 19)) refuse(state.bits >>> 3);
  const count = literalCount + distanceCount;
  for (let index = 0; index < count; ) {
    const symbol = readSymbol(state, lengthsCode);
    const repeats =
      symbol < 16 ? 1 : symbol === 16 ? 3 + take(state, 2) : symbol === 17 ? 3 + take(state, 3) : 11 + take(state, 7);
    if (index + repeats > count || (symbol === 16 && index === 0)) refuse(state.bits >>> 3);
    const length = symbol < 16 ? symbol : symbol === 16 ? (lengths[index - 1] as number) : 0;
    lengths.fill(length, index, (index += repeats));
  }
  const isWhole =
    lengths[END_OF_BLOCK] !== 0 &&
    fillHuffman(literals, lengths, 0, literalCount) &&
    fillHuffman(distances, lengths, literalCount, count);
  if (!isWhole) refuse(state.bits >>> 3);
}

function readSymbol(state: Inflation, code: HuffmanCode): number {
  const bits = peek(state.view, state.at);
  const entry = code.table[bits & code.mask] || walkHuffman(code, bits);
  if (entry === 0) refuse(state.bits >>> 3);
  take(state, entry & 15);
  return entry >>> 4;
}

/** Makes room for so many bytes more. */
function reserve(state: Inflation, count: number): void {
  const { output, size, most } = state;
  const needed = size + count;
  if (needed <= output.length) return;
  if (needed > most) refuse(state.bits >>> 3, 'inflated length');
  state.output = new Uint8Array(Math.min(most, Math.max(needed, output.length * 2)));
  state.output.set(output.subarray(0, size));
}

/** The symbols of one block. What a frame costs is spent here, so the state is kept in variables. */
function readSymbols(state: Inflation, literals: HuffmanCode, distances: HuffmanCode): void {
  const { view, bits: end } = state;
  const { table: literalTable, mask: literalMask } = literals;
  const { table: distanceTable, mask: distanceMask } = distances;
  let { at, output, size } = state;
  for (;;) {
    let bits = peek(view, at);
    let entry = literalTable[bits & literalMask] || walkHuffman(literals, bits);
    let used = entry & 15;
    const symbol = entry >>> 4;
    at += used;
    if (at > end || entry === 0) refuse(end >>> 3);
    if (symbol < END_OF_BLOCK) {
      if (size === output.length) {
        state.size = size;
        reserve(state, 1);
        output = state.output;
      }
      output[size++] = symbol;
      continue;
    }
    if (symbol === END_OF_BLOCK) break;
    if (symbol > 285) refuse(end >>> 3);
    let extra = LENGTH_EXTRA[symbol - 257] as number;
    const length = (LENGTH_BASE[symbol - 257] as number) + ((bits >>> used) & ((1 << extra) - 1));
    at += extra;
    bits = peek(view, at);
    entry = distanceTable[bits & distanceMask] || walkHuffman(distances, bits);
    used = entry & 15;
    const far = entry >>> 4;
    if (entry === 0 || far > 29) refuse(end >>> 3);
    extra = DISTANCE_EXTRA[far] as number;
    const distance = (DISTANCE_BASE[far] as number) + (peek(view, at + used) & ((1 << extra) - 1));
    at += used + extra;
    if (at > end || distance > size) refuse(end >>> 3);
    if (size + length > output.length) {
      state.size = size;
      reserve(state, length);
      output = state.output;
    }
    for (const stop = size + length; size < stop; size++) output[size] = output[size - distance] as number;
  }
  state.at = at;
  state.size = size;
}
