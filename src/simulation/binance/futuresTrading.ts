import type { Exchange } from '../exchange/exchange.ts';
import type { Counter } from './counter.ts';
import { futuresOrder, newFuturesOrder, ownFuturesTrade } from './futuresOrder.ts';
import type { Call, Methods } from './method.ts';
import { done, errors, failed, type Outcome } from './outcome.ts';

const signed = (weight: number) => ({ weight: () => weight, security: 'signed' }) as const;

/** What whoever signs may have done in futures. */
export function futuresTrading(counter: Counter, exchange: Exchange): Methods {
  return {
    'order.place': {
      ...signed(1),
      places: true,
      answer: (call) => counter.doubted(call.params, () => place(counter, call)),
    },
    'order.test': {
      ...signed(1),
      answer({ params }) {
        const error = counter.test(params);
        return error === undefined ? done({}) : failed(error);
      },
    },
    'order.modify': {
      ...signed(1),
      places: true,
      answer: (call) => counter.doubted(call.params, () => modify(counter, call)),
    },
    'order.cancel': {
      ...signed(1),
      answer: (call) =>
        counter.doubted(call.params, () => {
          const cancelled = counter.cancel(call.account, call.params);
          return 'code' in cancelled ? failed(cancelled) : done(futuresOrder(cancelled.order));
        }),
    },
    'order.status': {
      ...signed(1),
      answer({ account, params }) {
        const order = counter.find(account, params);
        return order === undefined ? failed(errors.noOrder) : done(futuresOrder(order));
      },
    },
    ...openMethods(counter, exchange),
  };
}

/** What concerns all orders that are open, and those that were. */
function openMethods(counter: Counter, exchange: Exchange): Methods {
  return {
    'openOrders.status': {
      weight: ({ symbol }) => (symbol === undefined ? 40 : 1),
      security: 'signed',
      answer: (call) =>
        ofSymbol(counter, call, (symbol) => openFutures(exchange, call.account, symbol).map(futuresOrder)),
    },
    'openOrders.cancelAll': {
      ...signed(1),
      answer: (call) =>
        ofSymbol(counter, call, (symbol) => {
          if (symbol !== undefined) exchange.cancelAll(call.account, symbol);
          return { code: 200, msg: 'The operation of cancel all open order is done.' };
        }),
    },
    'openOrders.cancelAllAfter': {
      ...signed(10),
      answer({ account, params: { symbol = '', countdownTime = '0' } }) {
        exchange.cancelAllAfter(account, Number(countdownTime));
        return done({ symbol, countdownTime });
      },
    },
    myTrades: {
      ...signed(5),
      answer: (call) =>
        ofSymbol(counter, call, (symbol) =>
          exchange
            .state(call.account)
            .fills.filter((fill) => fill.symbol === symbol)
            .slice(-Number(call.params.limit ?? 500))
            .map(ownFuturesTrade),
        ),
    },
  };
}

function place(counter: Counter, { account, params }: Call): Outcome {
  const placed = counter.place(account, params);
  if ('code' in placed) return failed(placed);
  const { newOrderRespType = 'ACK' } = params;
  return done(newOrderRespType === 'ACK' ? newFuturesOrder(placed.order) : futuresOrder(placed.order));
}

/** Another price and size, both to be said. */
function modify(counter: Counter, { account, params }: Call): Outcome {
  const { price, quantity } = params;
  if (quantity === undefined) return failed(errors.missing('quantity'));
  if (price === undefined) return failed(errors.missing('price'));
  const order = counter.find(account, params);
  if (order === undefined) return failed(errors.noOrder);
  const amended = counter.amend(account, order, { price, size: quantity });
  return 'code' in amended ? failed(amended) : done(futuresOrder(amended));
}

function ofSymbol(counter: Counter, { params }: Call, list: (symbol: string | undefined) => object): Outcome {
  const symbol = counter.symbolOf(params);
  return params.symbol !== undefined && symbol === undefined ? failed(errors.symbol) : done(list(symbol));
}

const openFutures = (exchange: Exchange, account: string, symbol: string | undefined) =>
  exchange.open(account, symbol).filter((order) => order.symbol.includes(':'));
