/** What the frames of a public topic can be told by, and what its acknowledgement names: channel and instrument. */
export function routeOf(channel: string, instId: string): string {
  return `${channel}:${instId}`;
}
