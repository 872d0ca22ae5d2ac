import type { Subscription } from '../../model/subscription.ts';
import type { DataMessage } from '../../protocol/incoming.ts';
import type { Row } from '../../protocol/fields.ts';
import { bookDepths } from './bookDepths.ts';
import { channelNamed } from './channelNames.ts';
import { intervalName } from './intervals.ts';
import { isSymbol } from './isSymbol.ts';
import type { KrakenPayload } from './payload.ts';

/**
 * The subscription that content belongs to, as far as it shows: of a book the smallest offered depth that holds the longer
 * side of its snapshot, and of a book's delta nothing.
 */
export function shows({ route, payload }: DataMessage): Subscription | undefined {
  const { snapshot, rows } = payload as KrakenPayload;
  const [row = {}] = rows;
  const channel = channelNamed(route.slice(0, route.indexOf(':')));
  const { symbol } = row;
  if (channel === undefined || typeof symbol !== 'string' || !isSymbol(symbol)) return undefined;
  if (channel === 'book') {
    const depth = snapshot ? depthOf(row) : undefined;
    return depth === undefined ? undefined : { channel, symbol, depth };
  }
  if (channel === 'candles') {
    const interval = intervalName(row['interval']);
    return interval === undefined ? undefined : { channel, symbol, interval };
  }
  return { channel, symbol };
}

function depthOf({ bids, asks }: Row): number | undefined {
  const levels = Math.max(lengthOf(bids), lengthOf(asks));
  return bookDepths.find((offered) => offered >= levels);
}

function lengthOf(side: unknown): number {
  return Array.isArray(side) ? side.length : 0;
}
