import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import type { ExactAmendment, ExactOrder, OrderAction, OrderContext, OrderRules } from '../../protocol/orderRules.ts';
import { isRow, rowsOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { randomText } from '../../util/randomText.ts';
import { instIdOf } from './instId.ts';
import { orderIn } from './orderRow.ts';
import { orderTypeOf } from './orderTypeOf.ts';
import { signedQuery } from './signedQuery.ts';
import { verdictsOf } from './verdictsOf.ts';

/** `Order does not exist`. */
const MISSING = '51603';

/**
 * Orders over the private socket, one reply a request. Nothing there cancels all orders of an account at once (`mass-cancel` is for
 * market makers of options), and its dead man's switch is on REST alone: `cancelAll` and `cancelAllAfter` are unsupported.
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-trade-ws-place-order
 */
export const orderRules: OrderRules = {
  clientOrderId: {
    make: (random) => randomText(random, 24),
    isValid: (id) => /^[A-Za-z0-9]{1,32}$/.test(id),
    form: '1 to 32 letters and digits',
  },
  needsInstrument: true,
  place: actionOf('order', 'batch-orders', placed),
  amend: actionOf('amend-order', 'batch-amend-orders', amended),
  cancel: actionOf('cancel-order', 'batch-cancel-orders', named),
  verdictsOf,
  find: (which, { exchange }) => {
    const { ordId, clOrdId } = idsOf(which);
    const id =
      ordId === undefined ? `clOrdId=${encodeURIComponent(clOrdId ?? '')}` : `ordId=${encodeURIComponent(ordId)}`;
    return signedQuery(`/api/v5/trade/order?instId=${instIdOf(which.symbol)}&${id}`, (reply, receivedAt) => {
      const [row] = rowsOf(isRow(reply) ? reply['data'] : undefined, 'data');
      return row === undefined ? undefined : orderIn(row, exchange, receivedAt);
    });
  },
  isMissing: ({ code }) => code === MISSING,
};

type Arg = Readonly<Record<string, unknown>>;

/** `{"op":"order","args":[..]}`, and up to twenty by the same under another name. */
function actionOf<T>(op: string, batch: string, argOf: (item: T, context: OrderContext) => Arg): OrderAction<T> {
  return {
    one: (item, context) => ({ op, args: [argOf(item, context)] }),
    batch: {
      most: 20,
      many: (items, context) => ({ op: batch, args: items.map((item) => argOf(item, context)) }),
    },
  };
}

/**
 * ```json
 * {"instIdCode":10458,"tdMode":"cash","side":"buy","ordType":"limit","px":"100000.1","sz":"0.001","clOrdId":"b15"}
 * ```
 * Sizes of market orders on spot are said to count the base, as everywhere else: the venue would take those that buy for the quote.
 */
function placed(order: ExactOrder, context: OrderContext): Arg {
  const { symbol, side, type, price, size, clientOrderId, reduceOnly, params } = order;
  const isSpot = !symbol.includes(':');
  return present({
    instIdCode: codeOf(symbol, context),
    tdMode: isSpot ? 'cash' : 'cross',
    side,
    ordType: orderTypeOf(order),
    px: price,
    sz: size,
    clOrdId: clientOrderId,
    reduceOnly,
    tgtCcy: isSpot && type === 'market' ? 'base_ccy' : undefined,
    ...params,
  });
}

/** `newSz` is the whole size, what is filled included. */
function amended(change: ExactAmendment, context: OrderContext): Arg {
  return present({ ...named(change, context), newPx: change.price, newSz: change.size });
}

function named(which: OrderRef, context: OrderContext): Arg {
  return present({ instIdCode: codeOf(which.symbol, context), ...idsOf(which), ...which.params });
}

/** Either; where both are said the venue takes its own. */
function idsOf({ orderId, clientOrderId }: OrderRef): { readonly ordId?: string; readonly clOrdId?: string } {
  return present(orderId === undefined ? { clOrdId: clientOrderId } : { ordId: orderId });
}

/** The number by which orders name an instrument; its name has not been taken there since 2026-02-03. */
function codeOf(symbol: string, { instrumentOf }: OrderContext): number {
  const code = instrumentOf(symbol)?.venueCode;
  if (code === undefined || !/^\d{1,15}$/.test(code))
    throw new ColdwireError('unsupported', { what: `orders of ${symbol}, whose instIdCode is not known` });
  return Number(code);
}
