import type { OrderRequest } from '../exchange/order.ts';
import { fieldText } from './fieldText.ts';
import type { Listing } from './listing.ts';
import type { Papers } from './papers.ts';
import type { Fields } from './request.ts';
import { emptyParameter, type TradeRefusal, wrongParameter } from './tradeRefusals.ts';

/** An order, understood: what the exchange is to do, and the words in which it was asked. */
export interface ReadOrder {
  readonly request: OrderRequest;
  readonly papers: Papers;
}

/** What a type of order says of how long it waits. */
const TIMES: Readonly<Record<string, OrderRequest['timeInForce']>> = {
  fok: 'FOK',
  ioc: 'IOC',
  optimal_limit_ioc: 'IOC',
};
const TYPES: readonly string[] = ['market', 'limit', 'post_only', 'fok', 'ioc', 'optimal_limit_ioc'];
const REQUIRED: readonly string[] = ['tdMode', 'side', 'ordType', 'sz'];
const CLIENT_ORDER_ID = /^[\dA-Za-z]{0,32}$/;

/** Reads an order of a client. */
export function readOrder(fields: Fields, { instType, market }: Listing): ReadOrder | TradeRefusal {
  const missing = REQUIRED.find((name) => fieldText(fields[name]) === '');
  if (missing !== undefined) return emptyParameter(missing);
  const [ordType, sz, price] = [fieldText(fields.ordType), fieldText(fields.sz), fieldText(fields.px)];
  const [clientOrderId, timeInForce] = [fieldText(fields.clOrdId), TIMES[ordType]];
  const { side } = fields;
  if (side !== 'buy' && side !== 'sell') return wrongParameter('side');
  if (!TYPES.includes(ordType)) return wrongParameter('ordType');
  if (!CLIENT_ORDER_ID.test(clientOrderId)) return wrongParameter('clOrdId');

  const isMarket = ordType === 'market' || ordType === 'optimal_limit_ioc';
  const tgtCcy = isMarket && instType === 'SPOT' ? countedIn(fields) : '';
  return {
    papers: { ordType, tdMode: fieldText(fields.tdMode), sz, tgtCcy, tag: fieldText(fields.tag) },
    request: {
      symbol: market.spec.symbol,
      side,
      type: isMarket ? 'market' : 'limit',
      size: sz,
      ...(isMarket ? {} : { price }),
      ...(tgtCcy === 'quote_ccy' ? { sizeIn: 'quote' } : {}),
      ...(timeInForce === undefined ? {} : { timeInForce }),
      postOnly: ordType === 'post_only',
      reduceOnly: fieldText(fields.reduceOnly) === 'true' || fields.reduceOnly === true,
      ...(clientOrderId === '' ? {} : { clientOrderId }),
    },
  };
}

/** A market order to buy on spot says what it may cost, unless it says otherwise; one to sell, how much it sells. */
function countedIn({ tgtCcy, side }: Fields): string {
  const said = fieldText(tgtCcy);
  if (said !== '') return said;
  return side === 'buy' ? 'quote_ccy' : 'base_ccy';
}
