import type { ReportNames } from './userEvents.ts';

/** Names for what customers gave none, and numbers for what happens. */
export interface Naming extends ReportNames {
  /** A name for an order. */
  readonly fresh: () => string;
  /** Notes how the cancellation of an order is called, and gives the name. */
  readonly cancelAs: (orderId: string, name: string | undefined) => string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Naming that draws names of 22 letters. */
export function naming(random: () => number): Naming {
  const cancelled = new Map<string, string>();
  let executions = Math.floor(random() * 1e9);
  const fresh = (): string => Array.from({ length: 22 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
  return {
    fresh,
    executionId: () => ++executions,
    cancelName: (orderId) => cancelled.get(orderId) ?? fresh(),
    cancelAs(orderId, name = fresh()) {
      cancelled.set(orderId, name);
      return name;
    },
  };
}
