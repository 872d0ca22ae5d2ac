import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import type { Amount } from './amount.ts';
import type { Clearing } from './clearing.ts';
import { type Ledger, ledger } from './ledger.ts';
import type { AccountEvent, SimulatedBalance, SimulatedFill, SimulatedOrder, SimulatedPosition } from './order.ts';
import { type OrderRecord, orderOf } from './orderRecord.ts';
import { spotClearing } from './spotClearing.ts';
import { swapClearing } from './swapClearing.ts';
import type { Fees } from './terms.ts';

/** An account as it stands. */
export interface AccountState {
  readonly key: string;
  /** All it ever had, the oldest first; of those that ended the latest ten thousand. */
  readonly orders: readonly SimulatedOrder[];
  /** The oldest first; the latest ten thousand. */
  readonly fills: readonly SimulatedFill[];
  readonly balances: readonly SimulatedBalance[];
  /** Of swaps that were ever traded. */
  readonly positions: readonly SimulatedPosition[];
}

/** Which order is meant: its id counts before the customer's own. */
export interface OrderRef {
  readonly id?: string | undefined;
  readonly clientOrderId?: string | undefined;
}

/** A customer: what he owns, what he has ordered, and who listens for him. */
export interface Customer {
  readonly key: string;
  readonly ledger: Ledger;
  clearing(spec: InstrumentSpec): Clearing;
  add(record: OrderRecord): void;
  find(ref: OrderRef): OrderRecord | undefined;
  /** The oldest first. */
  open(symbol?: string): readonly OrderRecord[];
  /** Tells what befell an order, and then what that did to balances and position. */
  tell(
    record: OrderRecord,
    change: 'placed' | 'filled' | 'amended' | 'canceled',
    at: number,
    fill?: SimulatedFill,
  ): void;
  /** Pays in, or takes out, and tells of it. */
  transfer(asset: string, amount: Amount, at: number): void;
  follow(listener: (event: AccountEvent) => void): () => void;
  state(): AccountState;
}

const KEPT = 10_000;

/** A customer who has done nothing yet. */
export function customer(key: string, balances: Readonly<Record<string, string>>, fees: Fees): Customer {
  const owned = ledger(balances);
  const clearings = new Map<string, Clearing>();
  const orders = new Map<string, OrderRecord>();
  const open = new Set<OrderRecord>();
  const fills: SimulatedFill[] = [];
  const listeners = new Set<(event: AccountEvent) => void>();
  const tellAll = (event: AccountEvent): void => listeners.forEach((listener) => listener(event));
  const clearing: Customer['clearing'] = (spec) => {
    const made =
      clearings.get(spec.symbol) ?? (spec.settle === undefined ? spotClearing : swapClearing)(spec, fees, owned);
    clearings.set(spec.symbol, made);
    return made;
  };

  return {
    key,
    ledger: owned,
    clearing,
    add(record) {
      orders.set(record.id, record);
      open.add(record);
    },
    find({ id, clientOrderId }) {
      if (id !== undefined) return orders.get(id);
      return clientOrderId === undefined
        ? undefined
        : [...orders.values()].findLast((record) => record.clientOrderId === clientOrderId);
    },
    open: (symbol) => [...open].filter(({ spec }) => symbol === undefined || spec.symbol === symbol),
    tell(record, change, at, fill) {
      record.updatedAt = at;
      if (record.status !== 'open') open.delete(record);
      if (fill !== undefined) fills.push(fill);
      if (fills.length > 2 * KEPT) fills.splice(0, KEPT);
      if (orders.size > 2 * KEPT + open.size) forget(orders, KEPT);
      tellAll({ kind: 'order', change, order: orderOf(record), ...(fill === undefined ? {} : { fill }), at });
      for (const { balance, change: by } of owned.changes()) tellAll({ kind: 'balance', balance, change: by, at });
      const position = fill === undefined ? undefined : clearing(record.spec).position?.();
      if (position !== undefined) tellAll({ kind: 'position', position, at });
    },
    transfer(asset, amount, at) {
      owned.add(asset, amount);
      for (const { balance, change } of owned.changes()) {
        tellAll({ kind: 'balance', balance, change, isTransfer: true, at });
      }
    },
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => ({
      key,
      orders: [...orders.values()].map(orderOf),
      fills: [...fills],
      balances: owned.balances(),
      positions: [...clearings.values()].flatMap(({ position }) => position?.() ?? []),
    }),
  };
}

/** Forgets the oldest orders that have ended. */
function forget(orders: Map<string, OrderRecord>, count: number): void {
  const ended = [...orders.values()].filter(({ status }) => status !== 'open');
  for (const { id } of ended.slice(0, count)) orders.delete(id);
}
