import type { Subscription } from '../../src/model/subscription.ts';

/** What is wanted of each symbol of a soak. */
const wishes = (symbol: string): readonly Subscription[] => [
  { channel: 'book', symbol, depth: 10 },
  { channel: 'book', symbol, depth: 25 },
  { channel: 'trades', symbol },
  { channel: 'ticker', symbol },
  ...['1m', '5m', '15m', '30m', '1h', '4h'].map((interval) => ({ channel: 'candles', symbol, interval }) as const),
];

const PER_SYMBOL = wishes('').length;

/** As many symbols as so many topics need: `A/USD`, `B/USD`, ... `AA/USD`. */
export function soakSymbols(topics: number): readonly string[] {
  return Array.from({ length: Math.ceil(topics / PER_SYMBOL) }, (_, index) => `${nameOf(index)}/USD`);
}

/** So many topics. */
export function soakTopics(topics: number): readonly Subscription[] {
  return soakSymbols(topics).flatMap(wishes).slice(0, topics);
}

function nameOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${nameOf(Math.floor(index / 26) - 1)}${letter}`;
}
