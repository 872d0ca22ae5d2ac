import { type Amount, amountOf, amountText } from './amount.ts';
import type { SimulatedBalance } from './order.ts';

/** What an account owns. Reads are exact, and what changed is told once it is asked for. */
export interface Ledger {
  free(asset: string): Amount;
  total(asset: string): Amount;
  /** Adds to the total, or takes away. */
  add(asset: string, amount: Amount): void;
  /** Binds more, or less. */
  hold(asset: string, amount: Amount): void;
  balances(): readonly SimulatedBalance[];
  /** What changed since it was last asked, and by how much the totals did. */
  changes(): readonly { readonly balance: SimulatedBalance; readonly change: string }[];
}

interface Entry {
  total: Amount;
  held: Amount;
  told: { readonly total: Amount; readonly held: Amount };
}

/** A ledger that begins with these sums. */
export function ledger(sums: Readonly<Record<string, string>>): Ledger {
  const entries = new Map<string, Entry>();
  for (const [asset, text] of Object.entries(sums)) {
    const total = amountOf(text) ?? 0n;
    entries.set(asset, { total, held: 0n, told: { total, held: 0n } });
  }
  const entryOf = (asset: string): Entry => {
    const entry = entries.get(asset) ?? { total: 0n, held: 0n, told: { total: 0n, held: 0n } };
    entries.set(asset, entry);
    return entry;
  };
  return {
    total: (asset) => entryOf(asset).total,
    free: (asset) => entryOf(asset).total - entryOf(asset).held,
    add(asset, amount) {
      entryOf(asset).total += amount;
    },
    hold(asset, amount) {
      entryOf(asset).held += amount;
    },
    balances: () => [...entries].map(([asset, entry]) => balanceOf(asset, entry)),
    changes: () =>
      [...entries].flatMap(([asset, entry]) => {
        const { total, held, told } = entry;
        if (total === told.total && held === told.held) return [];
        entry.told = { total, held };
        return [{ balance: balanceOf(asset, entry), change: amountText(total - told.total) }];
      }),
  };
}

function balanceOf(asset: string, { total, held }: Pick<Entry, 'total' | 'held'>): SimulatedBalance {
  return { asset, total: amountText(total), held: amountText(held), free: amountText(total - held) };
}
