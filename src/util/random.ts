/**
 * A repeatable source of numbers in [0, 1): the same seed gives the same sequence on every machine. Not for secrets.
 * The generator is sfc32 by Chris Doty-Humphrey (public domain, PractRand), its state spread from the seed by splitmix32.
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
  let [a, b, c, count] = [next(), next(), next(), 1];
  return () => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

/** The default `random`: seeded from the machine's own source of entropy. */
export function entropicRandom(): () => number {
  return seededRandom(crypto.getRandomValues(new Int32Array(1))[0] as number);
}
