import { timer } from 'rxjs';
import type { Fault, Venue } from '../../src/simulation/index.ts';

/** What is asked about an order. */
export type OrderVerb = 'place' | 'amend' | 'cancel';

/** A link that is cut while an order is asked for. */
export interface LinkCut {
  readonly verb: OrderVerb;
  readonly when: string;
  /** Whether the venue does what it was asked. */
  readonly isDone: boolean;
  /** Cuts the link; to call as the request leaves. */
  readonly cut: (venue: Venue) => void;
}

/** Injects a fault that is due at once. */
export function faultNow(venue: Venue, fault: Omit<Fault, 't'>): void {
  venue.inject({ ...fault, t: 0 } as Fault);
}

const drop = (venue: Venue): void => faultNow(venue, { kind: 'drop', args: {} });
const cuts: readonly Omit<LinkCut, 'verb'>[] = [
  { when: 'before the venue reads it', isDone: false, cut: drop },
  {
    when: 'once it is done, before the reply',
    isDone: true,
    cut: (venue) => faultNow(venue, { kind: 'lose-reply', args: { drop: true } }),
  },
  {
    when: 'while the reply is late and the order is told already',
    isDone: true,
    cut: (venue) => {
      faultNow(venue, { kind: 'delay-reply', args: { by: 1_000 } });
      timer(150).subscribe(() => drop(venue));
    },
  },
];

/** Each request about an order, its link cut at each step of it. */
export const linkCuts: readonly LinkCut[] = (['place', 'amend', 'cancel'] as const).flatMap((verb) =>
  cuts.map((cut) => ({ verb, ...cut })),
);
