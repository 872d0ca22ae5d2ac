/**
 * Puts a key into a set that remembers no more than `most`; gives the oldest, taken out, where that made one too many. One that
 * is in it keeps its age.
 */
export function rememberKey<K>(keys: Set<K>, key: K, most: number): K | undefined {
  keys.add(key);
  if (keys.size <= most) return undefined;
  const [oldest] = keys;
  if (oldest !== undefined) keys.delete(oldest);
  return oldest;
}
