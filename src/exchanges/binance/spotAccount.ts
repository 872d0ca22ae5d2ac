import type { Balance } from '../../model/balance.ts';
import type { Channel, Subscription } from '../../model/subscription.ts';
import type { ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, isRow, type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { SocketQuery } from '../../protocol/query.ts';
import type { PrivateValue, StateContext } from '../../protocol/stateRule.ts';
import type { Topic } from '../../protocol/topic.ts';
import { present } from '../../util/present.ts';
import { subtractDecimals } from '../../util/subtractDecimals.ts';
import { orderEvent } from './orderEvent.ts';
import { orderInRow } from './orderRow.ts';
import { optionalMillis } from './wireFields.ts';

/** The one topic of an account, which all its channels share. */
export function accountTopic({ channel }: Subscription): Topic {
  return {
    key: 'account',
    route: 'account',
    item: 'account',
    batch: 'account',
    subscription: { channel: channel satisfies Channel },
  };
}

/**
 * Orders, fills and balances of a spot account, all told in its one stream. Open orders and balances are asked for once it is
 * confirmed. Fills that happened while nobody listened are not told afterwards, but in what of their orders is filled.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream
 */
export const spotAccount: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: accountTopic,
  reader:
    ({ exchange }) =>
    (payload, receivedAt) => {
      const event = payload as Row;
      if (event['e'] === 'executionReport') return orderEvent(event, { exchange, market: 'spot', receivedAt });
      if (event['e'] !== 'outboundAccountPosition') return [];
      const time = optionalMillis(event['u'], 'u');
      return rowsOf(event['B'], 'B').map(({ a: asset, f: free, l: locked }) =>
        toBalance({ asset, free, locked }, exchange, time, receivedAt),
      );
    },
  state: {
    covers: ['order', 'balance'],
    queries: ({ exchange }: StateContext) => [openOrders(exchange), balances(exchange)],
  },
};

function openOrders(exchange: string): SocketQuery<readonly PrivateValue[]> {
  return {
    kind: 'socket',
    message: { method: 'openOrders.status', params: {} },
    weight: 80,
    read: (reply, receivedAt) =>
      rowsOf((reply as Row)['result'], 'result').map((row) => orderInRow(row, 'spot', exchange, receivedAt)),
  };
}

function balances(exchange: string): SocketQuery<readonly PrivateValue[]> {
  return {
    kind: 'socket',
    // Or else each of some hundred assets is told of, that one has nothing of it.
    message: { method: 'account.status', params: { omitZeroBalances: true } },
    weight: 20,
    read: (reply, receivedAt) => {
      const { result } = reply as Row;
      const account = isRow(result) ? result : {};
      // 0 where it never changed.
      const time = optionalMillis(account['updateTime'], 'updateTime') || undefined;
      return rowsOf(account['balances'], 'balances').map(({ asset, free, locked }) =>
        toBalance({ asset, free, locked }, exchange, time, receivedAt),
      );
    },
  };
}

function toBalance(
  { asset, free, locked }: Readonly<Record<'asset' | 'free' | 'locked', unknown>>,
  exchange: string,
  time: number | undefined,
  receivedAt: number,
): Balance {
  const [freeNumber, used] = [decimalOf(free, 'free'), decimalOf(locked, 'locked')];
  const [freeText, usedText] = [textOf(free, 'free'), textOf(locked, 'locked')];
  const totalText = subtractDecimals(freeText, `-${usedText}`);
  return present({
    kind: 'balance' as const,
    exchange,
    asset: textOf(asset, 'asset'),
    free: freeNumber,
    freeText,
    used,
    usedText,
    total: Number(totalText),
    totalText,
    time,
    receivedAt,
  });
}
