/**
 * A way to sum up values that works from parts: what the whole window amounts to follows from what its halves do.
 * `combine` must be associative; it need not be commutative, and is given the older part first.
 */
export interface Aggregate<T, S, R = S> {
  /** What a single value amounts to. */
  of(value: T): S;
  /** What two neighbouring parts amount to together. */
  combine(older: S, newer: S): S;
  /** What is told of the whole. */
  result(whole: S): R;
}

const itself = <S>(whole: S): S => whole;

/** How many values there are. */
export function countOf(): Aggregate<unknown, number> {
  return { of: () => 1, combine: (a, b) => a + b, result: itself };
}

/** The sum of a number of each value. */
export function sumOf<T>(numberOf: (value: T) => number): Aggregate<T, number> {
  return { of: numberOf, combine: (a, b) => a + b, result: itself };
}

/** The least. */
export function minOf<T>(numberOf: (value: T) => number): Aggregate<T, number> {
  return { of: numberOf, combine: (a, b) => Math.min(a, b), result: itself };
}

/** The greatest. */
export function maxOf<T>(numberOf: (value: T) => number): Aggregate<T, number> {
  return { of: numberOf, combine: (a, b) => Math.max(a, b), result: itself };
}

/** The oldest value. */
export function firstOf<T>(): Aggregate<T, T> {
  return { of: itself, combine: (a) => a, result: itself };
}

/** The newest value. */
export function lastOf<T>(): Aggregate<T, T> {
  return { of: itself, combine: (_, b) => b, result: itself };
}

/** Count, mean, and sum of squared distances from the mean, of a set of numbers. */
interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** The arithmetic mean. */
export function meanOf<T>(numberOf: (value: T) => number): Aggregate<T, unknown, number> {
  const mean: Aggregate<T, Moments, number> = { ...momentsOf(numberOf), result: (whole) => whole.mean };
  return mean;
}

/** The standard deviation of the whole as a population (divided by n); 0 for a single value. */
export function deviationOf<T>(numberOf: (value: T) => number): Aggregate<T, unknown, number> {
  const deviation: Aggregate<T, Moments, number> = {
    ...momentsOf(numberOf),
    result: ({ count, squares }) => Math.sqrt(squares / count),
  };
  return deviation;
}

/**
 * Moments that combine without the loss of digits that sums of squares suffer.
 *
 * @see T. Chan, G. Golub, R. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979)
 */
function momentsOf<T>(numberOf: (value: T) => number): Omit<Aggregate<T, Moments>, 'result'> {
  return {
    of: (value) => ({ count: 1, mean: numberOf(value), squares: 0 }),
    combine: (a, b) => {
      const count = a.count + b.count;
      const distance = b.mean - a.mean;
      return {
        count,
        mean: a.mean + (distance * b.count) / count,
        squares: a.squares + b.squares + (distance * distance * a.count * b.count) / count,
      };
    },
  };
}

/** The volume-weighted average price of trades; `undefined` where nothing was traded. */
export function vwapOf(): Aggregate<
  { readonly price: number; readonly size: number },
  { readonly value: number; readonly size: number },
  number | undefined
> {
  return {
    of: ({ price, size }) => ({ value: price * size, size }),
    combine: (a, b) => ({ value: a.value + b.value, size: a.size + b.size }),
    result: ({ value, size }) => (size === 0 ? undefined : value / size),
  };
}
