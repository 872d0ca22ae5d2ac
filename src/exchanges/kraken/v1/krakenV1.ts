import type { Exchange } from '../../../protocol/exchange.ts';
import { v1Dialect } from './v1Dialect.ts';

/**
 * Kraken spot over the older WebSocket v1, for recordings alone: trades, ticker, quotes, book and candles. It serves no live
 * subscription, `kraken` does that over v2. Symbols are unified as there: v1's `XBT/USD` and `XDG/USD` are `BTC/USD` and
 * `DOGE/USD`.
 *
 * The command finds it by itself: `coldwire replay FILE --exchange kraken` tells v1 and v2 by the recorded url, else by the
 * frames.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { gunzipSync } from 'node:zlib';
 * import { krakenV1 } from 'coldwire/exchanges/kraken';
 * import { replaySession } from 'coldwire/record';
 *
 * const lines = gunzipSync(readFileSync('of-2021.jsonl.gz')).toString().trim().split('\n');
 * replaySession(lines, krakenV1).subscribe((event) => console.log(event.kind)); // stale, live, data, data, ...
 * ```
 */
export const krakenV1: Exchange = {
  name: 'kraken',
  dialects: { v1: v1Dialect },
  route: () => undefined,
};
