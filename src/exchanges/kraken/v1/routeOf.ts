/** What the frames of a topic can be told by: everything, for the channel's name holds depth and interval. */
export function routeOf(name: string, pair: string): string {
  return `${name}:${pair}`;
}
