import { amountOf, amountText } from '../exchange/amount.ts';
import type { AccountEvent, CancelReason, SimulatedFill, SimulatedOrder } from '../exchange/order.ts';
import { jsonText, quoted } from './jsonText.ts';
import { krakenId } from './krakenId.ts';
import { timeText } from './timeText.ts';

/** Why an order ended, in the venue's words. The first is from captures of 2024 and 2026, the others are guesses `?`. */
const reasons: Readonly<Record<CancelReason, string>> = {
  customer: 'User requested',
  unfilled: 'Immediate or cancel',
  'would-take': 'Post only order',
  'self-trade': 'Self trade prevention',
  'dead-man': 'Cancel all orders after',
  failed: 'Order insert failed',
};

/** What an order's parts cost: five decimals at least, as captures show. */
export const money = (text: string): string => amountText(amountOf(text) ?? 0n, 5);
/** An average of prices, to ten decimals. */
export const average = (text = '0.0'): string => text.replace(/(\.\d{10})\d+$/, '$1');

/**
 * What an execution report on an order begins and ends with. With `whole` all that is known of the order, else what changes.
 *
 * `{"order_id":"OK4GJX-KSTLS-7DZZO5","symbol":"BTC/USD","order_qty":0.005,"cum_cost":0.00000,...}` (documentation, captures of 2025)
 */
function described(order: SimulatedOrder): Readonly<Record<string, string | undefined>> {
  return {
    symbol: quoted(order.symbol),
    order_qty: order.size,
    time_in_force: quoted(order.timeInForce),
    side: quoted(order.side),
    order_type: quoted(order.type),
    limit_price_type: order.price === undefined ? undefined : '"static"',
    limit_price: order.price,
    post_only: order.postOnly ? 'true' : undefined,
    fee_ccy_pref: '"fciq"',
  };
}

const named = ({ id, clientOrderId }: SimulatedOrder): Readonly<Record<string, string | undefined>> => ({
  order_id: quoted(id),
  cl_ord_id: quoted(clientOrderId),
  // Those with an id of the customer's own carry no reference (captures of January 2026).
  order_userref: clientOrderId === undefined ? '0' : undefined,
});

const summed = (order: SimulatedOrder): Readonly<Record<string, string | undefined>> => ({
  cum_qty: order.filled,
  cum_cost: money(order.cost),
  avg_price: average(order.averagePrice),
  fee_usd_equiv: money(order.fee),
});

const stateOf = ({ status, filled }: SimulatedOrder): string => {
  if (status !== 'open') return status;
  return /[1-9]/.test(filled) ? 'partially_filled' : 'new';
};

/** An order as the snapshot tells it. */
export function openOrderText(order: SimulatedOrder): string {
  return jsonText({
    ...named(order),
    ...described(order),
    ...summed(order),
    exec_type: '"new"',
    order_status: quoted(stateOf(order)),
    timestamp: quoted(timeText(order.createdAt)),
  });
}

/** A fill as snapshot and updates tell it. It is `partially_filled` even where it fills all: `filled` comes by itself (documentation). */
export function fillText(fill: SimulatedFill, { type, ...order }: SimulatedOrder, isPast: boolean): string {
  return jsonText({
    ...named({ type, ...order }),
    exec_id: quoted(krakenId('T', fill.id)),
    exec_type: '"trade"',
    trade_id: String(fill.id),
    symbol: quoted(fill.symbol),
    side: quoted(fill.side),
    last_qty: fill.size,
    last_price: fill.price,
    liquidity_ind: fill.liquidity === 'maker' ? '"m"' : '"t"',
    cost: money(fill.cost),
    order_type: quoted(type),
    order_status: isPast ? '"filled"' : '"partially_filled"',
    timestamp: quoted(timeText(fill.at, fill.id)),
    ...(isPast ? { fee_usd_equiv: money(fill.fee) } : summed({ type, ...order })),
    fees: `[${jsonText({ asset: quoted(fill.feeAsset), qty: money(fill.fee) })}]`,
  });
}

/** The reports an event makes: none for what is no order's, two where an order begins or a fill ends it. */
export function reportTexts(event: AccountEvent): readonly { readonly type: string; readonly text: string }[] {
  if (event.kind !== 'order') return [];
  const { order, change, fill } = event;
  const timestamp = quoted(timeText(event.at, order.id.length));
  const report = (type: string, status: string, fields: Readonly<Record<string, string | undefined>>) => ({
    type,
    text: jsonText({ ...named(order), ...fields, exec_type: quoted(type), order_status: quoted(status), timestamp }),
  });
  switch (change) {
    case 'placed':
      return [
        report('pending_new', 'pending_new', {
          ...described(order),
          cum_cost: '0.00000',
          stop_price: '0.0',
          fee_usd_equiv: '0.00000',
        }),
        report('new', 'new', {}),
      ];
    case 'filled': {
      const trade = fill === undefined ? [] : [{ type: 'trade', text: fillText(fill, order, false) }];
      return order.status === 'filled' ? [...trade, report('filled', 'filled', summed(order))] : trade;
    }
    case 'amended':
      return [
        report('amended', stateOf(order), {
          order_qty: order.size,
          limit_price: order.price,
          ...summed(order),
          amended: 'true',
          reason: '"User requested"',
        }),
      ];
    case 'canceled': {
      const reason = quoted(reasons[order.cancelReason ?? 'customer']);
      return [report('canceled', 'canceled', { ...summed(order), cancel_reason: reason, reason })];
    }
  }
}
