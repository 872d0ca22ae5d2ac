import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { isRow, rowsOf } from '../../protocol/fields.ts';
import type { PrivateValue, StateContext } from '../../protocol/stateRule.ts';
import type { RestQuery } from '../../protocol/query.ts';
import { argOf } from './arg.ts';
import { fillIn, fillsIn, orderIn } from './orderRow.ts';
import { rowsIn } from './push.ts';
import { signedQuery } from './signedQuery.ts';
import { accountTopic } from './topic.ts';

/**
 * Orders and fills, both told by the channel `orders`. It sends no snapshot: the open orders are asked for over REST, the latest
 * hundred of each of them and of the fills, which is what an answer holds.
 */
export const orders: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: (subscription) => accountTopic('orders', subscription),
  reader: orderReader,
  state: {
    covers: ['order'],
    queries: (context) => [rowsQuery('orders-pending', context, orderIn), rowsQuery('fills', context, fillIn)],
  },
};

function orderReader({ exchange }: ReadContext) {
  return (payload: unknown, receivedAt: number): readonly PrivateValue[] =>
    rowsIn(payload).flatMap((row) => [orderIn(row, exchange, receivedAt), ...fillsIn(row, exchange, receivedAt)]);
}

function rowsQuery(
  what: 'orders-pending' | 'fills',
  { exchange, subscription }: StateContext,
  read: typeof orderIn | typeof fillIn,
): RestQuery<readonly PrivateValue[]> {
  const { instType = 'ANY' } = argOf(subscription);
  const query = instType === 'ANY' ? '' : `?instType=${instType}`;
  return signedQuery(`/api/v5/trade/${what}${query}`, (reply, receivedAt) =>
    // The latest comes first there, and is told last, as in the stream.
    [...rowsOf(isRow(reply) ? reply['data'] : undefined, 'data')]
      .reverse()
      .map((row) => read(row, exchange, receivedAt)),
  );
}
