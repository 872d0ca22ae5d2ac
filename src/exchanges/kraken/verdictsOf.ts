import type { OrderRef } from '../../model/orderRequest.ts';
import type { Verdict } from '../../protocol/orderRules.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { isInDoubt } from './isInDoubt.ts';

/**
 * What a reply that is no refusal says of each order. One of a batch is found by the customer's id where that is echoed, else by
 * its place.
 *
 * ```json
 * {"method":"add_order","req_id":42,"success":true,"result":{"order_id":"OABCDE-12345-FGHIJ","cl_ord_id":"..."}}
 * {"method":"amend_order","req_id":43,"success":true,"result":{"amend_id":"TTW6PD-RC36L-ZZSWNU","cl_ord_id":"..."}}
 * {"method":"batch_add","req_id":45,"success":true,"result":{"orders":[{"order_id":"O1","cl_ord_id":"O-A","success":true},{"cl_ord_id":"O-B","success":false,"error":"EOrder:Invalid price"}]}}
 * ```
 * A change and a cancel by the customer's id may be answered without the venue's, which is empty then.
 */
export function verdictsOf(reply: unknown, items: readonly OrderRef[]): readonly (Verdict | undefined)[] {
  const { method } = isRow(reply) ? reply : {};
  const isNew = method === 'add_order' || method === 'batch_add';
  const rows = resultRows(reply);
  return items.map((item, at) => {
    const { clientOrderId } = item;
    const named = rows.find((row) => clientOrderId !== undefined && row['cl_ord_id'] === clientOrderId);
    const placed = rows.length === items.length ? rows[at] : undefined;
    const row = named ?? (placed?.['cl_ord_id'] === undefined || items.length === 1 ? placed : undefined);
    return row && verdictOf(row, isNew ? undefined : (item.orderId ?? ''));
  });
}

/** The rows of a result: one, or those of a batch, in either of the shapes that were seen. */
export function resultRows(reply: unknown): readonly Row[] {
  const result = isRow(reply) ? reply['result'] : undefined;
  const rows = isRow(result) && Array.isArray(result['orders']) ? result['orders'] : result;
  return (Array.isArray(rows) ? rows : [rows]).filter(isRow);
}

function verdictOf(
  { order_id: id, cl_ord_id: ownId, success, error }: Row,
  known: string | undefined,
): Verdict | undefined {
  if (typeof error === 'string')
    return { kind: 'rejected', reason: error, ...(isInDoubt(error) ? { isUnknown: true } : {}) };
  if (success === false) return { kind: 'rejected', reason: 'refused without a reason' };
  const orderId = typeof id === 'string' ? id : known;
  if (orderId === undefined) return undefined;
  return present({
    kind: 'accepted',
    orderId,
    clientOrderId: typeof ownId === 'string' ? ownId : undefined,
  }) as Verdict;
}
