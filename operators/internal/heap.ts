/** Items of which the first by some order is always at hand. Made by {@link heap}. */
export interface Heap<T> {
  readonly size: number;
  first(): T | undefined;
  /** Adds an item that is not in it. */
  add(item: T): void;
  /** Whether it was in it. */
  remove(item: T): boolean;
  has(item: T): boolean;
}

/** A binary heap that knows where each item stands: adding and removing any one costs O(log n). */
export function heap<T>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];
  const places = new Map<T, number>();
  const put = (item: T, at: number): void => {
    items[at] = item;
    places.set(item, at);
  };
  const rise = (item: T, from: number): number => {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = items[above] as T;
      if (!isBefore(item, parent)) break;
      put(parent, at);
      at = above;
    }
    put(item, at);
    return at;
  };
  const sink = (item: T, from: number): void => {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const below = right < items.length && isBefore(items[right] as T, items[left] as T) ? right : left;
      const child = items[below] as T;
      if (!isBefore(child, item)) break;
      put(child, at);
      at = below;
    }
    put(item, at);
  };
  return {
    get size() {
      return items.length;
    },
    first: () => items[0],
    has: (item) => places.has(item),
    add: (item) => {
      rise(item, items.length);
    },
    remove: (item) => {
      const at = places.get(item);
      if (at === undefined) return false;
      places.delete(item);
      const last = items.pop() as T;
      // The last one fills the hole, and may belong above or below it.
      if (last !== item) sink(last, rise(last, at));
      return true;
    },
  };
}
