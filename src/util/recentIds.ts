/** How many ids back a repetition is noticed. */
const WINDOW = 256;

/**
 * Tells ids that are new from repetitions of one of the last 256. Made for ids that rise, where being above the last one
 * is proof enough; others are looked for. Compares digits as text, so no id is too long.
 */
export function recentIds(): (id: string) => boolean {
  const recent: string[] = [];
  let next = 0;
  let highest = '';
  return (id) => {
    const rises = id.length === highest.length ? id > highest : id.length > highest.length;
    if (rises) highest = id;
    else if (recent.includes(id)) return false;
    recent[next] = id;
    next = (next + 1) % WINDOW;
    return true;
  };
}
