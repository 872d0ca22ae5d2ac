/** The powers of ten that a double holds exactly, by their exponents from 0. */
export const powersOfTen: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
