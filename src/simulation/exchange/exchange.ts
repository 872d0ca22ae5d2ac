import { ColdwireError } from '../../errors/coldwireError.ts';
import type { ArmedFaults } from '../armedFaults.ts';
import { type ExchangeFault, isTarget } from '../fault.ts';
import type { Market } from '../market/market.ts';
import { amountOf } from './amount.ts';
import { type AccountState, type Customer, customer, type OrderRef } from './customer.ts';
import { type Amendment, amend } from './amending.ts';
import type { Duties } from '../agenda.ts';
import { deadMen } from './deadMen.ts';
import { forceTrades } from './forceTrades.ts';
import { type OrderRecord, orderOf } from './orderRecord.ts';
import { place, type PlacingSettings } from './placing.ts';
import { end, type Move, type Trading } from './trading.ts';
import type { AccountEvent, CancelReason, OrderRefusal, OrderRequest, SimulatedOrder } from './order.ts';
import type { Fees } from './terms.ts';

/** What became of a request: the order as it stands at once, or why nothing was done. */
export type OrderAnswer =
  | { readonly kind: 'done'; readonly order: SimulatedOrder }
  | { readonly kind: 'refused'; readonly reason: OrderRefusal };

/** What an exchange does in its own way. */
export interface ExchangeRules {
  /** The id of the order of this number. Default: its digits. */
  orderId?(count: number, random: () => number): string;
  /** Default: 0.16 % and 0.26 %, in the quote. */
  readonly fees?: Fees;
  /** What becomes of an order that would take though it must not. Default: it is refused. */
  readonly postOnly?: 'refuse' | 'cancel';
}

/**
 * The orders of a venue's customers, in its markets. Accounts are named by their keys. Everything happens at once; what an
 * account is told, `follow` tells in order: first what befell an order, then what that did to its balances and position.
 */
export interface Exchange {
  place(account: string, request: OrderRequest): OrderAnswer;
  /** Another price, another size, of an order that rests. Only a size that is smaller keeps its place in the queue. */
  amend(account: string, ref: OrderRef, to: Amendment): OrderAnswer;
  cancel(account: string, ref: OrderRef): OrderAnswer;
  /** What was canceled, the oldest first. */
  cancelAll(account: string, symbol?: string): readonly SimulatedOrder[];
  /** Cancels all in so many milliseconds unless told again before; 0: never. Gives the instant. */
  cancelAllAfter(account: string, delay: number): number;
  find(account: string, ref: OrderRef): SimulatedOrder | undefined;
  open(account: string, symbol?: string): readonly SimulatedOrder[];
  state(account: string): AccountState;
  follow(account: string, listener: (event: AccountEvent) => void): () => void;
  /** Makes the crowd trade, or trade with one order. */
  commit(fault: ExchangeFault): void;
  /** What it does by itself, when its time has come. */
  readonly duties: Duties;
}

/** What an exchange depends on. */
export interface ExchangeSettings {
  readonly markets: readonly Market[];
  readonly accounts: readonly { readonly key: string; readonly balances: Readonly<Record<string, string>> }[];
  readonly rules: ExchangeRules;
  readonly armed: Pick<ArmedFaults, 'take'>;
  readonly now: () => number;
  readonly random: () => number;
  readonly move: Move;
  /** There is another duty. */
  readonly dutiesChanged: () => void;
}

const FEES: Fees = { maker: 1_600, taker: 2_600, in: 'quote' };

/** An exchange whose customers have ordered nothing yet. */
export function exchangeOf(settings: ExchangeSettings): Exchange {
  const { markets, accounts, rules, armed, now, random, move, dutiesChanged } = settings;
  const { postOnly = 'refuse', fees = FEES, orderId = String } = rules;
  const customers = new Map(accounts.map(({ key, balances }) => [key, customer(key, balances, fees)]));
  const bySymbol = new Map(markets.map((market) => [market.spec.symbol, market]));
  let count = 1_000_000;
  const placing: PlacingSettings = { armed, postOnly, now, move, nextId: () => orderId(++count, random) };

  const customerOf = (account: string): Customer => {
    const found = customers.get(account);
    if (found !== undefined) return found;
    throw new ColdwireError('invalid-options', { option: 'account', expected: 'the key of an account' });
  };
  const marketOf = ({ spec }: OrderRecord): Market | undefined => bySymbol.get(spec.symbol);
  const endAll = (account: string, reason: CancelReason, symbol?: string): readonly SimulatedOrder[] => {
    const owner = customerOf(account);
    return owner.open(symbol).map((record) => {
      const market = marketOf(record);
      if (market !== undefined) move(market, () => end({ market, owner, record, now }, reason));
      return orderOf(record);
    });
  };
  const dying = deadMen((account) => void endAll(account, 'dead-man'));

  return {
    place(account, request) {
      const market = bySymbol.get(request.symbol);
      return market === undefined
        ? { kind: 'refused', reason: 'unknown-symbol' }
        : answerOf(place(customerOf(account), market, request, placing));
    },
    amend: (account, ref, to) =>
      withOpen(customerOf(account), ref, marketOf, (trading) => amend({ ...trading, now }, to, move)),
    cancel: (account, ref) =>
      withOpen(customerOf(account), ref, marketOf, (trading) => {
        move(trading.market, () => end({ ...trading, now }, 'customer'));
        return trading.record;
      }),
    cancelAll: (account, symbol) => endAll(account, 'customer', symbol),
    cancelAllAfter(account, delay) {
      const at = now() + delay;
      dying.set(customerOf(account).key, delay === 0 ? undefined : at);
      dutiesChanged();
      return at;
    },
    find(account, ref) {
      const record = customerOf(account).find(ref);
      return record === undefined ? undefined : orderOf(record);
    },
    open: (account, symbol) => customerOf(account).open(symbol).map(orderOf),
    state: (account) => customerOf(account).state(),
    follow: (account, listener) => customerOf(account).follow(listener),
    commit(fault) {
      if (fault.kind !== 'transfer') return forceTrades(fault, { markets, move, customers: [...customers.values()] });
      const { asset, amount } = fault.args;
      for (const one of customers.values()) {
        if (isTarget(fault, one.key)) one.transfer(asset, amountOf(amount) ?? 0n, now());
      }
    },
    duties: dying,
  };
}

const answerOf = (done: OrderRecord | OrderRefusal): OrderAnswer =>
  typeof done === 'string' ? { kind: 'refused', reason: done } : { kind: 'done', order: orderOf(done) };

/** Does something to an order that is open. */
function withOpen(
  owner: Customer,
  ref: OrderRef,
  marketOf: (record: OrderRecord) => Market | undefined,
  act: (trading: Omit<Trading, 'now'>) => OrderRecord | OrderRefusal,
): OrderAnswer {
  const record = owner.find(ref);
  const market = record === undefined ? undefined : marketOf(record);
  if (record === undefined || market === undefined) return answerOf('unknown-order');
  return answerOf(record.status === 'open' ? act({ market, owner, record }) : 'closed');
}
