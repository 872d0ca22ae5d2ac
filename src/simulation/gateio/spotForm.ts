import { amountOf, amountText } from '../exchange/amount.ts';
import type { SimulatedOrder } from '../exchange/order.ts';
import { fieldText } from './fieldText.ts';
import type { Form } from './form.ts';
import { endOf, textOf, timeOf } from './orderWords.ts';
import type { Papers } from './papers.ts';
import { invalid } from './refusals.ts';
import { trimmed } from './trimmed.ts';

const STATUS: Readonly<Record<SimulatedOrder['status'], string>> = {
  open: 'open',
  filled: 'closed',
  canceled: 'cancelled',
};

/** A market order to buy counts what it may cost, and so what is left of that. */
function sizes(
  { side, size, left, cost }: SimulatedOrder,
  { type, amount }: Papers,
): { readonly amount: string; readonly left: string } {
  if (type === 'limit' || side === 'sell') return { amount: trimmed(size), left: trimmed(left) };
  return { amount, left: amountText((amountOf(amount) ?? 0n) - (amountOf(cost) ?? 0n)) };
}

const seconds = (at: number): string => String(Math.floor(at / 1_000));

/** Orders on spot: all numbers are text, the id too. */
export const spotForm: Form = {
  instrument: 'currency_pair',
  read(fields, { market }) {
    const { side } = fields;
    const [type, amount, account] = [
      fieldText(fields.type) || 'limit',
      fieldText(fields.amount),
      fieldText(fields.account) || 'spot',
    ];
    const text = textOf(fields);
    const time = timeOf(fields.time_in_force, type === 'market');
    if (typeof text !== 'string') return text;
    if (!('tif' in time)) return time;
    if (side !== 'buy' && side !== 'sell') return invalid('Invalid side');
    if (type !== 'limit' && type !== 'market') return invalid('Invalid type');
    return {
      papers: { type, account, tif: time.tif, amount, text: text || 'apiv4', isClose: false },
      request: {
        ...time.terms,
        symbol: market.spec.symbol,
        side,
        type,
        size: amount,
        ...(type === 'market' && side === 'buy' ? { sizeIn: 'quote' } : {}),
        ...(type === 'limit' ? { price: fieldText(fields.price) } : {}),
        ...(text === '' ? {} : { clientOrderId: text }),
      },
    };
  },
  amendment({ price, amount }) {
    const [newPrice, size] = [fieldText(price), fieldText(amount)];
    if (newPrice === '' && size === '') return invalid('Nothing to amend');
    return { ...(newPrice === '' ? {} : { price: newPrice }), ...(size === '' ? {} : { size }) };
  },
  row({ name, market }, order, { papers }) {
    const { base, quote } = market.spec;
    const cost = trimmed(order.cost);
    const currency = order.side === 'buy' ? base : quote;
    return {
      id: order.id,
      text: papers.text,
      amend_text: '-',
      create_time: seconds(order.createdAt),
      update_time: seconds(order.updatedAt),
      create_time_ms: Math.floor(order.createdAt),
      update_time_ms: Math.floor(order.updatedAt),
      status: STATUS[order.status],
      currency_pair: name,
      type: papers.type,
      account: papers.account,
      side: order.side,
      ...sizes(order, papers),
      price: trimmed(order.price ?? '0'),
      time_in_force: papers.tif,
      iceberg: '0',
      fill_price: cost,
      filled_total: cost,
      filled_amount: trimmed(order.filled),
      avg_deal_price: trimmed(order.averagePrice ?? '0'),
      fee: trimmed(order.fee),
      fee_currency: currency,
      point_fee: '0',
      gt_fee: '0',
      gt_discount: false,
      rebated_fee: '0',
      rebated_fee_currency: quote,
      stp_id: 0,
      stp_act: '-',
      finish_as: endOf(order) ?? 'open',
    };
  },
  fill({ name }, fill, { uid, papers }) {
    return {
      id: fill.id,
      user_id: Number(uid),
      order_id: fill.orderId,
      currency_pair: name,
      create_time: Math.floor(fill.at / 1_000),
      create_time_ms: `${Math.floor(fill.at)}.${String(fill.id % 1_000).padStart(3, '0')}`,
      side: fill.side,
      amount: trimmed(fill.size),
      role: fill.liquidity,
      price: trimmed(fill.price),
      fee: trimmed(fill.fee),
      fee_currency: fill.feeAsset,
      point_fee: '0',
      gt_fee: '0',
      text: papers.text,
    };
  },
};
