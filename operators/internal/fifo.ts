/** What comes in first goes out first. Made by {@link fifo}. */
export interface Fifo<T> {
  readonly size: () => number;
  readonly push: (value: T) => void;
  /** The one that goes out next, if any. */
  readonly first: () => T | undefined;
  readonly shift: () => T | undefined;
}

/** An empty queue. All it does takes constant time on average, which an array's own `shift` does not. */
export function fifo<T>(): Fifo<T> {
  let values: T[] = [];
  let head = 0;
  return {
    size: () => values.length - head,
    push: (value) => {
      values.push(value);
    },
    first: () => values[head],
    shift: () => {
      if (head === values.length) return undefined;
      const value = values[head];
      head++;
      // What is gone is held no longer than until it is as much as what is left.
      if (head * 2 >= values.length) {
        values = values.slice(head);
        head = 0;
      }
      return value;
    },
  };
}
