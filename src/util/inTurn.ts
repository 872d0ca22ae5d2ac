/**
 * Delivers one value at a time: one that is handed in while another is being delivered waits for its turn. Where several
 * listen and one of them causes the next value, all of them so hear both in the order in which they came.
 */
export function inTurn<T>(deliver: (value: T) => void): (value: T) => void {
  const waiting: T[] = [];
  let delivering = false;
  return (value) => {
    if (delivering) {
      waiting.push(value);
      return;
    }
    delivering = true;
    try {
      deliver(value);
      while (waiting.length > 0) deliver(waiting.shift() as T);
    } finally {
      delivering = false;
    }
  };
}
