/** Levels a side that Kraken's `book` offers, rising; 10 where none is asked for (docs: websocket-v2/book). */
export const bookDepths: readonly number[] = [10, 25, 100, 500, 1000];
