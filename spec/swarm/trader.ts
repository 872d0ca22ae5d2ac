import type { Subscription as Held } from 'rxjs';
import type { Client } from '../../src/client/createClient.ts';
import type { OrderOutcome } from '../../src/client/orders/orderOutcome.ts';
import type { OrderRequest } from '../../src/model/orderRequest.ts';
import type { Venue } from '../../src/simulation/index.ts';
import type { Act } from './plan.ts';
import type { SubjectAccount } from './subject.ts';

/** Does one thing with an order. */
export interface Trader {
  act(): void;
  leave(): void;
  readonly ended: () => string | undefined;
}

/** Where a trader trades, and where it tells what is wrong. */
export interface TraderSettings {
  readonly client: Client;
  readonly venue: Venue;
  readonly account: SubjectAccount;
  /** How many orders may come of it: some venues change an order by another in its place. */
  readonly most: number;
  /** Whether nothing goes wrong in this run: then nothing may be in doubt. */
  readonly isSmooth: boolean;
  readonly told: (word: string) => void;
  readonly wrong: (what: string) => void;
  readonly noticed: (emitted: unknown) => void;
}

/** Somebody who has done nothing yet. */
export function trader(act: Act, name: string, settings: TraderSettings): Trader {
  const { venue, account, most, isSmooth, told, wrong, noticed } = settings;
  const clientOrderId = account.idOf(act.order);
  const outcomes: OrderOutcome[] = [];
  let held: Held | undefined;
  let isOver = false;
  let left = false;

  const there = () => venue.account().orders.filter((order) => order.clientOrderId === clientOrderId);
  /** What is wrong with saying that an order never was. */
  const unfounded = ({ kind }: OrderOutcome): string | undefined =>
    act.verb === 'place' && (kind === 'rejected' || kind === 'not-sent') && there().length > 0
      ? `I2 ${kind}, but it is there`
      : undefined;
  const judged = (outcome: OrderOutcome): string | undefined => {
    const { kind } = outcome;
    if (outcome.clientOrderId !== clientOrderId) return `I3 the outcome of another order: ${outcome.clientOrderId}`;
    if (isSmooth && (kind === 'not-sent' || kind === 'outcome-unknown')) return `I1 ${kind} though nothing was wrong`;
    if (act.verb !== 'place') return undefined;
    const orders = there();
    if (kind === 'accepted' && (orders[0] === undefined || orders[0].id !== outcome.orderId))
      return `I1 accepted, but there is no ${outcome.orderId}`;
    return unfounded(outcome);
  };
  return {
    act() {
      if (left) return;
      const outcome$ = outcomeOf(act, settings);
      held = outcome$.subscribe({
        next: (outcome) => {
          outcomes.push(outcome);
          told(`${name} ${outcome.kind}`);
          if (outcome.kind !== 'accepted') noticed(outcome.error);
          if (left) wrong(`I18 ${name} heard ${outcome.kind} after it left`);
          const fault = judged(outcome);
          if (fault !== undefined) wrong(`${fault} (${name} ${act.verb})`);
        },
        error: (error: unknown) => wrong(`I1 an order ended with ${String(error)} (${name})`),
        complete: () => {
          isOver = true;
          if (outcomes.length !== 1) wrong(`I1 ${outcomes.length} outcomes (${name} ${act.verb})`);
          // Whoever comes later hears the same, and nothing is done again.
          const last = outcomes.at(-1);
          outcome$.subscribe((again) => {
            if (again !== last) wrong(`I2 another outcome for who came later (${name} ${act.verb})`);
          });
        },
      });
    },
    leave() {
      left = true;
      held?.unsubscribe();
    },
    ended() {
      // Its frame may still have been on its way.
      const [outcome] = outcomes;
      const late = outcome && unfounded(outcome);
      if (late !== undefined) return `${late} in the end (${name})`;
      if (there().length > most) return `I2 ${there().length} orders of one id (${name})`;
      return held === undefined || isOver || left ? undefined : `I1 no outcome (${name} ${act.verb})`;
    },
  };
}

function outcomeOf(act: Act, { client, venue, account }: TraderSettings): ReturnType<Client['cancelOrder']> {
  const { symbol, side } = act;
  const ref = { symbol, clientOrderId: account.idOf(act.order) };
  const size = account.size(symbol);
  switch (act.verb) {
    case 'place':
      return client.placeOrder({ ...ref, side, size, ...priced(act, venue) });
    case 'amend':
      return client.amendOrder({ ...ref, size, price: priceOf(act, venue, 0.01), ...account.extras?.(side) });
    case 'cancel':
      return client.cancelOrder(ref);
  }
}

function priced(act: Act, venue: Venue): Pick<OrderRequest, 'type' | 'price'> {
  if (act.form === 'market') return { type: 'market' };
  return { type: 'limit', price: priceOf(act, venue, act.form === 'takes' ? -0.01 : 0.02) };
}

/** So much worse than the best price of its side, for who would trade at once; with as many decimals as the venue shows. */
function priceOf({ symbol, side }: Act, venue: Venue, away: number): string {
  const { bids, asks } = venue.book(symbol, 1);
  const [best] = side === 'buy' ? bids : asks;
  const { price = 1_000, priceText = '1000.0' } = best ?? {};
  const decimals = priceText.split('.')[1]?.length ?? 0;
  return (price * (side === 'buy' ? 1 - away : 1 + away)).toFixed(decimals);
}
