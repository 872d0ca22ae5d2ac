/** Writes a DEFLATE stream by hand: fields from their lowest bit, codes from their highest. */
export interface BitWriter {
  field(value: number, bits: number): BitWriter;
  code(value: number, bits: number): BitWriter;
  /** Goes on at the next whole byte. */
  align(): BitWriter;
  bytes(): Uint8Array;
}

export function bitWriter(): BitWriter {
  const bits: number[] = [];
  const writer: BitWriter = {
    field: (value, count) => {
      for (let bit = 0; bit < count; bit++) bits.push((value >> bit) & 1);
      return writer;
    },
    code: (value, count) => {
      for (let bit = count - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
      return writer;
    },
    align: () => {
      while (bits.length % 8 !== 0) bits.push(0);
      return writer;
    },
    bytes: () => {
      const bytes = new Uint8Array(Math.ceil(bits.length / 8));
      for (const [at, bit] of bits.entries()) bytes[at >> 3] = (bytes[at >> 3] as number) | (bit << (at & 7));
      return bytes;
    },
  };
  return writer;
}
