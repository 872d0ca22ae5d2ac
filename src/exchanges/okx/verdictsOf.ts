import type { OrderRef } from '../../model/orderRequest.ts';
import type { Verdict } from '../../protocol/orderRules.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import { refusalWith } from './rejectionOf.ts';

/**
 * What a reply says of each order, in their order: `sCode` 0 is accepted.
 *
 * ```json
 * {"id":"7","op":"batch-orders","code":"2","msg":"","data":[{"clOrdId":"a","ordId":"12","sCode":"0","sMsg":""},{"clOrdId":"b","ordId":"","sCode":"51008","sMsg":"Insufficient balance"}]}
 * ```
 */
export function verdictsOf(reply: unknown, items: readonly OrderRef[]): readonly (Verdict | undefined)[] {
  const data = isRow(reply) ? reply['data'] : undefined;
  const rows = Array.isArray(data) ? data.map((row: unknown) => (isRow(row) ? row : {})) : [];
  return items.map((item, index) => {
    const placed = rows.length === items.length ? rows[index] : undefined;
    return verdictIn(rows.find((row) => isOf(row, item)) ?? anonymous(placed, item));
  });
}

function isOf({ clOrdId, ordId }: Row, { clientOrderId, orderId }: OrderRef): boolean {
  return (clientOrderId !== undefined && clOrdId === clientOrderId) || (orderId !== undefined && ordId === orderId);
}

/** A row that does not name an order as it was asked for is of the one at its place; one that does is of that one alone. */
function anonymous(row: Row | undefined, { orderId }: OrderRef): Row | undefined {
  const isNamed = (id: unknown): boolean => id !== undefined && id !== '';
  return isNamed(row?.['clOrdId']) || (orderId !== undefined && isNamed(row?.['ordId'])) ? undefined : row;
}

function verdictIn(row: Row | undefined): Verdict | undefined {
  const { sCode, sMsg, ordId, clOrdId } = row ?? {};
  if (typeof sCode !== 'string') return undefined;
  if (sCode !== '0') return { kind: 'rejected', ...refusalWith(sCode, sMsg) };
  if (typeof ordId !== 'string' || ordId === '') return undefined;
  return {
    kind: 'accepted',
    orderId: ordId,
    ...(typeof clOrdId === 'string' && clOrdId !== '' ? { clientOrderId: clOrdId } : {}),
  };
}
