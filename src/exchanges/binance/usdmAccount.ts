import type { Balance } from '../../model/balance.ts';
import type { Position } from '../../model/position.ts';
import type { ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, isRow, optionalDecimal, type Row, rowsOf, textOf } from '../../protocol/fields.ts';
import type { PrivateValue, StateContext } from '../../protocol/stateRule.ts';
import { present } from '../../util/present.ts';
import { orderEvent } from './orderEvent.ts';
import { orderInRow } from './orderRow.ts';
import { priceTextOf } from './orderWords.ts';
import { signedQuery } from './signedQuery.ts';
import { accountTopic } from './spotAccount.ts';
import { unifiedSymbol } from './unifiedSymbol.ts';
import { optionalMillis } from './wireFields.ts';

/**
 * Orders, fills, balances and positions of an account of futures margined in dollar coins. Nothing is subscribed: an open socket
 * tells it all, and REST what there was before. Of balances `free` is what the cross wallet holds, margin in use included, for
 * the stream says no more.
 *
 * @see https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams
 */
export const usdmAccount: ValueChannel<PrivateValue> = {
  kind: 'values',
  topicOf: accountTopic,
  reader:
    ({ exchange }) =>
    (payload, receivedAt) => {
      const { e: event, o: order, a: account, T } = payload as Row;
      const stamp = { exchange, time: optionalMillis(T, 'T'), receivedAt };
      if (event === 'ORDER_TRADE_UPDATE' && isRow(order))
        return orderEvent(order, { exchange, market: 'usdm', receivedAt });
      if (event !== 'ACCOUNT_UPDATE' || !isRow(account)) return [];
      return [
        ...rowsOf(account['B'] ?? [], 'B').map(({ a: asset, wb: total, cw: free }) =>
          toBalance({ asset, total, free }, stamp),
        ),
        ...rowsOf(account['P'] ?? [], 'P').map((row) =>
          toPosition({ s: row['s'], pa: row['pa'], ep: row['ep'], up: row['up'], mt: row['mt'], ps: row['ps'] }, stamp),
        ),
      ];
    },
  state: {
    covers: ['order', 'balance', 'position'],
    queries: ({ exchange }: StateContext) => [
      signedQuery('/fapi/v1/openOrders', 40, (reply, receivedAt) =>
        rowsOf(reply, 'orders').map((row) => orderInRow(row, 'usdm', exchange, receivedAt)),
      ),
      signedQuery('/fapi/v3/balance', 5, (reply, receivedAt) =>
        rowsOf(reply, 'balances').map((row) =>
          toBalance(
            { asset: row['asset'], total: row['balance'], free: row['crossWalletBalance'] },
            { exchange, time: undefined, receivedAt },
          ),
        ),
      ),
      signedQuery('/fapi/v3/positionRisk', 5, (reply, receivedAt) =>
        rowsOf(reply, 'positions').map((row) => positionInRow(row, exchange, receivedAt)),
      ),
    ],
  },
};

interface Stamped {
  readonly exchange: string;
  readonly time: number | undefined;
  readonly receivedAt: number;
}

function toBalance(
  { asset, total, free }: Readonly<Record<'asset' | 'total' | 'free', unknown>>,
  stamp: Stamped,
): Balance {
  return present({
    ...stamp,
    kind: 'balance' as const,
    asset: textOf(asset, 'asset'),
    free: decimalOf(free, 'free'),
    freeText: textOf(free, 'free'),
    total: decimalOf(total, 'total'),
    totalText: textOf(total, 'total'),
  });
}

/** `{"s":"BTCUSDT","pa":"-10","ep":"6563.8","up":"-1423.15600","mt":"isolated","iw":"0","ps":"SHORT"}`, without what differs in answers. */
type PositionFields = Readonly<Record<'s' | 'pa' | 'ep' | 'up' | 'mt' | 'ps', unknown>>;

function toPosition({ s, pa, ep, up, mt, ps }: PositionFields, stamp: Stamped): Position {
  const amount = decimalOf(pa, 'pa');
  const entryPriceText = priceTextOf(ep);
  const margin = typeof mt === 'string' ? mt.toLowerCase() : '';
  const side = amount > 0 ? ('long' as const) : ('short' as const);
  return present({
    ...stamp,
    kind: 'position' as const,
    symbol: unifiedSymbol(textOf(s, 's'), 'usdm'),
    // `BOTH`, or of who holds both a long and a short one `LONG` and `SHORT`.
    positionId: textOf(ps, 'ps'),
    side: amount === 0 ? ('flat' as const) : side,
    size: Math.abs(amount),
    sizeText: textOf(pa, 'pa').replace(/^-/, ''),
    entryPrice: optionalDecimal(entryPriceText, 'ep'),
    entryPriceText,
    unrealisedPnl: optionalDecimal(up, 'up'),
    marginMode: margin === 'isolated' || margin === 'cross' ? (margin as 'isolated' | 'cross') : undefined,
    unit: 'base' as const,
  });
}

/** `{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"0.001","entryPrice":"22185.2","markPrice":"21123.05","unRealizedProfit":"-1.06","liquidationPrice":"19731.45","isolatedMargin":"0","updateTime":1692945600000}` */
function positionInRow(row: Row, exchange: string, receivedAt: number): Position {
  const stamp = { exchange, time: optionalMillis(row['updateTime'], 'updateTime') || undefined, receivedAt };
  return present({
    ...toPosition(
      {
        s: row['symbol'],
        pa: row['positionAmt'],
        ep: row['entryPrice'],
        up: row['unRealizedProfit'],
        mt: row['marginType'],
        ps: row['positionSide'],
      },
      stamp,
    ),
    markPrice: optionalDecimal(priceTextOf(row['markPrice']), 'markPrice'),
    liquidationPrice: optionalDecimal(priceTextOf(row['liquidationPrice']), 'liquidationPrice'),
  });
}
