/** Numbers in [0, 1). */
export type Chance = () => number;

/** One of a list that is not empty. */
export const pick = <T>(random: Chance, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A whole number from `least` to `most`. */
export const whole = (random: Chance, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));
