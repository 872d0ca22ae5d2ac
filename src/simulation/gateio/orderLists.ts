import type { SimulatedOrder } from '../exchange/order.ts';
import type { VenueWorld } from '../venueSide.ts';
import type { Product } from './product.ts';
import type { Speller } from './speller.ts';

/** Which orders are meant. */
export interface OrderChoice {
  readonly product: Product;
  readonly name?: string;
  readonly side?: SimulatedOrder['side'];
}

/** What is asked about several orders at once. */
export interface OrderLists {
  /** The latest first. */
  list(choice: OrderChoice, isOpen: boolean, account: string): readonly object[];
  cancelAll(choice: OrderChoice, account: string): readonly object[];
  /** The latest first. */
  fills(choice: OrderChoice, account: string): readonly object[];
}

/** The orders of the exchange's customers as rows. */
export function orderLists({ exchange }: Pick<VenueWorld, 'exchange'>, spelling: Speller['spelling']): OrderLists {
  const isMeant = ({ product, name, side }: OrderChoice, one: Pick<SimulatedOrder, 'symbol' | 'side'>): boolean => {
    const listing = spelling(one.symbol, '', '')?.listing;
    return listing?.product === product && (name ?? listing.name) === listing.name && (side ?? one.side) === one.side;
  };
  const rows = (order: SimulatedOrder, account: string): readonly object[] => {
    const spelt = spelling(order.symbol, order.id, account);
    return spelt === undefined ? [] : [spelt.form.row(spelt.listing, order, spelt.of)];
  };
  return {
    list: (choice, isOpen, account) =>
      exchange
        .state(account)
        .orders.filter((order) => (order.status === 'open') === isOpen && isMeant(choice, order))
        .reverse()
        .flatMap((order) => rows(order, account)),
    cancelAll: (choice, account) =>
      exchange
        .open(account)
        .filter((order) => isMeant(choice, order))
        .flatMap(({ id }) => {
          const answer = exchange.cancel(account, { id });
          return answer.kind === 'done' ? rows(answer.order, account) : [];
        }),
    fills: (choice, account) =>
      exchange
        .state(account)
        .fills.filter((fill) => isMeant(choice, fill))
        .reverse()
        .flatMap((fill) => {
          const spelt = spelling(fill.symbol, fill.orderId, account);
          return spelt === undefined ? [] : [spelt.form.fill(spelt.listing, fill, spelt.of)];
        }),
  };
}
