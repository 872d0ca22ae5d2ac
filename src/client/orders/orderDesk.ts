import { catchError, concat, defer, first, type Observable, of, throwError } from 'rxjs';
import { ColdwireError, isColdwireError } from '../../errors/coldwireError.ts';
import type { Order } from '../../model/order.ts';
import type { OrderAmendment, OrderRef, OrderRequest } from '../../model/orderRequest.ts';
import type { Exchange } from '../../protocol/exchange.ts';
import type { OrderAction, OrderContext, OrderRules } from '../../protocol/orderRules.ts';
import { present } from '../../util/present.ts';
import type { AskQuery } from '../askQuery.ts';
import { type ActTools, type ActVerb, actOnce } from './actOnce.ts';
import { exactAmendment, exactOrder, exactRef } from './checkOrder.ts';
import { type OrderDoor, type OrderJob, orderDoorOf } from './orderJob.ts';
import type { BulkOutcome, OrderOutcome } from './orderOutcome.ts';
import { sendOnce } from './sendOnce.ts';
import type { VenueRequest } from '../venueRequests.ts';

/** Whose orders are meant. */
export interface OrderScope {
  /** Unified symbol. Default: whatever the venue's own route for orders serves. */
  readonly symbol?: string;
}

/**
 * What is done to orders. Each call makes an observable that is cold and **one-shot**: its first subscription sends, once, and
 * every other is given the same outcome, whenever it comes. When the last subscriber leaves before the frame is handed to the
 * socket, the request is withdrawn and never sent; later they only stop listening. It emits one outcome for each order, in the
 * order given, and completes. It errors with `invalid-options` or `unsupported` alone, before anything is sent. Nothing is
 * ever sent again by itself, nor kept waiting for a socket that was lost.
 */
export interface OrderDesk {
  /**
   * Places an order, or several in as few frames as the venue takes. `clientOrderId` is fixed at the call. Prices and sizes reach
   * the venue digit by digit; where the instrument is known, one beside its grid is `invalid-options`.
   *
   * `accepted` says that the venue took it, not that it is filled: the `orders` feed tells that. After `outcome-unknown` ask
   * {@link OrderDesk.findOrder}, by the `clientOrderId` in the outcome.
   *
   * @example
   * ```ts
   * import type { Client } from 'coldwire';
   *
   * declare const client: Client;
   * client
   *   .placeOrder({ symbol: 'BTC/USD', side: 'buy', type: 'limit', price: '90000.10', size: 0.001 })
   *   .subscribe((outcome) => {
   *     if (outcome.kind === 'accepted') console.log('working', outcome.orderId);
   *     else console.log(outcome.kind, outcome.error.kind);
   *   });
   * ```
   */
  placeOrder(order: OrderRequest | readonly OrderRequest[]): Observable<OrderOutcome>;
  /** Changes the price or the size of an order, or of several, where the venue can. */
  amendOrder(change: OrderAmendment | readonly OrderAmendment[]): Observable<OrderOutcome>;
  /** Cancels an order, or several. It goes before every order that still waits for a budget. */
  cancelOrder(which: OrderRef | readonly OrderRef[]): Observable<OrderOutcome>;
  /** Cancels all open orders, or those of a symbol, where the venue can do so at once. As urgent as a cancel. */
  cancelAll(scope?: OrderScope): Observable<BulkOutcome>;
  /**
   * Has the venue cancel all open orders in `ms` milliseconds unless it is told again by then: a dead man's switch, where the
   * venue has one. 0 takes it back. As urgent as a cancel.
   */
  cancelAllAfter(ms: number, scope?: OrderScope): Observable<BulkOutcome>;
  /**
   * The newest state of an order, open or not; `undefined` where the venue has no such order. Asked anew for each subscriber, who
   * gets one value and completion; unsubscribing stops listening.
   * Errors as an idempotent `request`, or where the venue is asked over REST with `dial-failed`.
   *
   * @example
   * ```ts
   * import type { Client, Order, OrderRequest } from 'coldwire';
   * import { mergeMap, type Observable, of, retry, throwError, timer } from 'rxjs';
   *
   * // After so many milliseconds the venue takes no order any more that was on its way.
   * const LATE = 5_000;
   *
   * // What the venue has of an order in the end, or undefined where it has nothing.
   * function placed(client: Client, order: OrderRequest): Observable<Order | undefined> {
   *   const { symbol } = order;
   *   return client.placeOrder(order).pipe(
   *     mergeMap((outcome) => {
   *       if (outcome.kind === 'not-sent') return of(undefined);
   *       if (outcome.kind === 'rejected') return throwError(() => outcome.error);
   *       const { clientOrderId } = outcome;
   *       // What may still be on its way is not there yet.
   *       return timer(outcome.kind === 'accepted' ? 0 : LATE).pipe(
   *         mergeMap(() => client.findOrder({ symbol, clientOrderId })),
   *         retry({ delay: 1_000 }),
   *       );
   *     }),
   *   );
   * }
   *
   * declare const client: Client;
   * placed(client, { symbol: 'BTC/USD', side: 'buy', type: 'limit', price: '90000.10', size: '0.001' }).subscribe(
   *   (order) => console.log(order?.status ?? 'not there'), // open
   * );
   * ```
   */
  findOrder(which: OrderRef): Observable<Order | undefined>;
}

/** What orders are sent and found by. */
export interface OrderTools extends ActTools {
  readonly ask: AskQuery;
  readonly random: () => number;
}

/** Places, changes, cancels and finds orders: see `Client`. */
export function orderDesk(exchange: Exchange, tools: OrderTools): OrderDesk {
  const { random, instruments } = tools;
  const context: OrderContext = { exchange: exchange.name, instrumentOf: instruments.known };
  const act = <G extends { readonly symbol: string }, T extends OrderRef>(
    given: G | readonly G[],
    verb: ActVerb,
    actionOf: (rules: OrderRules) => OrderAction<T> | undefined,
    exact: (item: G, rules: OrderRules) => T,
  ): Observable<OrderOutcome> =>
    orError(() => {
      const items = Array.isArray(given) ? (given as readonly G[]) : [given as G];
      const jobs = items.map((item): OrderJob<T> => {
        const door = orderDoorOf(exchange, meant(item).symbol);
        return { ...door, action: supported(actionOf(door.rules), verb), item: exact(item, door.rules) };
      });
      return actOnce(jobs, verb, context, tools);
    });
  const bulk = (verb: BulkVerb, scope: OrderScope, message: (rules: OrderRules) => unknown): Observable<BulkOutcome> =>
    orError(() => bulkOnce(tools.request, orderDoorOf(exchange, scope.symbol), verb, message));
  return {
    placeOrder: (given) =>
      act(
        given,
        'place',
        ({ place }) => place,
        (order, rules) => exactOrder(order, order.clientOrderId ?? rules.clientOrderId.make(random), rules),
      ),
    amendOrder: (given) => act(given, 'amend', ({ amend }) => amend, exactAmendment),
    cancelOrder: (given) => act(given, 'cancel', ({ cancel }) => cancel, exactRef),
    cancelAll: (scope = {}) => bulk('cancelAll', scope, (rules) => rules.cancelAll?.(present(scope), context)),
    cancelAllAfter: (ms, scope = {}) =>
      bulk('cancelAllAfter', scope, (rules) => rules.cancelAllAfter?.(milliseconds(ms), context)),
    findOrder: (which) => defer(() => findBy(tools.ask, orderDoorOf(exchange, meant(which).symbol), which, context)),
  };
}

type BulkVerb = 'cancelAll' | 'cancelAllAfter';

function bulkOnce(
  request: VenueRequest,
  door: OrderDoor,
  verb: BulkVerb,
  message: (rules: OrderRules) => unknown,
): Observable<BulkOutcome> {
  supported(door.rules[verb], verb);
  return sendOnce<BulkOutcome>(request, {
    ...door,
    verb,
    items: 1,
    message$: defer(() => of(message(door.rules))),
    outcomes: () => [{ kind: 'accepted' }],
    failed: (failure) => [failure],
  });
}

/** Asks for an order; that there is none is an answer too. */
function findBy(
  ask: AskQuery,
  { route, rules }: OrderDoor,
  which: OrderRef,
  context: OrderContext,
): Observable<Order | undefined> {
  const meantOrder = exactRef(which);
  const queries = [supported(rules.find, 'findOrder')(meantOrder, context), rules.findEnded?.(meantOrder, context)];
  return concat(
    ...queries
      .filter((query) => query !== undefined)
      .map((query) =>
        ask(query, route, 'order').pipe(
          catchError((error: unknown) => {
            if (!isColdwireError(error, 'request-rejected')) throw error;
            const { reason = '', code } = error.context;
            if (rules.isMissing?.({ reason, ...(code === undefined ? {} : { code }) }) !== true) throw error;
            return of(undefined);
          }),
        ),
      ),
  ).pipe(first((found) => found !== undefined, undefined));
}

/** What is made at the call, so that ids are drawn then; what that throws is told to who subscribes. */
function orError<T>(make: () => Observable<T>): Observable<T> {
  try {
    return make();
  } catch (error) {
    return throwError(() => error);
  }
}

function meant<T>(item: T): T {
  if (typeof item === 'object' && item !== null) return item;
  throw new ColdwireError('invalid-options', { option: 'order', expected: 'an object' });
}

function supported<T>(rule: T | undefined, what: string): T {
  if (rule === undefined) throw new ColdwireError('unsupported', { what });
  return rule;
}

function milliseconds(ms: number): number {
  if (Number.isSafeInteger(ms) && ms >= 0) return ms;
  throw new ColdwireError('invalid-options', { option: 'ms', expected: 'whole milliseconds, 0 to take it back' });
}
