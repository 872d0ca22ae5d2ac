import type { AccountEvent, SimulatedBalance, SimulatedPosition } from '../exchange/order.ts';
import { eight } from './eight.ts';
import { orderTradeUpdate, positionUpdate } from './futuresOrder.ts';
import { type Product, productOf } from './product.ts';
import { executionReport } from './spotOrder.ts';

/** The names that cancellations go by, and the numbers of executions. */
export interface ReportNames {
  readonly executionId: () => number;
  /** Of the cancellation of an order. */
  readonly cancelName: (orderId: string) => string;
}

/** One event in the venue's words, and of which symbol it is, if of one. */
export interface UserEvent {
  readonly event: object;
  readonly symbol?: string;
}

/** Events of an account in the words of a product, in order. What changed of its assets at once is one event. */
export function userEvents(
  product: Product,
  events: readonly AccountEvent[],
  names: ReportNames,
): readonly UserEvent[] {
  const told: UserEvent[] = [];
  let balances = new Map<string, SimulatedBalance>();
  let positions = new Map<string, SimulatedPosition>();
  let at = 0;
  const flush = (): void => {
    if (balances.size + positions.size > 0) {
      told.push({
        event: product === 'spot' ? positionOf([...balances.values()], at) : accountUpdate(balances, positions, at),
      });
    }
    balances = new Map();
    positions = new Map();
  };
  for (const event of events) {
    if (event.kind === 'order') {
      if (productOf(event.order.symbol) !== product) continue;
      flush();
      const { symbol, id } = event.order;
      told.push({
        symbol,
        event:
          product === 'spot'
            ? executionReport(event, names.executionId(), names.cancelName(id))
            : orderTradeUpdate(event),
      });
      continue;
    }
    at = event.at;
    if (event.kind === 'balance' && event.isTransfer === true) {
      flush();
      told.push(...transferred(product, event));
    } else if (event.kind === 'balance') {
      // Futures tell of wallets, which orders that only rest leave as they are.
      if (product === 'spot' || Number(event.change) !== 0) balances.set(event.balance.asset, event.balance);
    } else if (product === 'usdm') positions.set(event.position.symbol, event.position);
  }
  flush();
  return told;
}

/** `{"e":"outboundAccountPosition","E":1564034571105,"u":1564034571073,"B":[{"a":"ETH","f":"10000.000000","l":"0.000000"}]}` */
function positionOf(balances: readonly SimulatedBalance[], at: number): object {
  const rows = balances.map(({ asset, free, held }) => ({ a: asset, f: eight(free), l: eight(held) }));
  return { e: 'outboundAccountPosition', E: at, u: at, B: rows };
}

/** `{"e":"ACCOUNT_UPDATE","T":1564745798939,"E":1564745798939,"a":{"m":"ORDER","B":[{"a":"USDT","wb":"122624.12345678","cw":"100.12345678","bc":"0"}],"P":[]}}` */
function accountUpdate(
  balances: ReadonlyMap<string, SimulatedBalance>,
  positions: ReadonlyMap<string, SimulatedPosition>,
  at: number,
): object {
  const wallets = [...balances.values()].map(({ asset, total }) => ({
    a: asset,
    wb: eight(total),
    cw: eight(total),
    bc: '0',
  }));
  const a = { m: 'ORDER', B: wallets, P: [...positions.values()].map(positionUpdate) };
  return { e: 'ACCOUNT_UPDATE', T: at, E: at, a };
}

/** `{"e":"balanceUpdate","E":1573200697110,"a":"BTC","d":"100.00000000","T":1573200697068}`, after the balance itself; in futures, one event says both. */
function transferred(
  product: Product,
  { balance, change, at }: Extract<AccountEvent, { readonly kind: 'balance' }>,
): readonly UserEvent[] {
  if (product === 'spot') {
    const update = { e: 'balanceUpdate', E: at, a: balance.asset, d: eight(change), T: at };
    return [{ event: positionOf([balance], at) }, { event: update }];
  }
  const wallet = { a: balance.asset, wb: eight(balance.total), cw: eight(balance.total), bc: eight(change) };
  const m = change.startsWith('-') ? 'WITHDRAW' : 'DEPOSIT';
  return [{ event: { e: 'ACCOUNT_UPDATE', T: at, E: at, a: { m, B: [wallet], P: [] } } }];
}
