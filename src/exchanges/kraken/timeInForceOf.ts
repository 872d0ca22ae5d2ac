import type { TimeInForce } from '../../model/order.ts';

const TIMES_IN_FORCE: readonly TimeInForce[] = ['gtc', 'ioc', 'fok', 'gtd'];

/** How long an order stays, by the venue's word for it, in whatever case; nothing where it says none that we have. */
export function timeInForceOf(word: unknown): TimeInForce | undefined {
  return TIMES_IN_FORCE.find((known) => known === String(word).toLowerCase());
}
