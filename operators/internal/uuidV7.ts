/** What {@link uuidV7} is made of. */
export interface UuidV7Config {
  /** The wall time, in milliseconds since the epoch. May go back; the ids will not. */
  readonly now: () => number;
  /** Numbers in [0, 1), at least 32 bits of chance each. */
  readonly random: () => number;
}

const MOST_COUNTED = 2 ** 12;

/**
 * Makes UUIDs of version 7, each greater as text than the one before. The 12 bits after the time count within a millisecond,
 * from a start in the lower half that is drawn anew each millisecond; what does not fit borrows from the time to come
 * (RFC 9562, section 6.2, method 1). The last 62 bits are chance.
 */
export function uuidV7({ now, random }: UuidV7Config): () => string {
  let time = Number.NEGATIVE_INFINITY;
  let count = 0;
  const draw = (range: number): number => Math.floor(random() * range);
  const advance = (): void => {
    const at = Math.max(Math.floor(now()), time);
    const goesOn = at === time && count + 1 < MOST_COUNTED;
    time = at === time && !goesOn ? at + 1 : at;
    count = goesOn ? count + 1 : draw(MOST_COUNTED / 2);
  };
  return () => {
    advance();
    const milliseconds = hex(time, 12);
    const variant = hex(0x8000 + draw(2 ** 14), 4);
    const chance = hex(draw(2 ** 16), 4) + hex(draw(2 ** 32), 8);
    return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7${hex(count, 3)}-${variant}-${chance}`;
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
