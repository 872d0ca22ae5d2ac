import type { Balance } from '../../src/model/balance.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Order } from '../../src/model/order.ts';
import type { AccountState } from '../../src/simulation/index.ts';

/** What one consumer knows of an account: the newest of all that it was told. */
export interface Holdings {
  /** What is wrong with a value by itself. */
  heard(value: unknown): string | undefined;
  /** In what it differs from the account as the venue has it, of the symbols that its channel covers. */
  differsFrom(state: AccountState, covers: (symbol: string) => boolean): string | undefined;
}

/** Nothing yet. */
export function holdings(): Holdings {
  const orders = new Map<string, Order>();
  const balances = new Map<string, Balance>();
  const fills = new Map<string, Fill>();
  const filled = (fill: Fill): string | undefined => {
    const key = `${fill.symbol} ${fill.orderId} ${fill.id}`;
    if (fills.has(key)) return `I22 fill ${key} twice`;
    fills.set(key, fill);
    return undefined;
  };
  return {
    heard(value) {
      const said = value as Order | Balance | Fill | { readonly kind: 'other' };
      if (said.kind === 'order') orders.set(`${said.symbol} ${said.orderId}`, said);
      if (said.kind === 'balance') balances.set(said.asset, said);
      return said.kind === 'fill' ? filled(said) : undefined;
    },
    differsFrom: (state, covers) =>
      ordersDiffer(orders, state, covers) ?? balancesDiffer(balances, state) ?? fillsDiffer(fills, state),
  };
}

const same = (text: string | number | undefined, number: number | undefined): boolean =>
  Number(text ?? 0) === (number ?? 0);

/** Words that venues have for more than the simulation tells apart. */
const ENDS: Readonly<Record<string, string>> = { 'partially-filled': 'open', expired: 'canceled' };

function ordersDiffer(
  orders: ReadonlyMap<string, Order>,
  state: AccountState,
  covers: (symbol: string) => boolean,
): string | undefined {
  for (const truth of state.orders) {
    const ours = orders.get(`${truth.symbol} ${truth.id}`);
    if (ours === undefined) {
      if (orders.size > 0 && truth.status === 'open' && covers(truth.symbol)) return `order ${truth.id} is not known`;
      continue;
    }
    const status = ENDS[ours.status] ?? ours.status;
    if (status !== truth.status && status !== 'unknown') return `order ${truth.id} is ${truth.status}, not ${status}`;
    if (!same(truth.filled, ours.filled) || !same(truth.size, ours.size) || !same(truth.price, ours.price))
      return `order ${truth.id} differs`;
  }
  const known = new Set(state.orders.map(({ symbol, id }) => `${symbol} ${id}`));
  const stranger = [...orders.keys()].find((key) => !known.has(key));
  return stranger === undefined ? undefined : `order ${stranger} is none`;
}

function balancesDiffer(balances: ReadonlyMap<string, Balance>, state: AccountState): string | undefined {
  for (const { asset, total } of state.balances) {
    const ours = balances.get(asset);
    // Cut off, where the venue tells fewer decimals than it keeps.
    if (ours !== undefined && Math.abs(Number(total) - ours.total) > 2e-8)
      return `${asset} is ${total}, not ${ours.totalText}`;
  }
  return undefined;
}

/** Executions are told by the order and by what was traded: their ids are the venue's own affair. */
function fillsDiffer(fills: ReadonlyMap<string, Fill>, state: AccountState): string | undefined {
  const left = state.fills.map(({ orderId, price, size }) => `${orderId} ${Number(price)} ${Number(size)}`);
  for (const { id, orderId, price, size } of fills.values()) {
    const at = left.indexOf(`${orderId} ${price} ${size}`);
    if (at < 0) return `fill ${id} is none`;
    left.splice(at, 1);
  }
  return undefined;
}
