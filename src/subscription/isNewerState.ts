import type { PrivateValue } from '../protocol/stateRule.ts';
import { isOpen } from './stateKey.ts';

/**
 * Whether an update is newer than another state of the same thing, as far as they show: an order ends once and fills ever further,
 * and instants rise. What shows nothing of that is taken for newer, as it came later.
 */
export function isNewerState(update: PrivateValue, than: PrivateValue): boolean {
  if (update.kind === 'order' && than.kind === 'order') {
    if (isOpen(update) !== isOpen(than)) return isOpen(than);
    if (update.filled !== than.filled) return update.filled > than.filled;
  }
  const [at, before] = [instantOf(update), instantOf(than)];
  return at === undefined || before === undefined || at >= before;
}

/** An order's `time` is that of its birth, which says nothing of its states. */
function instantOf(value: PrivateValue): number | undefined {
  return value.kind === 'order' ? value.updatedAt : value.time;
}
