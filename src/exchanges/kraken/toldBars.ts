import type { Candle } from '../../model/values.ts';

/**
 * Tells bars with their ends. Kraken never says that a bar is closed, and sends nothing when one ends: it is, once a later
 * beginning appears (docs, websocket-v2/ohlc). So a bar last told open comes again, `closed`, ahead of the first state of the
 * next one; bars that a snapshot already shows to be past come once, closed; and so does a late word about one of them.
 *
 * Takes the open bars of one frame, gives what there is to tell, and remembers the last one.
 */
export function toldBars(): (bars: readonly Candle[], receivedAt: number) => readonly Candle[] {
  let open: Candle | undefined;
  return (bars, receivedAt) => {
    const told: Candle[] = [];
    const rising = [...bars].sort((a, b) => a.openTime - b.openTime);
    for (const [at, candle] of rising.entries()) {
      const next = rising[at + 1];
      const isPast = (next ?? candle).openTime > candle.openTime || (open ?? candle).openTime > candle.openTime;
      if (open !== undefined && open.openTime < candle.openTime) told.push({ ...open, closed: true, receivedAt });
      told.push(isPast ? { ...candle, closed: true } : candle);
      if (open === undefined || open.openTime <= candle.openTime) open = isPast ? undefined : candle;
    }
    return told;
  };
}
