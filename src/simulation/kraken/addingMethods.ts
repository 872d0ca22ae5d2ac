import type { OrderAnswer } from '../exchange/exchange.ts';
import type { SimulatedOrder } from '../exchange/order.ts';
import type { SystemStatus } from '../fault.ts';
import type { VenueWorld } from '../venueSide.ts';
import { jsonText, quoted } from './jsonText.ts';
import { deadline as tooLate, forbidden, invalid } from './orderErrors.ts';
import type { DoOrder, OrderMethod, OrderReply } from './orderMethods.ts';
import { idsOf, type Params, type ReadParams, readParams } from './orderParams.ts';
import { done, failed, namesOf, refused } from './orderReplies.ts';

/** What orders are added with. */
export interface AddingSettings extends Pick<VenueWorld, 'exchange' | 'now'> {
  readonly system: () => SystemStatus;
}

/** The methods that add orders. `edit_order` cancels one and adds another in its place. */
export function addingMethods({
  exchange,
  now,
  system,
}: AddingSettings): Readonly<Record<Extract<OrderMethod, 'add_order' | 'edit_order' | 'batch_add'>, DoOrder>> {
  const add = (account: string, read: ReadParams | string): OrderAnswer | string => {
    if (typeof read === 'string') return read;
    const error = forbidden(system(), read.order.postOnly === true);
    if (error !== undefined) return error;
    return read.deadline !== undefined && read.deadline < now() ? tooLate : exchange.place(account, read.order);
  };
  return {
    add_order(account, params) {
      const read = readParams(params);
      if (typeof read !== 'string' && read.validate) return [done({ order_userref: String(read.userref) })];
      return [replyTo(add(account, read), read)];
    },
    edit_order(account, params) {
      const [ref] = idsOf(params);
      const old = ref === undefined ? undefined : exchange.find(account, ref);
      if (old?.status !== 'open') return [refused('unknown-order')];
      const read = readParams({ ...paramsOf(old), ...params, cl_ord_id: undefined });
      if (typeof read === 'string') return [failed(read)];
      exchange.cancel(account, { id: old.id });
      const answer = add(account, read);
      if (typeof answer === 'string' || answer.kind === 'refused') return [replyTo(answer, read)];
      return [done({ order_id: quoted(answer.order.id), original_order_id: quoted(old.id) })];
    },
    batch_add(account, { orders, symbol }) {
      if (!Array.isArray(orders) || orders.length < 2 || orders.length > 15) return [failed(invalid('orders'))];
      const items = (orders as readonly (Params | null)[]).map((params) => {
        const read = readParams(params ?? {}, symbol);
        return itemText(replyTo(add(account, read), read), params?.cl_ord_id);
      });
      return [{ kind: 'done', text: `{"orders":[${items.join(',')}]}` }];
    },
  };
}

function replyTo(answer: OrderAnswer | string, read: ReadParams | string): OrderReply {
  if (typeof answer === 'string') return failed(answer);
  if (answer.kind === 'refused') return refused(answer.reason);
  return done({ ...namesOf(answer.order), order_userref: typeof read === 'string' ? undefined : String(read.userref) });
}

/** `{"order_id":"O1","cl_ord_id":"O-A","success":true}`, `{"cl_ord_id":"O-B","success":false,"error":"EOrder:Invalid price"}` */
function itemText(reply: OrderReply, clientOrderId: unknown): string {
  if (reply.kind === 'done') return `${reply.text.slice(0, -1)},"success":true}`;
  const name = typeof clientOrderId === 'string' ? quoted(clientOrderId) : undefined;
  return jsonText({ cl_ord_id: name, success: 'false', error: quoted(reply.error) });
}

function paramsOf({ symbol, side, type, size, price, postOnly, timeInForce }: SimulatedOrder): Params {
  return {
    symbol,
    side,
    order_type: type,
    order_qty: Number(size),
    ...(price === undefined ? {} : { limit_price: Number(price) }),
    post_only: postOnly,
    time_in_force: timeInForce,
  };
}
