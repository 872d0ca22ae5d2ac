import { kraken, krakenV1 } from '../exchanges/kraken/index.ts';
import type { Exchange } from '../protocol/exchange.ts';
import { exchanges } from './exchanges.ts';

/** The venues whose recordings the command plays, by name: those it knows, with what they spoke once. */
export const replayable: ReadonlyMap<string, Exchange> = new Map([
  ...exchanges,
  [kraken.name, { ...kraken, dialects: { ...kraken.dialects, ...krakenV1.dialects } }],
]);
