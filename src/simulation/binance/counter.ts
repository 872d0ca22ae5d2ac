import type { Exchange } from '../exchange/exchange.ts';
import type { SimulatedFill, SimulatedOrder } from '../exchange/order.ts';
import type { VenueWorld } from '../venueSide.ts';
import type { MarketFeed } from './marketFeed.ts';
import type { Naming } from './naming.ts';
import { errors, failed, type Outcome, type VenueError } from './outcome.ts';
import type { Params } from './params.ts';
import type { Product } from './product.ts';
import { refusals } from './refusals.ts';
import { wantedOrder } from './wantedOrder.ts';

/** Where orders of a product are placed, changed and cancelled, whoever asks and however. */
export interface Counter {
  readonly place: (account: string, params: Params) => Placed | VenueError;
  /** Whether an order could be placed, without placing it. */
  readonly test: (params: Params) => VenueError | undefined;
  /** The order that is meant, of the symbol that is named. */
  readonly find: (account: string, params: Params) => SimulatedOrder | undefined;
  readonly cancel: (account: string, params: Params) => Cancelled | VenueError;
  /** Another size and, where given, another price. */
  readonly amend: (
    account: string,
    order: SimulatedOrder,
    to: { readonly price?: string; readonly size: string },
  ) => SimulatedOrder | VenueError;
  /** The unified symbol that is named; nothing where it is not listed. */
  readonly symbolOf: (params: Params) => string | undefined;
  /** Does it, unless a fault has it come to nobody knows what. */
  readonly doubted: (params: Params, work: () => Outcome) => Outcome;
  readonly executionId: () => number;
}

/** An order as it stands at once, and what it was executed with. */
export interface Placed {
  readonly order: SimulatedOrder;
  readonly fills: readonly SimulatedFill[];
}

/** An order that is no more, and the name of its cancellation. */
export interface Cancelled {
  readonly order: SimulatedOrder;
  readonly name: string;
}

/** What a counter depends on. */
export interface CounterSettings {
  readonly product: Product;
  readonly exchange: Exchange;
  readonly feed: MarketFeed;
  readonly armed: VenueWorld['armed'];
  readonly names: Naming;
}

/** The counter of a product. */
export function counter({ product, exchange, feed, armed, names }: CounterSettings): Counter {
  const symbolOf: Counter['symbolOf'] = ({ symbol = '' }) => feed.find(product, symbol)?.market.spec.symbol;
  const refusal = (reason: keyof (typeof refusals)['spot']): VenueError => refusals[product][reason];
  const wanted = (params: Params) => {
    const symbol = symbolOf(params);
    if (symbol === undefined) return params.symbol === undefined ? errors.missing('symbol') : errors.symbol;
    return wantedOrder(product, symbol, params, names.fresh());
  };
  const find: Counter['find'] = (account, { orderId, origClientOrderId, ...params }) => {
    const found = exchange.find(account, { id: orderId, clientOrderId: origClientOrderId });
    return found?.symbol === symbolOf(params) ? found : undefined;
  };
  return {
    symbolOf,
    find,
    executionId: names.executionId,
    test(params) {
      const request = wanted(params);
      return 'code' in request ? request : undefined;
    },
    place(account, params) {
      const request = wanted(params);
      if ('code' in request) return request;
      const fills: SimulatedFill[] = [];
      const stop = exchange.follow(account, (event) => {
        if (event.kind !== 'order' || event.fill === undefined) return;
        if (event.order.clientOrderId === request.clientOrderId) fills.push(event.fill);
      });
      const answer = exchange.place(account, request);
      stop();
      return answer.kind === 'done' ? { order: answer.order, fills } : refusal(answer.reason);
    },
    cancel(account, params) {
      const found = find(account, params);
      if (found === undefined) return errors.unknownOrder;
      const name = names.cancelAs(found.id, params.newClientOrderId);
      const answer = exchange.cancel(account, { id: found.id });
      return answer.kind === 'done' ? { order: answer.order, name } : refusal(answer.reason);
    },
    amend(account, { id }, to) {
      const answer = exchange.amend(account, { id }, to);
      return answer.kind === 'done' ? answer.order : refusal(answer.reason);
    },
    doubted(params, work) {
      const fault = armed.take('unknown-outcome', symbolOf(params) ?? '');
      if (fault === undefined) return work();
      if (fault.args.executed !== false) work();
      return failed(errors.timeout, 500);
    },
  };
}
