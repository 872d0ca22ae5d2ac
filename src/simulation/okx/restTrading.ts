import type { VenueWorld } from '../venueSide.ts';
import type { Desk } from './desk.ts';
import { type Answering, done, refused } from './envelope.ts';
import { fieldText } from './fieldText.ts';
import { fillRow } from './fillRow.ts';
import type { InstrumentRows } from './instrumentRows.ts';
import { orderRow } from './orderRow.ts';
import type { Fields } from './request.ts';
import { tradeItem, tradeOutcome } from './tradeItem.ts';
import type { Trader, TradeKind } from './trader.ts';

/** What they depend on. */
export interface RestTradingSettings {
  readonly world: VenueWorld;
  readonly desks: ReadonlyMap<string, Desk>;
  readonly trader: Trader;
}

/** Seconds after which orders may be told to go unless told again. */
const TIMEOUT = { least: 10, most: 120 } as const;

/** The answers to what is about orders, by method and path. REST still takes instruments by their names. */
export function restTrading(
  { world, desks, trader }: RestTradingSettings,
  rowsOf: InstrumentRows,
): readonly (readonly [string, Answering])[] {
  const { exchange, now } = world;
  const row: Parameters<typeof rowsOf<Parameters<typeof orderRow>[1]>>[2] = (listing, order) =>
    orderRow(listing, order, trader.papersOf(order.id));
  const trade =
    (kind: TradeKind, isBatched: boolean): Answering =>
    ({ body }, account) => {
      const items = fieldsOf(body).map((fields) => {
        const listing = desks.get(fieldText(fields.instId))?.listing;
        return tradeItem(kind, fields, trader.trade({ kind, account, fields, listing, isBatched }), now());
      });
      return { ...tradeOutcome(items), data: items };
    };
  const order: Answering = ({ query }, account) => {
    const [id, clientOrderId] = [query.get('ordId') ?? undefined, query.get('clOrdId') ?? undefined];
    const found = exchange.find(account, { id, clientOrderId });
    const rows = found === undefined ? [] : rowsOf([found], query, row);
    return rows.length === 0 ? refused('51603', 'Order does not exist') : done(rows);
  };
  // The latest first, as the venue lists them.
  const ended: Answering = ({ query }, account) => {
    const orders = exchange.state(account).orders.filter(({ status }) => status !== 'open');
    return done(rowsOf(orders.reverse(), query, row));
  };
  const fills: Answering = ({ query }, account) =>
    done(rowsOf([...exchange.state(account).fills].reverse(), query, fillRow));
  const cancelAllAfter: Answering = ({ body }, account) => {
    const seconds = Number(fieldsOf(body)[0]?.timeOut);
    const isOff = seconds === 0;
    if (!isOff && !(seconds >= TIMEOUT.least && seconds <= TIMEOUT.most)) {
      return refused('51000', 'Parameter timeOut error');
    }
    const at = exchange.cancelAllAfter(account, seconds * 1_000);
    return done([{ triggerTime: isOff ? '0' : String(at), tag: '', ts: String(now()) }]);
  };
  return [
    ['GET /api/v5/trade/order', order],
    ['GET /api/v5/trade/orders-pending', ({ query }, account) => done(rowsOf(exchange.open(account), query, row))],
    ['GET /api/v5/trade/orders-history', ended],
    ['GET /api/v5/trade/fills', fills],
    ['GET /api/v5/trade/fills-history', fills],
    ['POST /api/v5/trade/order', trade('order', false)],
    ['POST /api/v5/trade/batch-orders', trade('order', true)],
    ['POST /api/v5/trade/cancel-order', trade('cancel', false)],
    ['POST /api/v5/trade/cancel-batch-orders', trade('cancel', true)],
    ['POST /api/v5/trade/amend-order', trade('amend', false)],
    ['POST /api/v5/trade/cancel-all-after', cancelAllAfter],
  ];
}

/** The items of a body: one, or those of a list. */
function fieldsOf(body: string): readonly Fields[] {
  try {
    const value = JSON.parse(body) as Fields | readonly Fields[] | null;
    return [value ?? {}].flat();
  } catch {
    return [];
  }
}
