/** The bits of a SHA-2 digest. */
export type Sha2Bits = 256 | 384 | 512;

type Three = readonly [number, number, number];

/** All that differs between words of 32 and of 64 bits: the rounds, and by how much words are rotated or, last, shifted. */
interface Family {
  readonly word: 32 | 64;
  readonly rounds: number;
  readonly schedule: readonly [Three, Three];
  readonly mixing: readonly [Three, Three];
  /** The roots of primes that the rounds are keyed with. */
  readonly keys: () => readonly bigint[];
}

const family = (
  word: Family['word'],
  rounds: number,
  schedule: Family['schedule'],
  mixing: Family['mixing'],
): Family => {
  let keys: readonly bigint[] | undefined;
  return { word, rounds, schedule, mixing, keys: () => (keys ??= rootsOfPrimes(3n, rounds, word)) };
};

const short = family(
  32,
  64,
  [
    [7, 18, 3],
    [17, 19, 10],
  ],
  [
    [2, 13, 22],
    [6, 11, 25],
  ],
);
const long = family(
  64,
  80,
  [
    [1, 8, 7],
    [19, 61, 6],
  ],
  [
    [28, 34, 39],
    [14, 18, 41],
  ],
);

/**
 * The SHA-2 digest of bytes, at once and anywhere. A simulated venue checks signatures with it in the middle of virtual time,
 * where WebCrypto, which answers later, is of no use. Slow (a tenth of a millisecond a block), and not for secrets whose
 * handling others may time.
 *
 * @see https://doi.org/10.6028/NIST.FIPS.180-4
 */
export function sha2(bits: Sha2Bits, bytes: Uint8Array): Uint8Array {
  const used = bits === 256 ? short : long;
  const { word } = used;
  // The state begins as the square roots of the first eight primes; for 384 bits, of the next eight.
  let state = rootsOfPrimes(2n, bits === 384 ? 16 : 8, word).slice(-8);
  const words = wordsOf(bytes, word);
  for (let at = 0; at < words.length; at += 16) state = mixed(state, words.slice(at, at + 16), used);
  const digits = state.map((value) => value.toString(16).padStart(word / 4, '0')).join('');
  return Uint8Array.from({ length: bits / 8 }, (_, i) => Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16));
}

/** The bytes, then a one, zeros, and the length in bits, as words that fill whole blocks of sixteen. */
function wordsOf(bytes: Uint8Array, word: number): bigint[] {
  const size = word / 8;
  const length = Math.ceil((bytes.length + 1 + 2 * size) / (16 * size)) * 16 * size;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return Array.from({ length: length / size }, (_, i) =>
    padded.subarray(i * size, (i + 1) * size).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
  );
}

/** The state after one more block. */
function mixed(
  state: readonly bigint[],
  block: readonly bigint[],
  { word, rounds, schedule, mixing, keys }: Family,
): bigint[] {
  const cut = (value: bigint): bigint => BigInt.asUintN(word, value);
  const turn = (value: bigint, by: number): bigint => (value >> BigInt(by)) | cut(value << BigInt(word - by));
  const sigma = (value: bigint, [a, b, c]: Three): bigint => turn(value, a) ^ turn(value, b) ^ (value >> BigInt(c));
  const sum = (value: bigint, [a, b, c]: Three): bigint => turn(value, a) ^ turn(value, b) ^ turn(value, c);
  const w = [...block];
  const keyed = keys();
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let i = 0; i < rounds; i++) {
    if (i > 15) {
      const [far = 0n, near = 0n, first = 0n, middle = 0n] = [w[i - 15], w[i - 2], w[i - 16], w[i - 7]];
      w.push(cut(first + sigma(far, schedule[0]) + middle + sigma(near, schedule[1])));
    }
    const one = h + sum(e, mixing[1]) + ((e & f) ^ (~e & g)) + (keyed[i] ?? 0n) + (w[i] ?? 0n);
    const two = sum(a, mixing[0]) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [cut(one + two), a, b, c, cut(d + one), e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((value, i) => cut(value + (state[i] ?? 0n)));
}

/** The first bits of the fractions of the square or cube roots of the first primes. */
function rootsOfPrimes(degree: 2n | 3n, count: number, bits: number): bigint[] {
  const roots: bigint[] = [];
  for (let prime = 2n; roots.length < count; prime++) {
    if (isPrime(prime)) roots.push(BigInt.asUintN(bits, root(prime << (degree * BigInt(bits)), degree)));
  }
  return roots;
}

function isPrime(value: bigint): boolean {
  for (let by = 2n; by * by <= value; by++) if (value % by === 0n) return false;
  return true;
}

/** The whole part of a root, by halving. */
function root(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}
