import type { Exchange } from '../exchange/exchange.ts';
import type { SimulatedBalance } from '../exchange/order.ts';
import type { Counter } from './counter.ts';
import { eight } from './eight.ts';
import type { Call, Methods } from './method.ts';
import { done, errors, failed, type Outcome } from './outcome.ts';
import type { Params } from './params.ts';
import { replaceSpot } from './replaceSpot.ts';
import { amendedSpot, cancelledSpot, knownSpot, ownSpotTrade, placedSpot } from './spotOrder.ts';

/** What whoever signs may have done on spot. */
export function spotTrading(counter: Counter, exchange: Exchange): Methods {
  const signed = (weight: number) => ({ weight: () => weight, security: 'signed' }) as const;
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
    'order.cancel': { ...signed(1), answer: (call) => counter.doubted(call.params, () => cancel(counter, call)) },
    'order.cancelReplace': {
      ...signed(1),
      places: true,
      answer: (call) => counter.doubted(call.params, () => replaceSpot(counter, call)),
    },
    'order.amend.keepPriority': {
      ...signed(4),
      answer: (call) => counter.doubted(call.params, () => amend(counter, call)),
    },
    'order.status': {
      ...signed(4),
      answer({ account, params }) {
        const order = counter.find(account, params);
        return order === undefined ? failed(errors.noOrder) : done(knownSpot(order));
      },
    },
    'openOrders.status': {
      weight: ({ symbol }) => (symbol === undefined ? 80 : 6),
      security: 'signed',
      answer: ({ account, params }) =>
        listed(counter, params, (symbol) => openOnSpot(exchange, account, symbol).map(knownSpot)),
    },
    'openOrders.cancelAll': { ...signed(1), answer: (call) => cancelAll(counter, exchange, call) },
    'account.status': { ...signed(20), answer: ({ account }) => done(accountOf(exchange.state(account).balances)) },
    myTrades: {
      ...signed(20),
      answer({ account, params }) {
        if (params.symbol === undefined) return failed(errors.missing('symbol'));
        return listed(counter, params, (symbol) =>
          exchange
            .state(account)
            .fills.filter((fill) => fill.symbol === symbol && (params.orderId ?? fill.orderId) === fill.orderId)
            .slice(-Number(params.limit ?? 500))
            .map(ownSpotTrade),
        );
      },
    },
  };
}

function place(counter: Counter, { account, params }: Call): Outcome {
  const placed = counter.place(account, params);
  if ('code' in placed) return failed(placed);
  return done(placedSpot(placed.order, placed.fills, params.newOrderRespType ?? 'FULL'));
}

function cancel(counter: Counter, { account, params }: Call): Outcome {
  const cancelled = counter.cancel(account, params);
  return 'code' in cancelled ? failed(cancelled) : done(cancelledSpot(cancelled.order, cancelled.name));
}

/** Only ever to a smaller size, so that the order keeps its place. The order keeps its name too, whatever new one is asked for. */
function amend(counter: Counter, { account, params }: Call): Outcome {
  const { newQty } = params;
  if (newQty === undefined) return failed(errors.missing('newQty'));
  const order = counter.find(account, params);
  if (order === undefined) return failed(errors.noOrder);
  if (!(Number(newQty) < Number(order.size))) return failed(errors.amend);
  const amended = counter.amend(account, order, { size: newQty });
  if ('code' in amended) return failed(amended);
  return done(amendedSpot(amended, order.clientOrderId ?? '', counter.executionId()));
}

function cancelAll(counter: Counter, exchange: Exchange, { account, params }: Call): Outcome {
  const symbol = counter.symbolOf(params);
  if (symbol === undefined) return failed(params.symbol === undefined ? errors.missing('symbol') : errors.symbol);
  const open = exchange.open(account, symbol);
  if (open.length === 0) return failed(errors.unknownOrder);
  return done(
    open.flatMap(({ id }) => {
      const cancelled = counter.cancel(account, { symbol: params.symbol ?? '', orderId: id });
      return 'code' in cancelled ? [] : [cancelledSpot(cancelled.order, cancelled.name)];
    }),
  );
}

/** Of one symbol, or of all. */
function listed(counter: Counter, params: Params, list: (symbol: string | undefined) => readonly object[]): Outcome {
  const symbol = counter.symbolOf(params);
  return params.symbol !== undefined && symbol === undefined ? failed(errors.symbol) : done(list(symbol));
}

const openOnSpot = (exchange: Exchange, account: string, symbol: string | undefined) =>
  exchange.open(account, symbol).filter((order) => !order.symbol.includes(':'));

function accountOf(balances: readonly SimulatedBalance[]): object {
  return {
    makerCommission: 10,
    takerCommission: 10,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: { maker: '0.00100000', taker: '0.00100000', buyer: '0.00000000', seller: '0.00000000' },
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: 0,
    accountType: 'SPOT',
    balances: balances.map(({ asset, free, held }) => ({ asset, free: eight(free), locked: eight(held) })),
    permissions: ['SPOT'],
    uid: 354_937_868,
  };
}
