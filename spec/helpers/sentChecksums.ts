/** The checksums that a simulated Kraken sent with its books of one symbol, in order. */
export function sentChecksums(
  journal: readonly { readonly way: string; readonly frame: unknown }[],
  symbol: string,
): readonly number[] {
  return journal.flatMap(({ way, frame }) => {
    if (way !== 'out') return [];
    const { channel, data } = JSON.parse(String(frame));
    return channel === 'book' && data[0].symbol === symbol ? [data[0].checksum] : [];
  });
}
