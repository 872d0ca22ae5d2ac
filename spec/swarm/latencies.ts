/** The last so many latencies, and quantiles of them. */
export interface Latencies {
  add(milliseconds: number): void;
  quantiles(parts: readonly number[]): Readonly<Record<string, number>>;
}

/** None yet. */
export function latencies(most: number): Latencies {
  const kept: number[] = [];
  let next = 0;
  return {
    add(milliseconds) {
      kept[next] = milliseconds;
      next = (next + 1) % most;
    },
    quantiles(parts) {
      const sorted = [...kept].sort((a, b) => a - b);
      const at = (part: number): number => sorted[Math.min(Math.floor(part * sorted.length), sorted.length - 1)] ?? 0;
      return Object.fromEntries(parts.map((part) => [`p${part * 100}`, Math.round(at(part) * 100) / 100]));
    },
  };
}
