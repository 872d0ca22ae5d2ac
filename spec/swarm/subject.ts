import type { OrderRequest } from '../../src/model/orderRequest.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { FaultKind, SimulatedAccount, SimulatedVenueName } from '../../src/simulation/index.ts';

/** A venue as the swarm plays it. */
export interface Subject {
  readonly exchange: Exchange;
  readonly venue: SimulatedVenueName;
  readonly symbols: readonly string[];
  /** What may be wanted of a symbol. */
  readonly wishes: (symbol: string) => readonly Subscription[];
  /** What can go wrong with it. */
  readonly faults: readonly FaultKind[];
  /** A request that does no harm, if the venue has one. */
  readonly ping?: unknown;
  /** A refusal that is none for ever, in the venue's words, where it has no such words unless told. */
  readonly refusal?: string;
  /** Whether its refusals name nothing, so that all that was asked together is in doubt. */
  readonly isVague?: boolean;
  /** Whether a subscription begins with the next move of its market, which may come later than a client waits. */
  readonly isQuiet?: (subscription: Subscription) => boolean;
  /** Whether its snapshots tell no more than the best levels: as those go, what lies below is not known. */
  readonly isCutOff?: boolean;
  /** Whether silence shows within seconds. */
  readonly isQuick?: boolean;
  /** Whether the ids of these trades are consecutive numbers. */
  readonly isGapFree: (subscription: Subscription) => boolean;
  /** How many levels a side of a book can be compared with the venue's own; `isLossy` where changes got lost. */
  readonly compared: (subscription: Subscription, isLossy: boolean) => number;
  /** Books are told now and then: markets must stand still for a moment to be compared. */
  readonly isPaced?: boolean;
  /** How much longer than others it may take until all is well, in milliseconds. */
  readonly patience?: number;
  readonly account?: SubjectAccount;
}

/** An account as the swarm trades it. */
export interface SubjectAccount {
  readonly credentials: SimulatedAccount;
  /** What may be wanted of an account. */
  readonly wishes: readonly Subscription[];
  /** Whether a feed that names no market is of all of them; else of spot alone. */
  readonly isWhole?: boolean;
  /** The size of a small order of a symbol. */
  readonly size: (symbol: string) => string;
  /** A clientOrderId of the venue's form, out of a number. */
  readonly idOf: (number: number) => string;
  /** What an order or its change says beside what every venue wants. */
  readonly extras?: (side: OrderRequest['side']) => Pick<OrderRequest, 'params'>;
  /** What can go wrong with it. */
  readonly faults: readonly FaultKind[];
}
