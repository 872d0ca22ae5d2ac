import type { VenueWorld } from '../venueSide.ts';
import { noPapers, type Papers } from './papers.ts';
import { trimmed } from './trimmed.ts';

/** The papers of orders, by their ids. */
export interface PapersKept {
  of(orderId: string): Papers;
  /** What is placed next was asked for so. */
  ask(papers: Papers): void;
}

/** Papers kept; the exchange keeps no more orders that have ended. */
const KEPT = 20_000;

/** No papers yet. Has to be made before anybody else follows the accounts, for what is told says how it was asked for. */
export function papersKept({ accounts, exchange }: Pick<VenueWorld, 'accounts' | 'exchange'>): PapersKept {
  const papers = new Map<string, Papers>();
  let asked = noPapers;
  const of = (orderId: string): Papers => papers.get(orderId) ?? noPapers;
  for (const { key } of accounts.all) {
    exchange.follow(key, (event) => {
      if (event.kind !== 'order') return;
      const { id, size } = event.order;
      if (event.change === 'placed') papers.set(id, asked);
      if (papers.size > KEPT) papers.delete(papers.keys().next().value ?? '');
      if (event.change === 'amended') papers.set(id, { ...of(id), amount: trimmed(size) });
    });
  }
  return {
    of,
    ask(next) {
      asked = next;
    },
  };
}
