/**
 * A repeatable source of numbers in [0, 1): the same seed gives the same sequence on every machine. Not for secrets.
 * Of the seed the lowest 32 bits count. The generator is sfc32 by Chris Doty-Humphrey (public domain, PractRand), its state
 * spread from the seed by splitmix32.
 */
export function seededRandom(seed: number): () => number {
  let spread = seed | 0;
  const next = (): number => {
    spread = (spread + 0x9e3779b9) | 0;
    let z = spread;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  return sfc32(next(), next(), next());
}

/** The default `random`: all of its state comes from the machine's own source of entropy, for ids are drawn from it. */
export function entropicRandom(): () => number {
  const [a, b, c] = crypto.getRandomValues(new Int32Array(3)) as unknown as readonly [number, number, number];
  return sfc32(a, b, c);
}

function sfc32(...state: readonly [number, number, number]): () => number {
  let [a, b, c] = state;
  let count = 1;
  return () => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}
