import type { Subscription } from '../model/subscription.ts';
import type { Dialect } from './dialect.ts';
import type { InstrumentRule } from './instrumentRule.ts';

/** A venue: its dialects and the rule that says which one serves a subscription. */
export interface Exchange {
  /** The venue id, as its export is named. */
  readonly name: string;
  readonly dialects: Readonly<Record<string, Dialect>>;
  /** The name of the dialect that serves a subscription, or nothing where the venue does not. */
  route(subscription: Subscription): string | undefined;
  /** The name of the dialect that serves a request which says no route. Default: none does. */
  readonly requestRoute?: string;
  /** The name of the dialect that alone serves such a request, where there is one. Default: `requestRoute`. */
  requestRouteOf?(message: unknown): string | undefined;
  /**
   * The name of the dialect that serves the orders of a symbol, or, where none is said, those of the whole account. Default:
   * `requestRoute`.
   */
  orderRoute?(symbol: string | undefined): string | undefined;
  /** How instruments are learnt. Absent: from the options alone. */
  readonly instruments?: InstrumentRule;
}
