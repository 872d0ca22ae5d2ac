import type { VenueWorld } from '../venueSide.ts';
import { quoted } from './jsonText.ts';
import { krakenId } from './krakenId.ts';
import { invalid } from './orderErrors.ts';
import type { DoOrder, OrderMethod } from './orderMethods.ts';
import { idsOf, numberText, type Params } from './orderParams.ts';
import { done, failed, namesOf, refused } from './orderReplies.ts';

/** The methods that change and cancel orders. */
export function changingMethods({
  exchange,
  now,
}: Pick<VenueWorld, 'exchange' | 'now'>): Readonly<
  Record<Exclude<OrderMethod, 'add_order' | 'edit_order' | 'batch_add'>, DoOrder>
> {
  let amends = 0;
  return {
    amend_order(account, params) {
      const [ref] = idsOf(params);
      if (ref === undefined) return [failed(invalid('order_id'))];
      const answer = exchange.amend(account, ref, amendment(params));
      if (answer.kind === 'refused') return [refused(answer.reason)];
      const { order_id, cl_ord_id } = namesOf(answer.order);
      const name = ref.id === undefined ? { cl_ord_id } : { order_id };
      return [done({ amend_id: quoted(krakenId('T', ++amends)), ...name })];
    },
    cancel_order(account, params) {
      const ids = idsOf(params);
      if (ids.length === 0) return [failed(invalid('order_id'))];
      return ids.map((ref) => {
        const answer = exchange.cancel(account, ref);
        return answer.kind === 'done' ? done(namesOf(answer.order)) : refused(answer.reason);
      });
    },
    cancel_all: (account) => [done({ count: String(exchange.cancelAll(account).length) })],
    cancel_all_orders_after(account, { timeout }) {
      if (!Number.isInteger(timeout) || Number(timeout) < 0) return [failed(invalid('timeout'))];
      const at = exchange.cancelAllAfter(account, Number(timeout) * 1_000);
      const triggerTime = quoted(timeout === 0 ? '0' : second(at));
      return [done({ currentTime: quoted(second(now())), triggerTime })];
    },
    batch_cancel(account, params) {
      const ids = idsOf(params);
      if (ids.length < 2 || ids.length > 50) return [failed(invalid('orders'))];
      const gone = ids.filter((ref) => exchange.cancel(account, ref).kind === 'done');
      return [{ kind: 'done', field: 'orders_cancelled', text: String(gone.length) }];
    },
  };
}

const second = (at: number): string => `${new Date(Math.floor(at)).toISOString().slice(0, 19)}Z`;

function amendment(params: Params): { readonly price?: string; readonly size?: string } {
  const [size, price] = [numberText(params.order_qty), numberText(params.limit_price)];
  return { ...(size === undefined ? {} : { size }), ...(price === undefined ? {} : { price }) };
}
