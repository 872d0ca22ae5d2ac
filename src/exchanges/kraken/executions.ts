import { ColdwireError } from '../../errors/coldwireError.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { type Row, textOf } from '../../protocol/fields.ts';
import type { PrivateValue } from '../../protocol/stateRule.ts';
import type { AccountPayload } from './accountPayload.ts';
import { accountTopic } from './accountTopic.ts';
import { fillIn, isOver, type KnownOrder, orderIn } from './executionRow.ts';
import { inSequence } from './inSequence.ts';

/**
 * Orders and fills, both told by the channel `executions`. Its snapshot holds all open orders and the latest 50 fills; updates are
 * partial and numbered.
 */
export const executions: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => accountTopic('executions', subscription),
  reader: executionsReader,
  state: { covers: ['order'], isSnapshot: (payload) => (payload as AccountPayload).snapshot },
};

function executionsReader({ exchange }: ReadContext): Reader<PrivateValue> {
  const rowsIn = inSequence();
  const known = new Map<string, KnownOrder>();
  return (payload, receivedAt) => {
    const { snapshot } = payload as AccountPayload;
    if (snapshot) known.clear();
    return rowsIn(payload as AccountPayload).flatMap((row): readonly PrivateValue[] => {
      const stamp = { exchange, receivedAt };
      const id = textOf(row['order_id'], 'order_id');
      const isTrade = row['exec_type'] === 'trade';
      const order = merged(known.get(id), row);
      const fills = isTrade ? [fillIn(row, order, stamp)] : [];
      // A trade of the past is told as `filled`, whatever its order is now, which has a row of its own while it is open.
      if (snapshot && isTrade && (known.has(id) || !isWhole(row))) return fills;
      if (!isWhole(order.row)) {
        if (isOver(row)) return fills;
        throw new ColdwireError('protocol-violation', { what: 'an order that was never told of' });
      }
      if (isOver(order.row)) known.delete(id);
      else known.set(id, order);
      return [orderIn(order, stamp), ...fills];
    });
  };
}

/** What is known of an order with one more row: each tells what has changed. */
function merged(known: KnownOrder | undefined, row: Row): KnownOrder {
  const isBirth = row['exec_type'] === 'pending_new' || row['exec_type'] === 'new';
  return { row: { ...known?.row, ...row }, bornAt: known?.bornAt ?? (isBirth ? row['timestamp'] : undefined) };
}

function isWhole({ symbol, side, order_qty: size, cash_order_qty: cash }: Row): boolean {
  return symbol !== undefined && side !== undefined && (size ?? cash) !== undefined;
}
