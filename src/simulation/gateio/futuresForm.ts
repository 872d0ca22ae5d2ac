import type { SimulatedOrder } from '../exchange/order.ts';
import { fieldText } from './fieldText.ts';
import type { Form, RowOf } from './form.ts';
import type { Listing } from './listing.ts';
import { endOf, textOf, timeOf } from './orderWords.ts';
import { invalid } from './refusals.ts';
import { trimmed } from './trimmed.ts';

const signed = (side: SimulatedOrder['side'], size: string): number =>
  side === 'sell' ? -Number(size) || 0 : Number(size);

/** A time as futures tell it: seconds, with a fraction. */
const seconds = (at: number): number => Math.floor(at) / 1_000;

/** How an order fares; while it is open, whether anything has befallen it. */
function fateOf(order: SimulatedOrder): string {
  const isNew = order.createdAt === order.updatedAt && Number(order.filled) === 0;
  return endOf(order) ?? (isNew ? '_new' : '_update');
}

function rowOf({ name }: Listing, order: SimulatedOrder, { uid, papers }: RowOf): object {
  const { side, size, left, status, createdAt, updatedAt } = order;
  return {
    id: BigInt(order.id),
    user: Number(uid),
    contract: name,
    create_time: seconds(createdAt),
    create_time_ms: Math.floor(createdAt),
    update_time: seconds(updatedAt),
    update_time_ms: Math.floor(updatedAt),
    ...(status === 'open' ? {} : { finish_time: seconds(updatedAt), finish_time_ms: Math.floor(updatedAt) }),
    finish_as: fateOf(order),
    status: status === 'open' ? 'open' : 'finished',
    size: signed(side, size),
    left: signed(side, left),
    iceberg: 0,
    price: trimmed(order.price ?? '0'),
    fill_price: trimmed(order.averagePrice ?? '0'),
    mkfr: '0.001',
    tkfr: '0.0015',
    tif: papers.tif,
    text: papers.text,
    refu: 0,
    refr: '0',
    is_close: papers.isClose,
    is_liq: false,
    is_reduce_only: order.reduceOnly,
    stp_id: 0,
    stp_act: '-',
    amend_text: '-',
  };
}

/** Orders in futures: ids are numbers, sizes are contracts, below zero where they are sold. */
export const futuresForm: Form = {
  instrument: 'contract',
  read(fields, { market }, position) {
    const price = fieldText(fields.price) || '0';
    const isMarket = Number(price) === 0;
    const isClose = fields.close === true;
    const size = isClose && Number(fields.size ?? 0) === 0 ? String(-Number(position)) : fieldText(fields.size);
    const text = textOf(fields);
    const time = timeOf(fields.tif, isMarket);
    if (typeof text !== 'string') return text;
    if (!('tif' in time)) return time;
    if (!/^-?\d+(\.\d+)?$/.test(size)) return invalid('Invalid size');
    return {
      papers: {
        type: isMarket ? 'market' : 'limit',
        account: '',
        tif: time.tif,
        amount: size,
        text: text || 'api',
        isClose,
      },
      request: {
        ...time.terms,
        symbol: market.spec.symbol,
        side: size.startsWith('-') ? 'sell' : 'buy',
        type: isMarket ? 'market' : 'limit',
        size: size.replace('-', ''),
        ...(isMarket ? {} : { price }),
        reduceOnly: isClose || fields.reduce_only === true,
        ...(text === '' ? {} : { clientOrderId: text }),
      },
    };
  },
  amendment({ price, size }) {
    const [newPrice, newSize] = [fieldText(price), fieldText(size).replace('-', '')];
    if (newPrice === '' && newSize === '') return invalid('Nothing to amend');
    return { ...(newPrice === '' ? {} : { price: newPrice }), ...(newSize === '' ? {} : { size: newSize }) };
  },
  row: rowOf,
  fill({ name }, fill, { papers }) {
    return {
      id: String(fill.id),
      create_time: Math.floor(fill.at / 1_000),
      create_time_ms: Math.floor(fill.at),
      contract: name,
      order_id: fill.orderId,
      size: signed(fill.side, fill.size),
      price: trimmed(fill.price),
      role: fill.liquidity,
      text: papers.text,
      fee: Number(fill.fee),
      point_fee: 0,
    };
  },
};
