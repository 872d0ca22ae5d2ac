import type { Duties } from '../agenda.ts';

/** Customers whose orders all go unless they are heard of in time. */
export interface DeadMen extends Duties {
  /** At that instant, or never. */
  set(account: string, at: number | undefined): void;
}

/** None. */
export function deadMen(cancelAll: (account: string) => void): DeadMen {
  const dues = new Map<string, number>();
  const first = (): readonly [string, number] | undefined => [...dues].sort(([, a], [, b]) => a - b)[0];
  return {
    nextAt: () => first()?.[1],
    run() {
      const [account] = first() ?? [];
      if (account === undefined) return;
      dues.delete(account);
      cancelAll(account);
    },
    set(account, at) {
      if (at === undefined) dues.delete(account);
      else dues.set(account, at);
    },
  };
}
