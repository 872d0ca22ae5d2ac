import { ColdwireError } from '../../../errors/coldwireError.ts';
import type { Trade } from '../../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../../protocol/dialect.ts';
import { positiveOf, textOf } from '../../../protocol/fields.ts';
import { itemsOf } from './itemsOf.ts';
import type { V1Payload } from './payload.ts';
import { secondsOf } from './secondsOf.ts';
import { v1Topic } from './topic.ts';

/** The `trade` channel. Its trades bear no id: see {@link tradeReader}. */
export const trades: ValueChannel<Trade> = {
  kind: 'values',
  topicOf: (subscription) => v1Topic('trade', subscription),
  reader: tradeReader,
};

/**
 * A trade is named by its instant as the venue wrote it, in microseconds, and a further one of the same instant by its number
 * too: `1617666461.465618`, `1617666461.465618-2`.
 */
function tradeReader(context: ReadContext): Reader<Trade> {
  let last = '';
  let nth = 0;
  return (payload, receivedAt) => {
    // All are read before any is counted: one that cannot be read takes its whole frame with it.
    const read = (payload as V1Payload)
      .flatMap((rows) => itemsOf(rows, 'trades'))
      .map((row) => toTrade(itemsOf(row, 'trade'), context, receivedAt));
    return read.map((trade) => {
      nth = trade.id === last ? nth + 1 : 1;
      last = trade.id;
      return nth === 1 ? trade : { ...trade, id: `${trade.id}-${nth}` };
    });
  };
}

/**
 * Price, volume, time, side of the order that triggered it, type of that order, and what there is to say beside:
 *
 * ```json
 * ["58721.20000","0.02798644","1617666461.465618","s","m",""]
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v1/trade
 */
function toTrade(
  [price, size, time, side]: readonly unknown[],
  { exchange, symbol }: ReadContext,
  receivedAt: number,
): Trade {
  return {
    kind: 'trade',
    exchange,
    symbol,
    id: textOf(time, 'time'),
    side: sideOf(side),
    price: positiveOf(price, 'price'),
    size: positiveOf(size, 'volume'),
    priceText: textOf(price, 'price'),
    sizeText: textOf(size, 'volume'),
    unit: 'base',
    time: secondsOf(time, 'time'),
    receivedAt,
  };
}

function sideOf(side: unknown): Trade['side'] {
  if (side === 'b') return 'buy';
  if (side === 's') return 'sell';
  throw new ColdwireError('protocol-violation', { what: 'field side' });
}
