/** Longest symbol whose route is remembered: of a longer text the engine may keep the whole frame it was cut from. */
const LONGEST_KNOWN = 12;
const MOST_KNOWN = 2_000;

/**
 * Routes made lately, by channel and symbol: putting one together and hashing it costs more than all the rest of sorting
 * a frame. A memory only: what is in it never changes a result, and it cannot grow.
 */
const known = new Map<string, Map<string, string>>();

/** What the frames of a topic can be told by: channel and symbol, and for candles the interval; never the depth. */
export function routeOf(channel: string, symbol: string, interval = ''): string {
  if (interval !== '' || symbol.length > LONGEST_KNOWN) return `${channel}:${symbol}:${interval}`;
  return known.get(channel)?.get(symbol) ?? remember(channel, symbol);
}

function remember(channel: string, symbol: string): string {
  const route = `${channel}:${symbol}:`;
  const ofChannel = known.get(channel);
  if (ofChannel === undefined) known.set(channel, new Map([[symbol, route]]));
  else {
    if (ofChannel.size >= MOST_KNOWN) ofChannel.clear();
    ofChannel.set(symbol, route);
  }
  return route;
}
