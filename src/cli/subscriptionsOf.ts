import type { Subscription } from '../model/subscription.ts';
import type { FeedsCommand } from './command.ts';
import { PRINTED_DEPTH } from './eventJson.ts';

/** The feeds a command asks for, one a symbol. A book is asked for as deep as it is printed. */
export function subscriptionsOf({
  channel,
  symbols,
  depth = PRINTED_DEPTH,
  interval,
}: FeedsCommand): readonly Subscription[] {
  return symbols.map((symbol) => ({
    channel,
    symbol,
    ...(channel === 'book' ? { depth } : {}),
    ...(interval === undefined ? {} : { interval }),
  }));
}
